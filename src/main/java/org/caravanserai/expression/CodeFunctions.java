package org.caravanserai.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Money;

/** Functions that take codes out of texts and make the codes and figures partners ask for. */
final class CodeFunctions {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern HYPHENS =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    /** The name space of domain names, RFC 9562, section 6.6. */
    private static final UUID NAMES = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    /** The name space of texts without one of their own. */
    private static final UUID OWN = named(NAMES, "caravanserai");

    static final List<Function> ALL = List.of(
            Function.of(
                    "before",
                    "The text before the first place where the other one stands; missing when it does not stand in it.",
                    "'1000|no brand'.before('|')",
                    "1000",
                    Signature.of(
                            "before",
                            Type.TEXT,
                            (a, b, c, run) -> before((String) a, (String) b, run),
                            Type.TEXT,
                            Type.TEXT)),
            Function.of(
                    "after",
                    "The text behind the first place where the other one stands; missing when it does not stand in it.",
                    "'1000|no brand'.after('|')",
                    "no brand",
                    Signature.of(
                            "after",
                            Type.TEXT,
                            (a, b, c, run) -> after((String) a, (String) b, run),
                            Type.TEXT,
                            Type.TEXT)),
            Function.of(
                    "part",
                    "One of the parts between separators, counted from 0, from the end with -1, -2; missing when there are not so many.",
                    "'/0/payload/3'.part('/', -1)",
                    "3",
                    Signature.of(
                            "part",
                            Type.TEXT,
                            (a, b, c, run) -> part((String) a, (String) b, c, run),
                            Type.TEXT,
                            Type.TEXT,
                            Type.INTEGER)),
            Function.of(
                    "int",
                    "The whole number a text of digits says; missing when it says none.",
                    "'3'.int() + 1",
                    "4",
                    Signature.of("int", Type.INTEGER, (a, b, c, run) -> whole((String) a), Type.TEXT)),
            Function.of(
                    "urlEncode",
                    "The text as a part of an address: everything but letters, digits and - . _ ~ as bytes of UTF-8 (RFC 3986).",
                    "'M 8/x'.urlEncode()",
                    "M%208%2Fx",
                    Signature.of(
                            "urlEncode", Type.TEXT, (a, b, c, run) -> made(urlEncode((String) a), run), Type.TEXT)),
            Function.of(
                    "md5",
                    "32 hex digits of the MD5 of the text in UTF-8, where a partner names its records so; it protects nothing.",
                    "'anna@example.org'.md5()",
                    "7771093713556e85d7a876c08cb5bb63",
                    Signature.of(
                            "md5",
                            Type.TEXT,
                            (a, b, c, run) -> made(HexFormat.of().formatHex(digest("MD5", (String) a)), run),
                            Type.TEXT)),
            Function.of(
                    "uuid5",
                    "The name-based UUID (RFC 9562, version 5) of the second text in a name space: a UUID, or any text, which is then itself "
                            + "made one among the domain names.",
                    "uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')",
                    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
                    Signature.of(
                            "uuid5",
                            Type.TEXT,
                            (a, b, c, run) ->
                                    made(named(space((String) a), (String) b).toString(), run),
                            Type.TEXT,
                            Type.TEXT)),
            Function.of(
                    "hexId",
                    "32 hex digits that are always the same for a text, for partners whose ids we choose: its name-based UUID without hyphens, "
                            + "in the name space 'caravanserai' or the one given first.",
                    "hexId(sku).size()",
                    "32",
                    Signature.of("hexId", Type.TEXT, (a, b, c, run) -> made(hexId((String) a), run), Type.TEXT),
                    Signature.of(
                            "hexId",
                            Type.TEXT,
                            (a, b, c, run) -> made(hex(named(space((String) a), (String) b)), run),
                            Type.TEXT,
                            Type.TEXT)),
            Function.of(
                    "minor",
                    "An amount in the smallest unit of its currency (ISO 4217: cents for EUR, yen for JPY), rounded half up; missing for an "
                            + "unknown currency.",
                    "minor(12.50, 'EUR')",
                    "1250",
                    Signature.of(
                            "minor",
                            Type.INTEGER,
                            (a, b, c, run) -> minor(((Money) a).amount(), ((Money) a).currency(), run),
                            Type.MONEY),
                    Signature.of(
                            "minor",
                            Type.INTEGER,
                            (a, b, c, run) -> minor(Exact.decimal(a), (String) b, run),
                            Type.DECIMAL,
                            Type.TEXT)));

    private CodeFunctions() {}

    private static String made(String text, Run run) {
        run.made(text.length());
        return Reads.blank(text) ? null : text;
    }

    private static String before(String text, String mark, Run run) {
        int at = text.indexOf(mark);
        return at < 0 ? null : made(text.substring(0, at), run);
    }

    private static String after(String text, String mark, Run run) {
        int at = text.indexOf(mark);
        return at < 0 ? null : made(text.substring(at + mark.length()), run);
    }

    private static String part(String text, String separator, Object number, Run run) {
        if (!(number instanceof Long wanted) || separator.isEmpty()) {
            return null;
        }
        long left = wanted >= 0 ? wanted : -1 - wanted;
        int from = 0;
        int to = text.length();
        while (true) {
            int next = wanted >= 0 ? text.indexOf(separator, from) : lastBefore(text, separator, to);
            if (wanted >= 0 && left == 0) {
                return made(text.substring(from, next < 0 ? to : next), run);
            }
            if (wanted < 0 && left == 0) {
                return made(text.substring(next < 0 ? 0 : next + separator.length(), to), run);
            }
            if (next < 0) {
                return null;
            }
            from = wanted >= 0 ? next + separator.length() : from;
            to = wanted >= 0 ? to : next;
            left--;
        }
    }

    private static int lastBefore(String text, String separator, int end) {
        return end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
    }

    private static Long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException tooLong) {
            return null;
        }
    }

    /** The form encoding differs from RFC 3986 in three characters. */
    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] digest(String algorithm, String text) {
        return digest(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }

    private static UUID space(String text) {
        return HYPHENS.matcher(text).matches() ? UUID.fromString(text) : named(NAMES, text);
    }

    /** RFC 9562, section 5.5. */
    private static UUID named(UUID space, String name) {
        var digest = digest("SHA-1");
        digest.update(ByteBuffer.allocate(16)
                .putLong(space.getMostSignificantBits())
                .putLong(space.getLeastSignificantBits())
                .array());
        var bytes = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        return new UUID(
                bytes.getLong() & ~0xf000L | 0x5000L, bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    static String hexId(String text) {
        return hex(named(OWN, text));
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    private static Object minor(BigDecimal amount, String currency, Run run) {
        if (!Parser.currency(currency)) {
            return null;
        }
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        if (digits < 0) {
            return null;
        }
        if (Exact.wild(amount)) {
            return Exact.tooLong(run);
        }
        var moved = amount.movePointRight(digits).setScale(0, RoundingMode.HALF_UP);
        return moved.unscaledValue().bitLength() < 64 ? (Object) moved.longValueExact() : Exact.fit(moved, run);
    }
}
