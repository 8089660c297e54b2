package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.caravanserai.punchout.Decimals;

/** Money, tax and freight. Amounts are plain decimals with a dot; anything else reads as absent. */
public final class Amounts {
    private Amounts() {}

    /** An amount in a currency; an empty one means that there is none. */
    public static final class Money {
        @XmlAttribute
        public String currency;

        @XmlAttribute
        public String alternateAmount;

        @XmlAttribute
        public String alternateCurrency;

        @XmlValue
        public String value;

        /** Money as we write it: no exponent, no thousands separator. */
        public static Money of(org.caravanserai.canonical.Money amount) {
            var money = new Money();
            money.currency = amount.currency();
            money.value = amount.amount().toPlainString();
            return money;
        }

        /** The amount, empty when there is none or it is no number or has no currency of three letters. */
        public Optional<org.caravanserai.canonical.Money> amount() {
            var code = currency == null ? "" : currency.strip().toUpperCase(Locale.ROOT);
            return code.matches("[A-Z]{3}")
                    ? Decimals.of(value).map(number -> new org.caravanserai.canonical.Money(number, code))
                    : Optional.empty();
        }
    }

    /** An element whose content is Money: Total, UnitPrice, Charge, TaxAmount. */
    public static final class Amount {
        @XmlElement(name = "Money")
        public Money money;

        /** An amount. */
        public static Amount of(org.caravanserai.canonical.Money money) {
            var amount = new Amount();
            amount.money = Money.of(money);
            return amount;
        }

        /** The amount, empty when there is none that can be read. */
        public Optional<org.caravanserai.canonical.Money> amount() {
            return money == null ? Optional.empty() : money.amount();
        }
    }

    /** Freight. */
    public static final class Freight {
        @XmlAttribute
        public String trackingDomain;

        @XmlAttribute
        public String trackingId;

        @XmlAttribute
        public String tracking;

        @XmlElement(name = "Money")
        public Money money;

        @XmlElement(name = "Description")
        public Items.Description description;
    }

    /** Tax; the description is required by the DTD. */
    public static final class Tax {
        @XmlElement(name = "Money")
        public Money money;

        @XmlElement(name = "Description")
        public Items.Description description;

        @XmlElement(name = "TaxDetail")
        public List<TaxDetail> details = new ArrayList<>();
    }

    /** One tax of several. */
    public static final class TaxDetail {
        @XmlAttribute
        public String purpose;

        @XmlAttribute
        public String category;

        @XmlAttribute
        public String percentageRate;

        @XmlAttribute
        public String isVatRecoverable;

        @XmlAttribute
        public String taxPointDate;

        @XmlAttribute
        public String exemptDetail;

        @XmlElement(name = "TaxableAmount")
        public Amount taxable;

        @XmlElement(name = "TaxAmount")
        public Amount amount;

        @XmlElement(name = "TaxLocation")
        public Cxml.LangText location;

        @XmlElement(name = "Description")
        public Items.Description description;
    }
}
