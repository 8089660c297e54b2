package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;

/** The way of a user into our shop and of the cart back. */
public final class PunchOut {
    private PunchOut() {}

    /** Asks for a session. Children come in any order (Coupa 2008 puts Contact before BrowserFormPost). */
    public static final class PunchOutSetupRequest {
        @XmlAttribute
        public String operation;

        @XmlElement(name = "BuyerCookie")
        public AnyText buyerCookie;

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();

        @XmlElement(name = "BrowserFormPost")
        public UrlHolder browserFormPost;

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "SupplierSetup")
        public UrlHolder supplierSetup;

        @XmlElement(name = "ShipTo")
        public Addresses.ShipTo shipTo;

        @XmlElement(name = "SelectedItem")
        public SelectedItem selectedItem;

        @XmlElement(name = "ItemOut")
        public List<Items.ItemOut> items = new ArrayList<>();
    }

    /** An element around a URL. */
    public static final class UrlHolder {
        @XmlElement(name = "URL")
        public Cxml.Url url;

        /** A holder of an address. */
        public static UrlHolder of(String address) {
            var holder = new UrlHolder();
            holder.url = Cxml.Url.of(address);
            return holder;
        }

        /** The address without blanks around it, null when it is empty. */
        public String address() {
            return url == null || url.trimmed().isEmpty() ? null : url.trimmed();
        }
    }

    /** Opens the shop at one product (level 2). */
    public static final class SelectedItem {
        @XmlElement(name = "ItemID")
        public Items.ItemID id;
    }

    /** Where the browser goes. */
    public static final class PunchOutSetupResponse {
        @XmlElement(name = "StartPage")
        public UrlHolder startPage;
    }

    /** The cart; no item is legal and means something (see {@link CartMessage}). */
    public static final class PunchOutOrderMessage {
        @XmlElement(name = "BuyerCookie")
        public AnyText buyerCookie;

        @XmlElement(name = "PunchOutOrderMessageHeader")
        public PunchOutOrderMessageHeader header;

        @XmlElement(name = "ItemIn")
        public List<Items.ItemIn> items = new ArrayList<>();
    }

    /** Total of the lines without tax and freight, and what may be done with the cart later. */
    public static final class PunchOutOrderMessageHeader {
        @XmlAttribute
        public String operationAllowed;

        @XmlAttribute
        public String quoteStatus;

        @XmlElement(name = "SourcingStatus")
        public SourcingStatus sourcing;

        @XmlElement(name = "Total")
        public Amounts.Amount total;

        @XmlElement(name = "ShipTo")
        public Addresses.ShipTo shipTo;

        @XmlElement(name = "Shipping")
        public Amounts.Freight shipping;

        @XmlElement(name = "Tax")
        public Amounts.Tax tax;

        @XmlElement(name = "SupplierOrderInfo")
        public Ordering.SupplierOrderInfo orderInfo;

        /** DTD default: final. */
        public boolean pending() {
            return "pending".equals(quoteStatus);
        }
    }

    /** Outcome of a request for quotation. */
    public static final class SourcingStatus {
        @XmlAttribute
        public String action;

        @XmlAttribute(name = "lang", namespace = XMLConstants.XML_NS_URI)
        public String lang;

        @XmlValue
        public String value;
    }
}
