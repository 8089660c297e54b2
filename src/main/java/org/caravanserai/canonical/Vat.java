package org.caravanserai.canonical;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * VAT identification numbers. The form is checked for the member states of the European Union, Northern Ireland (XI),
 * the United Kingdom, Norway and Switzerland (structure as published for VIES and by the national registers); the
 * French key is computed as the code général des impôts has it, (12 + 3 x (SIREN mod 97)) mod 97, the Belgian one as 97
 * - (first eight digits mod 97).
 */
public final class Vat {
    /** Fixed lengths and simple classes only, so that matching is linear. */
    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("AT", "U\\d{8}"),
            form("BE", "[01]\\d{9}"),
            form("BG", "\\d{9,10}"),
            form("CY", "\\d{8}[A-Z]"),
            form("CZ", "\\d{8,10}"),
            form("DE", "\\d{9}"),
            form("DK", "\\d{8}"),
            form("EE", "\\d{9}"),
            form("EL", "\\d{9}"),
            form("ES", "[A-Z0-9]\\d{7}[A-Z0-9]"),
            form("FI", "\\d{8}"),
            form("FR", "[A-HJ-NP-Z0-9]{2}\\d{9}"),
            form("HR", "\\d{11}"),
            form("HU", "\\d{8}"),
            form("IE", "\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}"),
            form("IT", "\\d{11}"),
            form("LT", "\\d{9}|\\d{12}"),
            form("LU", "\\d{8}"),
            form("LV", "\\d{11}"),
            form("MT", "\\d{8}"),
            form("NL", "[A-Z0-9+*]{12}"),
            form("PL", "\\d{10}"),
            form("PT", "\\d{9}"),
            form("RO", "\\d{2,10}"),
            form("SE", "\\d{12}"),
            form("SI", "\\d{8}"),
            form("SK", "\\d{10}"),
            form("XI", "\\d{9}|\\d{12}|GD\\d{3}|HA\\d{3}"),
            form("GB", "\\d{9}|\\d{12}|GD\\d{3}|HA\\d{3}"),
            form("NO", "\\d{9}(MVA)?"),
            form("CHE", "\\d{9}(MWST|TVA|IVA)?"));

    private Vat() {}

    /**
     * True for a number with country prefix, upper case, without spaces or points, of the right form and, where we know
     * the rule, with the right key. A country that is not in the list is not valid. Null is not valid.
     */
    public static boolean valid(String text) {
        if (text == null || text.length() < 4 || text.length() > 18) {
            return false;
        }
        var country = text.startsWith("CHE") ? "CHE" : text.substring(0, 2);
        var form = FORMS.get(country);
        var number = text.substring(country.length());
        if (form == null || !form.matcher(number).matches()) {
            return false;
        }
        return switch (country) {
            case "FR" -> french(number);
            case "BE" -> 97 - Long.parseLong(number.substring(0, 8)) % 97 == Long.parseLong(number.substring(8));
            default -> true;
        };
    }

    private static boolean french(String number) {
        var siren = number.substring(2);
        if (!Siren.valid(siren)) {
            return false;
        }
        var key = number.substring(0, 2);
        // Keys with a letter exist and follow another rule; their form is checked only.
        return !Digits.only(key) || Integer.parseInt(key) == (12 + 3 * (Long.parseLong(siren) % 97)) % 97;
    }

    private static Map.Entry<String, Pattern> form(String country, String pattern) {
        return Map.entry(country, Pattern.compile(pattern));
    }
}
