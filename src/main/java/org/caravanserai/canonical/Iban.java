package org.caravanserai.canonical;

import java.util.Map;

/**
 * International bank account numbers: ISO 13616-1, check digits modulo 97-10 of ISO/IEC 7064; lengths from the registry
 * of SWIFT.
 */
public final class Iban {
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("AD", 24),
            Map.entry("AE", 23),
            Map.entry("AT", 20),
            Map.entry("BE", 16),
            Map.entry("BG", 22),
            Map.entry("CH", 21),
            Map.entry("CY", 28),
            Map.entry("CZ", 24),
            Map.entry("DE", 22),
            Map.entry("DK", 18),
            Map.entry("EE", 20),
            Map.entry("ES", 24),
            Map.entry("FI", 18),
            Map.entry("FR", 27),
            Map.entry("GB", 22),
            Map.entry("GI", 23),
            Map.entry("GR", 27),
            Map.entry("HR", 21),
            Map.entry("HU", 28),
            Map.entry("IE", 22),
            Map.entry("IS", 26),
            Map.entry("IT", 27),
            Map.entry("LI", 21),
            Map.entry("LT", 20),
            Map.entry("LU", 20),
            Map.entry("LV", 21),
            Map.entry("MC", 27),
            Map.entry("MT", 31),
            Map.entry("NL", 18),
            Map.entry("NO", 15),
            Map.entry("PL", 28),
            Map.entry("PT", 25),
            Map.entry("RO", 24),
            Map.entry("SE", 24),
            Map.entry("SI", 19),
            Map.entry("SK", 24),
            Map.entry("SM", 27),
            Map.entry("TR", 26));

    private Iban() {}

    /**
     * True for an account number with the right check digits and, for the countries we know, the right length. Spaces
     * are ignored, since people write groups of four. Null is not valid.
     */
    public static boolean valid(String text) {
        if (text == null) {
            return false;
        }
        var compact = text.replace(" ", "");
        if (compact.length() < 15 || compact.length() > 34) {
            return false;
        }
        var length = LENGTHS.get(compact.substring(0, 2));
        if (length != null && length != compact.length()) {
            return false;
        }
        if (!upper(compact.charAt(0)) || !upper(compact.charAt(1)) || !Digits.only(compact.substring(2, 4))) {
            return false;
        }
        int remainder = 0;
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt((i + 4) % compact.length());
            if (c >= '0' && c <= '9') {
                remainder = (remainder * 10 + c - '0') % 97;
            } else if (upper(c)) {
                remainder = (remainder * 100 + c - 'A' + 10) % 97;
            } else {
                return false;
            }
        }
        return remainder == 1;
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
