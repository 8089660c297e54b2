package org.caravanserai.expression;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.caravanserai.parser.HtmlText;

/** Functions on text. A result of nothing but white space is missing. */
final class TextFunctions {
    static final List<Function> ALL = List.of(
            Function.of(
                    "startsWith",
                    "True when the text begins with the other one; case counts.",
                    "sku.startsWith('GL-')",
                    "true",
                    Signature.of(
                            "startsWith",
                            Type.BOOLEAN,
                            (a, b, c, run) -> ((String) a).startsWith((String) b),
                            Type.TEXT,
                            Type.TEXT)),
            Function.of(
                    "endsWith",
                    "True when the text ends with the other one; case counts.",
                    "sku.endsWith('-9')",
                    "true",
                    Signature.of(
                            "endsWith",
                            Type.BOOLEAN,
                            (a, b, c, run) -> ((String) a).endsWith((String) b),
                            Type.TEXT,
                            Type.TEXT)),
            Function.of(
                    "contains",
                    "True when the other text stands somewhere in the text; case counts.",
                    "name.fr_FR.lower().contains('gant')",
                    "true",
                    Signature.of(
                            "contains",
                            Type.BOOLEAN,
                            (a, b, c, run) -> ((String) a).contains((String) b),
                            Type.TEXT,
                            Type.TEXT)),
            Function.built(
                    "matches",
                    "True when the RE2 pattern (a constant) is found somewhere in the text; ^ and $ bind it to the ends.",
                    "sku.matches('^[A-Z]{2}-[0-9]{3}')",
                    "true",
                    "text.matches(text) -> boolean"),
            Function.built(
                    "size",
                    "Characters (code points) of a text, or elements of a list; an absent list has none.",
                    "media.size()",
                    "2",
                    "text.size() -> integer",
                    "list.size() -> integer"),
            Function.of(
                    "lower",
                    "The text in small letters, the same in every language.",
                    "brand.lower()",
                    "morvan",
                    Signature.of(
                            "lower",
                            Type.TEXT,
                            (a, b, c, run) -> made(((String) a).toLowerCase(Locale.ROOT), run),
                            Type.TEXT)),
            Function.of(
                    "upper",
                    "The text in capitals, the same in every language.",
                    "brand.upper()",
                    "MORVAN",
                    Signature.of(
                            "upper",
                            Type.TEXT,
                            (a, b, c, run) -> made(((String) a).toUpperCase(Locale.ROOT), run),
                            Type.TEXT)),
            Function.of(
                    "trim",
                    "The text without white space at its ends, no-break spaces included.",
                    "'  M 8 '.trim()",
                    "M 8",
                    Signature.of("trim", Type.TEXT, (a, b, c, run) -> made(trim((String) a), run), Type.TEXT)),
            Function.of(
                    "slug",
                    "Small letters and digits with hyphens, without accents: for addresses of pages; with a number at most so many "
                            + "characters, and no hyphen at the end.",
                    "name.fr_FR.slug(10)",
                    "gant-anti",
                    Signature.of("slug", Type.TEXT, (a, b, c, run) -> made(slug((String) a), run), Type.TEXT),
                    Signature.of(
                            "slug",
                            Type.TEXT,
                            (a, b, c, run) -> made(unhyphened(cut(slug((String) a), b)), run),
                            Type.TEXT,
                            Type.INTEGER)),
            Function.of(
                    "cut",
                    "At most so many characters from the start; no character is split.",
                    "name.fr_FR.cut(4)",
                    "Gant",
                    Signature.of(
                            "cut",
                            Type.TEXT,
                            (a, b, c, run) -> made(cut((String) a, b), run),
                            Type.TEXT,
                            Type.INTEGER)),
            Function.of(
                    "cutBytes",
                    "At most so many bytes of UTF-8 from the start; no character is split.",
                    "'d\u00e9j\u00e0'.cutBytes(2)",
                    "d",
                    Signature.of(
                            "cutBytes",
                            Type.TEXT,
                            (a, b, c, run) -> made(cutBytes((String) a, b), run),
                            Type.TEXT,
                            Type.INTEGER)),
            Function.of(
                    "text",
                    "The value as text: digits as they are, dates as yyyy-MM-dd, instants in UTC, money and quantities with their code, "
                            + "html without its tags.",
                    "text(width)",
                    "1200",
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> made((String) a, run), Type.TEXT),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> made(HtmlText.text((String) a), run), Type.HTML),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> number(a, run), Type.INTEGER),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> number(a, run), Type.DECIMAL),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> a.toString(), Type.BOOLEAN),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> a.toString(), Type.DATE),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> a.toString(), Type.INSTANT),
                    Signature.of("text", Type.TEXT, (a, b, c, run) -> made(a.toString(), run), Type.MONEY),
                    Signature.of(
                            "text", Type.TEXT, (a, b, c, run) -> made(a.toString(), run), new Type.Quantity(null))));

    private TextFunctions() {}

    private static String made(String text, Run run) {
        run.made(text.length());
        return Reads.blank(text) ? null : text;
    }

    private static String number(Object number, Run run) {
        if (number instanceof BigDecimal decimal) {
            if (Exact.wild(decimal)) {
                Exact.tooLong(run);
                return null;
            }
            return decimal.toPlainString();
        }
        return number.toString();
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && space(text.charAt(from))) {
            from++;
        }
        while (to > from && space(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean space(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String slug(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD);
        var slug = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = Character.toLowerCase(plain.charAt(i));
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                slug.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                var spelled = spelled(c);
                if (!spelled.isEmpty()) {
                    slug.append(spelled);
                } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
                    slug.append('-');
                }
            }
        }
        return unhyphened(slug.toString());
    }

    private static String unhyphened(String slug) {
        return slug.endsWith("-") ? slug.substring(0, slug.length() - 1) : slug;
    }

    /** Letters that no decomposition takes apart. */
    private static String spelled(char c) {
        return switch (c) {
            case '\u0153' -> "oe";
            case '\u00e6' -> "ae";
            case '\u00df' -> "ss";
            case '\u00f8' -> "o";
            case '\u0142' -> "l";
            case '\u0111', '\u00f0' -> "d";
            case '\u00fe' -> "th";
            case '\u0131' -> "i";
            default -> "";
        };
    }

    private static String cut(String text, Object characters) {
        long wanted = wanted(characters);
        if (wanted >= text.length()) {
            return text;
        }
        int end = 0;
        for (long i = 0; i < wanted && end < text.length(); i++) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end);
    }

    private static String cutBytes(String text, Object bytes) {
        long left = wanted(bytes);
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    private static long wanted(Object number) {
        return number instanceof Long whole
                ? Math.max(0, whole)
                : ((BigDecimal) number).signum() < 0 ? 0 : Long.MAX_VALUE;
    }

    /** Characters of a text. */
    record Characters(Node node) implements Node.Count {
        @Override
        public long count(Object[] slots, Run run) {
            var text = (String) node.value(slots, run);
            return text == null ? MISSING : text.codePointCount(0, text.length());
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** A pattern found in a text. */
    record Matches(Node node, Matcher matcher) implements Node.Condition {
        @Override
        public int test(Object[] slots, Run run) {
            var text = (String) node.value(slots, run);
            return text == null ? MISSING : matcher.found(text) ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }
}
