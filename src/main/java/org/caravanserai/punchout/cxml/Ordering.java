package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.util.ArrayList;
import java.util.List;

/** The order of a buyer. */
public final class Ordering {
    private Ordering() {}

    /** A header and its lines. */
    public static final class OrderRequest {
        @XmlElement(name = "OrderRequestHeader")
        public OrderRequestHeader header;

        @XmlElement(name = "ItemOut")
        public List<Items.ItemOut> items = new ArrayList<>();
    }

    /** What holds for the whole order. */
    public static final class OrderRequestHeader {
        @XmlAttribute
        public String orderID;

        @XmlAttribute
        public String orderDate;

        @XmlAttribute
        public String orderType;

        @XmlAttribute
        public String type;

        @XmlAttribute
        public String orderVersion;

        @XmlAttribute
        public String agreementID;

        @XmlAttribute
        public String requisitionID;

        @XmlAttribute
        public String shipComplete;

        @XmlAttribute
        public String requestedDeliveryDate;

        @XmlElement(name = "Total")
        public Amounts.Amount total;

        @XmlElement(name = "ShipTo")
        public Addresses.ShipTo shipTo;

        @XmlElement(name = "BillTo")
        public Addresses.BillTo billTo;

        @XmlElement(name = "Shipping")
        public Amounts.Freight shipping;

        @XmlElement(name = "Tax")
        public Amounts.Tax tax;

        @XmlElement(name = "Payment")
        public Payment payment;

        @XmlElement(name = "PaymentTerm")
        public List<PaymentTerm> paymentTerms = new ArrayList<>();

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Followup")
        public PunchOut.UrlHolder followup;

        @XmlElement(name = "DocumentReference")
        public Cxml.DocumentReference previous;

        @XmlElement(name = "SupplierOrderInfo")
        public SupplierOrderInfo orderInfo;

        @XmlElement(name = "TermsOfDelivery")
        public AnyText terms;

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();

        /** {@code new, update, delete}; DTD default: new. */
        public String typeOrNew() {
            return type == null ? "new" : type.strip();
        }

        /** {@code regular, release, blanket, stockTransport, stockTransportRelease}; DTD default: regular. */
        public String orderTypeOrRegular() {
            return orderType == null ? "regular" : orderType.strip();
        }
    }

    /** Our own number of the order. */
    public static final class SupplierOrderInfo {
        @XmlAttribute
        public String orderID;

        @XmlAttribute
        public String orderDate;
    }

    /** Days until payment. */
    public static final class PaymentTerm {
        @XmlAttribute
        public String payInNumberOfDays;
    }

    /** How it is paid. */
    public static final class Payment {
        @XmlElement(name = "PCard")
        public PCard card;
    }

    /** A purchasing card. Its number is masked while it is read: nothing behind this line ever holds it. */
    public static final class PCard {
        @XmlAttribute
        @XmlJavaTypeAdapter(LastFour.class)
        public String number;

        @XmlAttribute
        public String expiration;

        @XmlAttribute
        public String name;
    }

    static final class LastFour extends XmlAdapter<String, String> {
        @Override
        public String unmarshal(String number) {
            var digits = number == null ? "" : number.replaceAll("[^0-9]", "");
            return "************" + (digits.length() < 8 ? "" : digits.substring(digits.length() - 4));
        }

        @Override
        public String marshal(String masked) {
            return masked;
        }
    }
}
