package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** Lines: {@code ItemIn} goes to the buyer, {@code ItemOut} comes from there. */
public final class Items {
    private Items() {}

    /** SupplierPartID and SupplierPartAuxiliaryID together name a line; the auxiliary part never changes on edit. */
    public static final class ItemID {
        @XmlElement(name = "SupplierPartID")
        public String supplierPart;

        @XmlElement(name = "SupplierPartAuxiliaryID")
        public AnyText auxiliary;

        @XmlElement(name = "BuyerPartID")
        public String buyerPart;

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();

        /** The auxiliary part as text, null when absent or empty. */
        public String auxiliaryText() {
            var text = auxiliary == null ? "" : auxiliary.text();
            return text.isEmpty() ? null : text;
        }
    }

    /** Text with an optional short name before it; a short name alone occurs. */
    public static final class Description extends AnyText {
        @XmlAttribute(name = "lang", namespace = XMLConstants.XML_NS_URI)
        public String lang;

        @XmlAttribute
        public String type;

        /** @param shortName null = none */
        public static Description of(String lang, String shortName, String text) {
            var description = new Description();
            description.lang = lang;
            if (shortName != null) {
                description.content.add(new JAXBElement<>(new QName("ShortName"), String.class, shortName));
            }
            description.content.add(text);
            return description;
        }

        /** The short name, null when there is none. */
        public String shortName() {
            return inner("ShortName").stream().findFirst().map(String::strip).orElse(null);
        }

        /** What to show: the text, else the short name; trimmed. */
        public String shown() {
            var text = ownText().strip();
            return text.isEmpty() && shortName() != null ? shortName() : text;
        }
    }

    /** Price, texts and codes of a product. */
    public static final class ItemDetail {
        @XmlElement(name = "UnitPrice")
        public Amounts.Amount unitPrice;

        @XmlElement(name = "Description")
        public List<Description> descriptions = new ArrayList<>();

        @XmlElement(name = "UnitOfMeasure")
        public String unit;

        @XmlElement(name = "PriceBasisQuantity")
        public PriceBasisQuantity priceBasis;

        @XmlElement(name = "Classification")
        public List<Cxml.DomainText> classifications = new ArrayList<>();

        @XmlElement(name = "ManufacturerPartID")
        public String manufacturerPart;

        @XmlElement(name = "ManufacturerName")
        public Cxml.LangText manufacturer;

        @XmlElement(name = "URL")
        public Cxml.Url url;

        @XmlElement(name = "LeadTime")
        public String leadTime;

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** How many units the price is for, when it is not one. */
    public static final class PriceBasisQuantity {
        @XmlAttribute
        public String quantity;

        @XmlAttribute
        public String conversionFactor;

        @XmlElement(name = "UnitOfMeasure")
        public String unit;

        @XmlElement(name = "Description")
        public Description description;
    }

    /** A line of a cart, to the buyer. */
    public static final class ItemIn {
        @XmlAttribute
        public String quantity;

        @XmlAttribute
        public String lineNumber;

        @XmlAttribute
        public String parentLineNumber;

        @XmlAttribute
        public String itemType;

        @XmlElement(name = "ItemID")
        public ItemID id;

        @XmlElement(name = "ItemDetail")
        public ItemDetail detail;

        @XmlElement(name = "SupplierID")
        public Cxml.DomainText supplier;

        @XmlElement(name = "ShipTo")
        public Addresses.ShipTo shipTo;

        @XmlElement(name = "Shipping")
        public Amounts.Freight shipping;

        @XmlElement(name = "Tax")
        public Amounts.Tax tax;

        @XmlElement(name = "Distribution")
        public List<Distribution> distributions = new ArrayList<>();

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** A line of an order or of the cart to be edited, from the buyer. The detail is optional. */
    public static final class ItemOut {
        @XmlAttribute
        public String quantity;

        @XmlAttribute
        public String lineNumber;

        @XmlAttribute
        public String requisitionID;

        @XmlAttribute
        public String agreementItemNumber;

        @XmlAttribute
        public String requestedDeliveryDate;

        @XmlAttribute
        public String isAdHoc;

        @XmlAttribute
        public String isReturn;

        @XmlAttribute
        public String parentLineNumber;

        @XmlAttribute
        public String itemType;

        @XmlElement(name = "ItemID")
        public ItemID id;

        @XmlElement(name = "ItemDetail")
        public ItemDetail detail;

        @XmlElement(name = "BlanketItemDetail")
        public AnyText blanket;

        @XmlElement(name = "SupplierID")
        public Cxml.DomainText supplier;

        @XmlElement(name = "ShipTo")
        public Addresses.ShipTo shipTo;

        @XmlElement(name = "Shipping")
        public Amounts.Freight shipping;

        @XmlElement(name = "Tax")
        public Amounts.Tax tax;

        @XmlElement(name = "Distribution")
        public List<Distribution> distributions = new ArrayList<>();

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "TermsOfDelivery")
        public AnyText terms;

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();
    }

    /** Which cost centre pays which part; echoed on request, never read. */
    public static final class Distribution {
        @XmlElement(name = "Accounting")
        public Accounting accounting;

        @XmlElement(name = "Charge")
        public Amounts.Amount charge;
    }

    /** Segments of the buyer's accounting. */
    public static final class Accounting {
        @XmlAttribute
        public String name;

        @XmlElement(name = "Segment")
        public List<Segment> segments = new ArrayList<>();

        @XmlElement(name = "AccountingSegment")
        public List<AccountingSegment> accountingSegments = new ArrayList<>();
    }

    /** The older form of a segment. */
    public static final class Segment {
        @XmlAttribute
        public String type;

        @XmlAttribute
        public String id;

        @XmlAttribute
        public String description;
    }

    /** The newer form of a segment. */
    public static final class AccountingSegment {
        @XmlAttribute
        public String id;

        @XmlElement(name = "Name")
        public Cxml.LangText name;

        @XmlElement(name = "Description")
        public Description description;
    }
}
