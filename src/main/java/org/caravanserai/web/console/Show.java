package org.caravanserai.web.console;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.reload.CurrentHome;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** How values are shown to people, in the language of the page: {@code @show} in templates. */
@Component("show")
public class Show {
    private final ZoneId zone;

    Show(CurrentHome home) {
        zone = home.get().company().timeZone();
    }

    /** A moment with its zone. */
    public String time(Instant at) {
        return at == null
                ? "–"
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withLocale(locale())
                                .format(at.atZone(zone))
                        + " " + zone.getDisplayName(java.time.format.TextStyle.SHORT, locale());
    }

    /** A moment to the second, with its zone. */
    public String second(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                        .withLocale(locale())
                        .format(at.atZone(zone))
                + " " + zone.getDisplayName(java.time.format.TextStyle.SHORT, locale());
    }

    /** How long something took; null = a dash. */
    public String duration(Duration time) {
        if (time == null) {
            return "–";
        }
        long millis = time.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            var format = NumberFormat.getNumberInstance(locale());
            format.setMaximumFractionDigits(1);
            return format.format(millis / 1_000.0) + " s";
        }
        long minutes = time.toMinutes();
        return minutes < 60
                ? minutes + " min " + time.toSecondsPart() + " s"
                : number(minutes / 60) + " h " + minutes % 60 + " min";
    }

    /** An amount of money with the separators of the language; null = a dash. */
    public String money(Money money) {
        return money == null ? "–" : amount(money.amount(), money.currency());
    }

    /** The same from its parts. */
    public String amount(BigDecimal amount, String currency) {
        var format = NumberFormat.getNumberInstance(locale());
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(6);
        return format.format(amount) + " " + currency;
    }

    /** The same from a text such as {@code 12.50 EUR}; null = a dash. */
    public String money(String text) {
        int blank = text == null ? -1 : text.lastIndexOf(' ');
        return blank < 0 ? "–" : amount(new BigDecimal(text.substring(0, blank)), text.substring(blank + 1));
    }

    /** A quantity, blank for none. */
    public String quantity(BigDecimal quantity) {
        if (quantity == null || quantity.signum() == 0) {
            return "";
        }
        var format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(6);
        return format.format(quantity);
    }

    /** The same from epoch milliseconds; null = a dash. */
    public String time(Long millis) {
        return time(millis == null ? null : Instant.ofEpochMilli(millis));
    }

    /** A day; null = a dash. */
    public String day(LocalDate day) {
        return day == null
                ? "–"
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale())
                        .format(day);
    }

    /** A count with the separators of the language. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale()).format(number);
    }

    /** A share with one decimal. */
    public String percent(double share) {
        var format = NumberFormat.getPercentInstance(locale());
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    /** Bytes in kB or MB. */
    public String bytes(long bytes) {
        var format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(1);
        return bytes < 1_000
                ? bytes + " B"
                : bytes < 1_000_000
                        ? format.format(bytes / 1_000.0) + " kB"
                        : format.format(bytes / 1_000_000.0) + " MB";
    }

    /** The text of the page's language out of texts by locale ({@code fr_FR}); else the first there is. */
    public String text(Map<String, String> byLocale, String otherwise) {
        for (var entry : byLocale.entrySet()) {
            if (entry.getKey().startsWith(locale().getLanguage() + "_")) {
                return entry.getValue();
            }
        }
        return byLocale.values().stream().findFirst().orElse(otherwise);
    }

    /** A canonical value on one line. */
    public String value(Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Map<?, ?> map) {
            if (map.containsKey("value") && map.containsKey("unit")) {
                return map.get("value") + " " + map.get("unit");
            }
            if (map.containsKey("amount") && map.containsKey("currency") && map.size() == 2) {
                return map.get("amount") + " " + map.get("currency");
            }
            if (map.size() == 1 && map.containsKey("*")) {
                return value(map.get("*")); // the one scope there is
            }
            var text = new StringBuilder();
            map.forEach((key, inner) -> text.append(text.isEmpty() ? "" : " · ")
                    .append(key)
                    .append(": ")
                    .append(value(inner)));
            return text.toString();
        }
        if (value instanceof List<?> list) {
            return String.join(", ", list.stream().map(this::value).toList());
        }
        return value.toString();
    }

    /** English without a country is written as in Europe: day before month, 24 hours. */
    private static Locale locale() {
        var locale = LocaleContextHolder.getLocale();
        return locale.equals(Locale.ENGLISH) ? Locale.UK : locale;
    }
}
