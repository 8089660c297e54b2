package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;

/** What becomes of an order or of a document: confirmations, ship notices, status updates. */
public final class Progress {
    private Progress() {}

    /** The outcome of a document sent earlier. */
    public static final class StatusUpdateRequest {
        @XmlElement(name = "DocumentReference")
        public Cxml.DocumentReference document;

        @XmlElement(name = "Status")
        public Cxml.Status status;

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** The order a document speaks of, by the payloadID of its OrderRequest. */
    public static final class OrderReference {
        @XmlAttribute
        public String orderID;

        @XmlAttribute
        public String orderDate;

        @XmlElement(name = "DocumentReference")
        public Cxml.DocumentReference document;
    }

    /** What we deliver of an order. */
    public static final class ConfirmationRequest {
        @XmlElement(name = "ConfirmationHeader")
        public ConfirmationHeader header;

        @XmlElement(name = "OrderReference")
        public OrderReference order;

        @XmlElement(name = "ConfirmationItem")
        public List<ConfirmationItem> items = new ArrayList<>();
    }

    /** Only one accept, except or reject per order: it voids all earlier ones. */
    public static final class ConfirmationHeader {
        @XmlAttribute
        public String confirmID;

        @XmlAttribute
        public String operation;

        @XmlAttribute
        public String type;

        @XmlAttribute
        public String noticeDate;

        @XmlAttribute
        public String invoiceID;

        @XmlElement(name = "DocumentReference")
        public Cxml.DocumentReference earlier;

        @XmlElement(name = "Total")
        public Amounts.Amount total;

        @XmlElement(name = "Shipping")
        public Amounts.Freight shipping;

        @XmlElement(name = "Tax")
        public Amounts.Tax tax;

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** A line of the order; its states add up to its quantity. */
    public static final class ConfirmationItem {
        @XmlAttribute
        public String quantity;

        @XmlAttribute
        public String lineNumber;

        @XmlElement(name = "UnitOfMeasure")
        public String unit;

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "ConfirmationStatus")
        public List<ConfirmationStatus> states = new ArrayList<>();
    }

    /** Part of a line. */
    public static final class ConfirmationStatus {
        @XmlAttribute
        public String quantity;

        @XmlAttribute
        public String type;

        @XmlAttribute
        public String shipmentDate;

        @XmlAttribute
        public String deliveryDate;

        @XmlElement(name = "UnitOfMeasure")
        public String unit;

        @XmlElement(name = "ItemIn")
        public Items.ItemIn replacement;

        @XmlElement(name = "UnitPrice")
        public Amounts.Amount unitPrice;

        @XmlElement(name = "Tax")
        public Amounts.Tax tax;

        @XmlElement(name = "Shipping")
        public Amounts.Freight shipping;

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** What left our house. */
    public static final class ShipNoticeRequest {
        @XmlElement(name = "ShipNoticeHeader")
        public ShipNoticeHeader header;

        @XmlElement(name = "ShipControl")
        public List<ShipControl> controls = new ArrayList<>();

        @XmlElement(name = "ShipNoticePortion")
        public List<ShipNoticePortion> portions = new ArrayList<>();
    }

    /** The shipment; an update replaces it whole. */
    public static final class ShipNoticeHeader {
        @XmlAttribute
        public String shipmentID;

        @XmlAttribute
        public String operation;

        @XmlAttribute
        public String noticeDate;

        @XmlAttribute
        public String shipmentDate;

        @XmlAttribute
        public String deliveryDate;

        @XmlAttribute
        public String shipmentType;

        @XmlAttribute
        public String fulfillmentType;

        @XmlElement(name = "DocumentReference")
        public Cxml.DocumentReference earlier;

        @XmlElement(name = "Contact")
        public List<Addresses.Contact> contacts = new ArrayList<>();

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();
    }

    /** Carrier and tracking number. */
    public static final class ShipControl {
        @XmlAttribute
        public String startDate;

        @XmlElement(name = "CarrierIdentifier")
        public List<Cxml.DomainText> carriers = new ArrayList<>();

        @XmlElement(name = "ShipmentIdentifier")
        public List<ShipmentIdentifier> identifiers = new ArrayList<>();

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** A tracking number. */
    public static final class ShipmentIdentifier {
        @XmlAttribute
        public String domain;

        @XmlAttribute
        public String trackingNumberDate;

        @XmlAttribute
        public String trackingURL;

        @XmlValue
        public String value;
    }

    /** The part of a shipment that belongs to one order; without items it is all that was open. */
    public static final class ShipNoticePortion {
        @XmlElement(name = "OrderReference")
        public OrderReference order;

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();

        @XmlElement(name = "ShipNoticeItem")
        public List<ShipNoticeItem> items = new ArrayList<>();
    }

    /** A shipped line. */
    public static final class ShipNoticeItem {
        @XmlAttribute
        public String quantity;

        @XmlAttribute
        public String lineNumber;

        @XmlAttribute
        public String shipNoticeLineNumber;

        @XmlElement(name = "ItemID")
        public Items.ItemID id;

        @XmlElement(name = "UnitOfMeasure")
        public String unit;

        @XmlElement(name = "Packaging")
        public List<Packaging> packagings = new ArrayList<>();

        @XmlElement(name = "Comments")
        public List<Cxml.Comments> comments = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** A package with its serial shipping container code. */
    public static final class Packaging {
        @XmlElement(name = "PackagingCode")
        public List<Cxml.LangText> codes = new ArrayList<>();

        @XmlElement(name = "PackagingLevelCode")
        public String level;

        @XmlElement(name = "PackageTypeCodeIdentifierCode")
        public String type;

        @XmlElement(name = "ShippingContainerSerialCode")
        public String serial;
    }
}
