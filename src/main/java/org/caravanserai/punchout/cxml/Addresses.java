package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;

/** Addresses, people and how to reach them. */
public final class Addresses {
    private Addresses() {}

    /** Where to; {@code addressID} is the buyer's key and is kept. */
    public static final class Address {
        @XmlAttribute
        public String isoCountryCode;

        @XmlAttribute
        public String addressID;

        @XmlAttribute
        public String addressIDDomain;

        @XmlElement(name = "Name")
        public Cxml.LangText name;

        @XmlElement(name = "PostalAddress")
        public PostalAddress postal;

        @XmlElement(name = "Email")
        public Email email;

        @XmlElement(name = "Phone")
        public Phone phone;

        @XmlElement(name = "Fax")
        public Phone fax;

        @XmlElement(name = "URL")
        public Cxml.Url url;
    }

    /** Delivery address of an order or of one line. */
    public static final class ShipTo {
        @XmlElement(name = "Address")
        public Address address;

        @XmlElement(name = "CarrierIdentifier")
        public List<Cxml.DomainText> carriers = new ArrayList<>();

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();
    }

    /** Invoice address. */
    public static final class BillTo {
        @XmlElement(name = "Address")
        public Address address;

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();
    }

    /** Street and town. */
    public static final class PostalAddress {
        @XmlAttribute
        public String name;

        @XmlElement(name = "DeliverTo")
        public List<String> deliverTo = new ArrayList<>();

        @XmlElement(name = "Street")
        public List<String> street = new ArrayList<>();

        @XmlElement(name = "City")
        public String city;

        @XmlElement(name = "Municipality")
        public String municipality;

        @XmlElement(name = "State")
        public String state;

        @XmlElement(name = "PostalCode")
        public String postalCode;

        @XmlElement(name = "Country")
        public Country country;

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }

    /** A country, its code and how the buyer calls it; also the code before a telephone number. */
    public static final class Country {
        @XmlAttribute
        public String isoCountryCode;

        @XmlValue
        public String value;
    }

    /** A mail address. */
    public static final class Email {
        @XmlAttribute
        public String name;

        @XmlAttribute
        public String preferredLang;

        @XmlValue
        public String value;
    }

    /** A telephone; a fax may be an address or a mailbox too. */
    public static final class Phone {
        @XmlAttribute
        public String name;

        @XmlElement(name = "TelephoneNumber")
        public TelephoneNumber number;

        @XmlElement(name = "URL")
        public Cxml.Url url;

        @XmlElement(name = "Email")
        public Email email;
    }

    /** A telephone number in its parts. */
    public static final class TelephoneNumber {
        @XmlElement(name = "CountryCode")
        public Country country;

        @XmlElement(name = "AreaOrCityCode")
        public String area;

        @XmlElement(name = "Number")
        public String number;

        @XmlElement(name = "Extension")
        public String extension;
    }

    /** A person or department by role: {@code endUser, buyer, billTo}. */
    public static final class Contact {
        @XmlAttribute
        public String role;

        @XmlAttribute
        public String addressID;

        @XmlAttribute
        public String addressIDDomain;

        @XmlElement(name = "Name")
        public Cxml.LangText name;

        @XmlElement(name = "PostalAddress")
        public List<PostalAddress> postal = new ArrayList<>();

        @XmlElement(name = "Email")
        public List<Email> emails = new ArrayList<>();

        @XmlElement(name = "Phone")
        public List<Phone> phones = new ArrayList<>();

        @XmlElement(name = "Fax")
        public List<Phone> faxes = new ArrayList<>();

        @XmlElement(name = "URL")
        public List<Cxml.Url> urls = new ArrayList<>();

        @XmlElement(name = "IdReference")
        public List<Cxml.IdReference> ids = new ArrayList<>();

        @XmlElement(name = "Extrinsic")
        public List<Cxml.Extrinsic> extrinsics = new ArrayList<>();
    }
}
