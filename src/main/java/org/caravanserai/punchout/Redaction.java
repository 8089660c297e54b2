package org.caravanserai.punchout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Raw documents as they may be kept and shown: without secrets, passwords and card numbers. Works on the text and not on
 * a parsed document, so that broken ones are masked too.
 */
public final class Redaction {
    /** What stands in the place of what is hidden. */
    public static final String MASK = "***";

    private static final List<String> ELEMENTS =
            List.of("SharedSecret", "DigitalSignature", "CredentialMac", "Password");

    /** From the name of such an element to the end of its content; one that does not end is hidden to the end of the document. */
    private static final Pattern CONTENT = Pattern.compile(
            "((SharedSecret|DigitalSignature|CredentialMac|Password)\\b[^<>]*+(?<!/)>).*?(?=</(?:[A-Za-z_][\\w.-]{0,40}:)?\\2\\b|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final List<Pattern> CARDS =
            List.of(attribute("number"), attribute("expiration"), attribute("token"));

    /** {@code PASSWORD=x} of a query, a form or a list of parameters line by line, and the same as an attribute. */
    private static final Pattern PARAMETERS = Pattern.compile(
            "((?:PASSWORD|PASSWD|PWD|SECRET|TOKEN)[\\w.-]{0,20}+\\s?=)(?:\"[^\"<]*+\"|'[^'<]*+'|[^&;\\s\"'<>]*+)",
            Pattern.CASE_INSENSITIVE);

    /** 14 to 19 digits with single blanks or hyphens between, and no digit beside. */
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){13,18}(?![0-9])");

    /**
     * Numbers the card schemes give out: Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro. Cards of 13 digits
     * are no longer issued, and would be one in ten of all GTIN that begin with 4.
     */
    private static final Pattern SCHEMES =
            Pattern.compile("4[0-9]{15}(?:[0-9]{3})?|5[0-9]{15}|2[2-7][0-9]{14}|3[47][0-9]{13}"
                    + "|3(?:0[0-5]|[68][0-9])[0-9]{11}|35[0-9]{14}|6[0-9]{15,18}|5[0678][0-9]{14,17}");

    private static final List<String> SECRET_FIELDS = List.of("PASSWORD", "PASSWD", "PWD", "SECRET", "TOKEN");
    private static final List<String> CARD_ELEMENTS = List.of("PCard", "PaymentToken");

    private Redaction() {}

    /** A document of any kind. */
    public static String text(String raw) {
        var masked = replaced(raw, ELEMENTS, CONTENT, true);
        if (next(masked, CARD_ELEMENTS, 0) >= 0) {
            for (var attribute : CARDS) {
                masked = attribute.matcher(masked).replaceAll(found -> quoted(found.group(1) + '"' + MASK + '"'));
            }
        }
        masked = replaced(masked, SECRET_FIELDS, PARAMETERS, false);
        return cards(masked);
    }

    /** Masks behind group 1 wherever one of the words begins a match; looking for words first is ten times cheaper than the pattern. */
    private static String replaced(String text, List<String> words, Pattern pattern, boolean element) {
        var matcher = pattern.matcher(text);
        matcher.useAnchoringBounds(false).useTransparentBounds(true);
        StringBuilder masked = null;
        int kept = 0;
        for (int at = next(text, words, 0); at >= 0; at = next(text, words, at)) {
            boolean here = (!element || begins(text, at))
                    && matcher.region(at, text.length()).lookingAt();
            if (here) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, kept, at).append(matcher.group(1)).append(MASK);
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

    /** Where the first of these words stands, whatever its case; -1 = nowhere. */
    private static int next(String text, List<String> words, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("sdcptSDCPT".indexOf(c) < 0) {
                continue;
            }
            for (var word : words) {
                if (text.regionMatches(true, i, word, 0, word.length())) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A document as bytes, read as UTF-8; for showing and keeping, not for parsing. */
    public static String text(byte[] raw) {
        return text(new String(raw, StandardCharsets.UTF_8));
    }

    /** A value of a field by its name: of a form, a query, an extrinsic. */
    public static String field(String name, String value) {
        var word = name.strip().toUpperCase(Locale.ROOT);
        return SECRET_FIELDS.stream().anyMatch(word::contains) ? MASK : cards(value);
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
        int digits = 0;
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                gap = false;
                if (++digits >= 14) {
                    return true;
                }
            } else if ((c == ' ' || c == '-') && digits > 0 && !gap) {
                gap = true;
            } else {
                digits = 0;
            }
        }
        return false;
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
