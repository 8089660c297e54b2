package org.caravanserai.sandbox.mirakl;

/** Check digit of article numbers (GS1 General Specifications, section 7.9). */
final class Gs1 {
    private Gs1() {}

    /** True for 8, 12, 13 or 14 digits whose last one is right. */
    static boolean right(String number) {
        if (!number.matches("\\d{8}|\\d{12,14}")) {
            return false;
        }
        var sum = 0;
        for (int i = number.length() - 2, weight = 3; i >= 0; i--, weight = 4 - weight) {
            sum += weight * (number.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10 == number.charAt(number.length() - 1) - '0';
    }
}
