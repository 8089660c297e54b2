package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;

/** What a buyer asks to learn what we take and where; hubs ask daily to see that we are alive. */
public final class Profile {
    private Profile() {}

    /** Empty. */
    public static final class ProfileRequest {}

    /** Every request we take, with its address. */
    public static final class ProfileResponse {
        @XmlAttribute
        public String effectiveDate;

        @XmlAttribute
        public String lastRefresh;

        @XmlElement(name = "Option")
        public List<Option> options = new ArrayList<>();

        @XmlElement(name = "Transaction")
        public List<Transaction> transactions = new ArrayList<>();
    }

    /** A name and a value. */
    public static final class Option {
        @XmlAttribute
        public String name;

        @XmlValue
        public String value;
    }

    /** One request we take. */
    public static final class Transaction {
        @XmlAttribute
        public String requestName;

        @XmlElement(name = "URL")
        public Cxml.Url url;

        @XmlElement(name = "Option")
        public List<Option> options = new ArrayList<>();
    }
}
