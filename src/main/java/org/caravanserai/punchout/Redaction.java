package org.caravanserai.punchout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Raw documents as they may be kept and shown: without secrets, passwords and card numbers. Works on the text and not on
 * a parsed document, so that broken ones are masked too.
 */
public final class Redaction {
    /** What stands in the place of what is hidden. */
    public static final String MASK = "***";

    /** Elements whose whole content is hidden. An element that does not end is hidden to the end of the document. */
    private static final Pattern ELEMENTS = Pattern.compile(
            "(<(?:[A-Za-z_][\\w.-]*:)?(SharedSecret|DigitalSignature|CredentialMac|Password)\\b[^<>]*+(?<!/)>)"
                    + ".*?(?=</(?:[A-Za-z_][\\w.-]*:)?\\2\\b|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final List<Pattern> CARDS =
            List.of(attribute("number"), attribute("expiration"), attribute("token"));

    /** {@code PASSWORD=x} of a query or form, and of a list of parameters line by line. */
    private static final Pattern PARAMETERS = Pattern.compile(
            "((?:^|[?&;\\s])[\\w~.-]{0,40}?(?:PASSWORD|PASSWD|PWD|SECRET|TOKEN)[\\w.-]{0,20}+\\s?=)[^&;\\s]*",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** 14 to 19 digits with single blanks or hyphens between, and no digit beside. */
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){13,18}(?![0-9])");

    /**
     * Numbers the card schemes give out: Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro. Cards of 13 digits
     * are no longer issued, and would be one in ten of all GTIN that begin with 4.
     */
    private static final Pattern SCHEMES =
            Pattern.compile("4[0-9]{15}(?:[0-9]{3})?|5[0-9]{15}|2[2-7][0-9]{14}|3[47][0-9]{13}"
                    + "|3(?:0[0-5]|[68][0-9])[0-9]{11}|35[0-9]{14}|6[0-9]{15,18}|5[0678][0-9]{14,17}");

    private static final Set<String> SECRET_FIELDS = Set.of("PASSWORD", "PASSWD", "PWD", "PASS", "SECRET", "TOKEN");

    private Redaction() {}

    /** A document of any kind. */
    public static String text(String raw) {
        var masked = ELEMENTS.matcher(raw).replaceAll(found -> quoted(found.group(1) + MASK));
        for (var attribute : CARDS) {
            masked = attribute.matcher(masked).replaceAll(found -> quoted(found.group(1) + '"' + MASK + '"'));
        }
        masked = PARAMETERS.matcher(masked).replaceAll(found -> quoted(found.group(1) + MASK));
        return cards(masked);
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
        return DIGITS.matcher(text).replaceAll(Redaction::card);
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
