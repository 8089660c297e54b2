package org.caravanserai.home.setting;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.parser.Nearest;

/** How a single value looks. Every type says what it is for people, for an editor (a pattern) and for the machine (a parse function). */
public enum ValueType {
    TEXT("text", null, text -> text),
    NAME("name (kebab-case)", "[a-z0-9]+(-[a-z0-9]+)*", text -> text),
    CODE("attribute code", "[a-z][A-Za-z0-9_]*", text -> text),
    MAP_NAME("`<system>/<map>`", "[a-z0-9-]+/[a-z0-9.-]+", text -> text),
    BOOLEAN("true or false", null, text -> switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("write true or false");
    }),
    INTEGER("whole number", "[0-9]{1,9}", Integer::valueOf),
    DECIMAL("decimal number", "-?[0-9]+(\\.[0-9]+)?", BigDecimal::new),
    LOCALE("locale, e.g. `fr_FR`", "[a-z]{2}_[A-Z]{2}", ValueType::locale),
    COUNTRY("country, ISO 3166-1", "[A-Z]{2}", ValueType::country),
    SUBDIVISION("subdivision, ISO 3166-2", "[A-Z]{2}-[A-Z0-9]{1,3}", text -> {
        country(text.substring(0, 2));
        return text;
    }),
    CURRENCY("currency, ISO 4217", "[A-Z]{3}", ValueType::currency),
    TIME_ZONE("time zone, e.g. `Europe/Paris`", null, ValueType::zone),
    UNIT("code of a unit, UN/ECE Rec 20/21, e.g. `KGM`", "[A-Z0-9]{2,3}", text -> text),
    SPAN("span, e.g. `15m 24h 90d`", "[1-9][0-9]{0,5}[smhd]", ValueType::span),
    AGE("age, e.g. `90d 10y`", "[1-9][0-9]{0,4}[dwy]", ValueType::age),
    RATE("ceiling, e.g. `4/h`", "[1-9][0-9]{0,6}/[smhd]", text -> text),
    PERCENT("share, e.g. `5%`", "[0-9]{1,3}(\\.[0-9]+)?%", ValueType::percent),
    DATE("date, e.g. `2027-01-01`", "[0-9]{4}-[0-9]{2}-[0-9]{2}", ValueType::date),
    DAYS("days from/to, end exclusive, e.g. `2026-11-23/2026-12-01`", "[0-9-]{10}/[0-9-]{10}", ValueType::days),
    TIME("time of day, e.g. `\"05:30\"`", "([01][0-9]|2[0-3]):[0-5][0-9]", LocalTime::parse),
    URI("address with scheme, e.g. `https://shop.example`", "[a-z][a-z0-9+.-]*:.+", ValueType::uri),
    MAIL("mail address", "[^@\\s]+@[^@\\s]+", text -> text),
    MONEY("amount, e.g. `\"12.50 EUR\"`", "-?[0-9]+(\\.[0-9]+)? [A-Z]{3}", text -> {
        currency(text.substring(text.length() - 3));
        return text;
    }),
    CHARACTER("one character", "[\\s\\S]", text -> text.charAt(0)),
    ENCODING("encoding, e.g. `UTF-8`", null, ValueType::encoding),
    EXPRESSION("expression", null, text -> text),
    PATH("path, slashes, no `..`", "(?!.*(^|/)\\.\\.(/|$)).+", text -> text);

    private final String words;
    private final Pattern pattern;
    private final Function<String, Object> parse;

    ValueType(String words, String pattern, Function<String, Object> parse) {
        this.words = words;
        this.pattern = pattern == null ? null : Pattern.compile(pattern);
        this.parse = parse;
    }

    /** What it is, for people, with an example where that helps. */
    public String words() {
        return words;
    }

    /** A regular expression every value matches as a whole, null = any text; the same in Java and ECMA-262. */
    public String pattern() {
        return pattern == null ? null : pattern.pattern();
    }

    /** True when a bare YAML number may stand for it. */
    public boolean numeric() {
        return this == INTEGER || this == DECIMAL;
    }

    /**
     * The value as a Java value.
     * @throws IllegalArgumentException with the reason and the way out when the text is none
     */
    public Object parse(String text) {
        if (pattern != null && !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(hint(text));
        }
        try {
            return parse.apply(text);
        } catch (DateTimeException notOne) {
            throw new IllegalArgumentException("there is no such " + words);
        }
    }

    private String hint(String text) {
        var plain = "write " + article() + words;
        return switch (this) {
            case LOCALE -> text.matches("[a-z]{2}-[A-Z]{2}") ? "did you mean '" + text.replace('-', '_') + "'?" : plain;
            case NAME -> "write lower case letters, digits and hyphens" + kebab(text);
            case CODE -> "write a lower case letter, then letters, digits or _ (no hyphen: it stands in expressions)";
            case COUNTRY, CURRENCY -> "write the code in capitals: " + words;
            case PATH -> "a path stays inside its folder: no '..'";
            case TEXT,
                    MAP_NAME,
                    BOOLEAN,
                    INTEGER,
                    DECIMAL,
                    SUBDIVISION,
                    TIME_ZONE,
                    UNIT,
                    SPAN,
                    AGE,
                    RATE,
                    PERCENT,
                    DATE,
                    DAYS,
                    TIME,
                    URI,
                    MAIL,
                    MONEY,
                    CHARACTER,
                    ENCODING,
                    EXPRESSION -> plain;
        };
    }

    private String article() {
        if (words.startsWith("one ") || this == BOOLEAN) {
            return "";
        }
        return "aeiou".indexOf(words.charAt(0)) < 0 ? "a " : "an ";
    }

    private static String kebab(String text) {
        var kebab = text.replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return kebab.isEmpty() || kebab.equals(text) ? "" : "; did you mean '" + kebab + "'?";
    }

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private static Object locale(String text) {
        if (!LANGUAGES.contains(text.substring(0, 2))) {
            throw new IllegalArgumentException("'" + text.substring(0, 2) + "' is no ISO 639 language");
        }
        country(text.substring(3));
        return text;
    }

    private static Object country(String text) {
        if (!COUNTRIES.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is no ISO 3166 country");
        }
        return text;
    }

    private static Object currency(String text) {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("'" + text + "' is no ISO 4217 currency");
        }
    }

    private static Object zone(String text) {
        var ids = ZoneId.getAvailableZoneIds();
        if (!ids.contains(text)) {
            throw new IllegalArgumentException("there is no such time zone" + Nearest.hint(text, ids));
        }
        return ZoneId.of(text);
    }

    private static Object span(String text) {
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Object age(String text) {
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'w' -> Period.ofWeeks(number);
            case 'y' -> Period.ofYears(number);
            default -> Period.ofDays(number);
        };
    }

    private static Object percent(String text) {
        return new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2);
    }

    private static Object date(String text) {
        return LocalDate.parse(text);
    }

    private static Object days(String text) {
        var from = LocalDate.parse(text.substring(0, 10));
        var to = LocalDate.parse(text.substring(11));
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the end is exclusive and must lie after the beginning");
        }
        return List.of(from, to);
    }

    private static Object uri(String text) {
        try {
            return new URI(text);
        } catch (java.net.URISyntaxException broken) {
            throw new IllegalArgumentException("write " + URI.article() + URI.words);
        }
    }

    private static Object encoding(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalArgumentException unknown) {
            var common = List.of("UTF-8", "UTF-16", "ISO-8859-1", "ISO-8859-15", "windows-1252", "US-ASCII", "IBM850");
            throw new IllegalArgumentException("there is no such encoding" + Nearest.hint(text, common));
        }
    }

    /** Words of an enum as they stand in files: lower case, hyphens. */
    public static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(ValueType::word).collect(Collectors.toList());
    }

    /** The word of an enum constant as it stands in files. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
