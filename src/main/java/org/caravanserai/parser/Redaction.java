package org.caravanserai.parser;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Raw documents as they may be kept and shown: without secrets, passwords and card numbers. Works on the text and not on
 * a parsed document, so that broken ones are masked too.
 */
public final class Redaction {
    /** What stands in the place of what is hidden. */
    public static final String MASK = "***";

    private static final Words ELEMENTS = Words.of("SharedSecret", "DigitalSignature", "CredentialMac", "Password");

    /** A field of JSON that is called like a secret. */
    private static final Pattern JSON = Pattern.compile(
            "(\"[^\"\\\\]{0,40}(?:password|passwd|pwd|secret|token)[^\"\\\\]{0,40}\"\\s{0,10}:\\s{0,10})\"(?:[^\"\\\\]|\\\\.)*+\"",
            Pattern.CASE_INSENSITIVE);

    /** From the name of such an element to the end of its content; one that does not end is hidden to the end of the document. */
    private static final Pattern CONTENT = Pattern.compile(
            "((SharedSecret|DigitalSignature|CredentialMac|Password)\\b[^<>]*+(?<!/)>).*?(?=</(?:[A-Za-z_][\\w.-]{0,40}:)?\\2\\b|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final List<Pattern> CARDS =
            List.of(attribute("number"), attribute("expiration"), attribute("token"));

    /**
     * {@code PASSWORD=x} of a query, a form or a list of parameters line by line, and the same as an attribute; and the content of an element that is
     * named so, {@code <Extrinsic name="Password">x</Extrinsic>}.
     */
    private static final Pattern PARAMETERS = Pattern.compile(
            "((?:PASSWORD|PASSWD|PWD|SECRET|TOKEN)[\\w.-]{0,20}+\\s?=)(?:\"[^\"<]*+\"|'[^'<]*+'|[^&;\\s\"'<>]*+)"
                    + "|(?<=name\\s{0,3}=\\s{0,3}[\"'][\\w .-]{0,40})"
                    + "((?:PASSWORD|PASSWD|PWD|SECRET|TOKEN)[\\w .-]{0,40}+[\"'][^<>]{0,400}+(?<!/)>).*?(?=</|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** 14 to 19 digits with single blanks or hyphens between, and no digit beside. */
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){13,18}(?![0-9])");

    /**
     * Numbers the card schemes give out: Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro. Cards of 13 digits
     * are no longer issued, and would be one in ten of all GTIN that begin with 4.
     */
    private static final Pattern SCHEMES =
            Pattern.compile("4[0-9]{15}(?:[0-9]{3})?|5[0-9]{15}|2[2-7][0-9]{14}|3[47][0-9]{13}"
                    + "|3(?:0[0-5]|[68][0-9])[0-9]{11}|35[0-9]{14}|6[0-9]{15,18}|5[0678][0-9]{14,17}");

    private static final Words SECRET_FIELDS = Words.of("PASSWORD", "PASSWD", "PWD", "SECRET", "TOKEN");
    /** Where none of these stands and digits are few, nothing is hidden. */
    private static final Words ANYTHING =
            Words.of("digitalsignature", "credentialmac", "password", "passwd", "pwd", "secret", "token", "pcard");

    private static final Words CARD_ELEMENTS = Words.of("PCard", "PaymentToken");

    private Redaction() {}

    /** A document of any kind. */
    public static String text(String raw) {
        var masked = replaced(raw, ELEMENTS, CONTENT, true);
        if (CARD_ELEMENTS.next(masked, 0) >= 0) {
            for (var attribute : CARDS) {
                masked = attribute.matcher(masked).replaceAll(found -> quoted(found.group(1) + '"' + MASK + '"'));
            }
        }
        masked = replaced(masked, SECRET_FIELDS, PARAMETERS, false);
        if (SECRET_FIELDS.next(masked, 0) >= 0) {
            masked = JSON.matcher(masked).replaceAll("$1\"" + quoted(MASK) + "\"");
        }
        return cards(masked);
    }

    /** Masks behind the group that is kept wherever one of the words begins a match; looking for words first is ten times cheaper than the pattern. */
    private static String replaced(String text, Words words, Pattern pattern, boolean element) {
        var matcher = pattern.matcher(text);
        matcher.useAnchoringBounds(false).useTransparentBounds(true);
        StringBuilder masked = null;
        int kept = 0;
        for (int at = words.next(text, 0); at >= 0; at = words.next(text, at)) {
            boolean here = (!element || begins(text, at))
                    && matcher.region(at, text.length()).lookingAt();
            if (here) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, kept, at)
                        .append(matcher.group(matcher.group(1) == null ? 2 : 1))
                        .append(MASK);
                kept = matcher.end();
            }
            at = here ? Math.max(kept, at + 1) : at + 1;
        }
        return masked == null ? text : masked.append(text, kept, text.length()).toString();
    }

    /** Whether an element's name begins here, with or without a prefix. */
    private static boolean begins(String text, int at) {
        int i = at - 1;
        if (i >= 0 && text.charAt(i) == ':') {
            int least = Math.max(0, i - 42);
            do {
                i--;
            } while (i >= least && "<>:/ ".indexOf(text.charAt(i)) < 0);
        }
        return i >= 0 && text.charAt(i) == '<';
    }

    /** A document as bytes, read as UTF-8; for showing and keeping, not for parsing. */
    public static String text(byte[] raw) {
        return text(new String(raw, StandardCharsets.UTF_8));
    }

    /** The same as bytes, which stay as they are where nothing is hidden. */
    public static byte[] bytes(byte[] raw) {
        if (!ANYTHING.in(raw) && !manyDigits(raw)) {
            return raw;
        }
        var text = new String(raw, StandardCharsets.UTF_8);
        var masked = text(text);
        return masked.equals(text) ? raw : masked.getBytes(StandardCharsets.UTF_8);
    }

    /** A value of a field by its name: of a form, a query, an extrinsic. */
    public static String field(String name, String value) {
        return SECRET_FIELDS.next(name, 0) >= 0 ? MASK : cards(value);
    }

    /** The text with numbers of payment cards reduced to their last four digits. */
    public static String cards(String text) {
        if (!manyDigits(text)) {
            return text;
        }
        return DIGITS.matcher(text).replaceAll(Redaction::card);
    }

    /** Whether 14 digits follow each other with at most one blank or hyphen between: a quick no for nearly every text. */
    private static boolean manyDigits(String text) {
        var run = new Run();
        for (int i = 0; i < text.length(); i++) {
            if (run.many(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean manyDigits(byte[] text) {
        var run = new Run();
        for (byte b : text) {
            if (run.many(b)) {
                return true;
            }
        }
        return false;
    }

    /** Digits in a row, read one by one. */
    private static final class Run {
        private int digits;
        private boolean gap;

        boolean many(int c) {
            if (c >= '0' && c <= '9') {
                gap = false;
                return ++digits >= 14;
            }
            if (digits > 0) {
                boolean joins = !gap && (c == ' ' || c == '-');
                gap = joins;
                digits = joins ? digits : 0;
            }
            return false;
        }
    }

    private static String card(MatchResult found) {
        var digits = found.group().replaceAll("[ -]", "");
        return SCHEMES.matcher(digits).matches() && luhn(digits)
                ? MASK + digits.substring(digits.length() - 4)
                : quoted(found.group());
    }

    /** ISO/IEC 7812-1, annex B. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static Pattern attribute(String name) {
        return Pattern.compile(
                "(<(?:PCard|PaymentToken)\\b[^<>]{0,2000}?\\s" + name + "\\s*=\\s*)(?:\"[^\"<]*\"|'[^'<]*')",
                Pattern.CASE_INSENSITIVE);
    }

    private static String quoted(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }
}
