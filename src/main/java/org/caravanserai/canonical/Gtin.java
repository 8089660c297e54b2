package org.caravanserai.canonical;

/**
 * Trade item numbers: GTIN-8, GTIN-12, GTIN-13, GTIN-14. Check digit: GS1 General Specifications, section 7.9 (modulo
 * 10, weights 3 and 1).
 */
public final class Gtin {
    private Gtin() {}

    /**
     * True for 8, 12, 13 or 14 digits with the right check digit; spaces and hyphens are not accepted. Null is not
     * valid.
     */
    public static boolean valid(String text) {
        if (text == null || !Digits.only(text)) {
            return false;
        }
        int length = text.length();
        if (length != 8 && length != 12 && length != 13 && length != 14) {
            return false;
        }
        return checkDigit(text.substring(0, length - 1)) == text.charAt(length - 1) - '0';
    }

    /**
     * The check digit (0 to 9) that belongs behind these digits.
     *
     * @throws IllegalArgumentException when there is anything but digits
     */
    public static int checkDigit(String digits) {
        if (!Digits.only(digits)) {
            throw new IllegalArgumentException("only digits have a check digit");
        }
        int sum = 0;
        int weight = 3;
        for (int i = digits.length() - 1; i >= 0; i--) {
            sum += (digits.charAt(i) - '0') * weight;
            weight = 4 - weight;
        }
        return (10 - sum % 10) % 10;
    }
}
