package org.caravanserai.sandbox.prestashop;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/** The shop's checks of single values, by the names its documentation gives them. */
final class Formats {
    private Formats() {}

    /** Whether a value that is not empty passes a check; an unknown check passes all. */
    static boolean right(String format, String value) {
        return switch (format) {
            case "isUnsignedId", "isUnsignedInt" -> value.matches("\\d{1,10}");
            case "isInt" -> value.matches("-?\\d{1,10}");
            case "isBool" -> value.matches("[01]");
            case "isPrice" -> value.matches("\\d{1,10}(\\.\\d{1,9})?");
            case "isNegativePrice" -> value.matches("-?\\d{1,10}(\\.\\d{1,9})?");
            case "isFloat" -> value.matches("-?\\d+(\\.\\d+)?");
            case "isUnsignedFloat" -> value.matches("\\d+(\\.\\d+)?");
            case "isReference", "isMpn" -> !value.matches("(?s).*[<>;={}].*");
            case "isCatalogName" -> !value.matches("(?s).*[<>;=#{}].*");
            case "isGenericName" -> !value.matches("(?s).*[<>={}].*");
            case "isLinkRewrite" -> value.matches("[_a-zA-Z0-9-]+");
            case "isEan13" -> value.matches("\\d{0,13}");
            case "isUpc" -> value.matches("\\d{0,12}");
            case "isIsbn" -> value.matches("[0-9-]{0,32}");
            case "isCleanHtml" -> clean(value);
            case "isDateFormat", "isDate", "isBirthDate", "isDateOrNull" -> date(value);
            case "isProductVisibility" ->
                Set.of("both", "catalog", "search", "none").contains(value);
            case "isReductionType" -> Set.of("amount", "percentage").contains(value);
            case "isColor" -> value.matches("#[0-9a-fA-F]{6}|[a-zA-Z]+");
            case "isEmail" -> value.matches("[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+");
            case "isCustomerName" -> !value.matches("(?s).*[0-9!<>,;?=+()@#\"{}_$%:].*");
            case "isPasswd" -> value.length() >= 5;
            default -> true;
        };
    }

    private static boolean clean(String html) {
        var lower = html.toLowerCase(Locale.ROOT);
        return !lower.matches("(?s).*<\\s*/?\\s*(script|iframe|form|input|embed|object).*")
                && !lower.matches("(?s).*<[^>]*\\son[a-z]+\\s*=.*")
                && !lower.contains("javascript:");
    }

    private static boolean date(String text) {
        if (text.startsWith("0000-00-00")) {
            return text.matches("0000-00-00( 00:00:00)?");
        }
        try {
            LocalDate.parse(text.substring(0, Math.min(10, text.length())));
            return text.matches("\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?");
        } catch (DateTimeException nonsense) {
            return false;
        }
    }
}
