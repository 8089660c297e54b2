package org.caravanserai.order.mail;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;

/** Sentences, figures and dates of a language. */
final class Words {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final int CENTS = 2;

    private final Locale locale;
    private final ResourceBundle words;

    Words(Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle("messages/answer", locale, NO_FALLBACK);
    }

    Locale locale() {
        return locale;
    }

    String say(String key, String... values) {
        return new MessageFormat(words.getString(key), locale).format(values);
    }

    String money(Money money) {
        return number(money.amount(), CENTS) + " " + money.currency();
    }

    /** The unit in words where it is a common one, else its code. */
    String quantity(Quantity quantity) {
        var key = "unit." + quantity.unit();
        return number(quantity.value(), 0) + " " + (words.containsKey(key) ? words.getString(key) : quantity.unit());
    }

    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    private String number(BigDecimal number, int least) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(
                Math.max(least, number.stripTrailingZeros().scale()));
        // A no-break space as separator of thousands is lost in plain text.
        format.setGroupingUsed(false);
        return format.format(number);
    }
}
