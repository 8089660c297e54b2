package org.caravanserai.canonical;

/**
 * French company numbers of INSEE's register Sirene: SIREN (9 digits, the company) and SIRET (14 digits, one of its
 * sites: SIREN and five digits more). Both carry a Luhn check digit; the sites of La Poste (SIREN 356000000) are
 * checked by the sum of their digits, a multiple of five.
 */
public final class Siren {
    private static final String LA_POSTE = "356000000";

    private Siren() {}

    /** True for a SIREN with the right check digit. Null is not valid. */
    public static boolean valid(String text) {
        return text != null && text.length() == 9 && Digits.only(text) && Digits.luhn(text);
    }

    /** True for a SIRET whose own and whose company's check digits are right. Null is not valid. */
    public static boolean validSite(String text) {
        if (text == null || text.length() != 14 || !Digits.only(text) || !valid(text.substring(0, 9))) {
            return false;
        }
        if (text.startsWith(LA_POSTE) && text.chars().map(digit -> digit - '0').sum() % 5 == 0) {
            return true;
        }
        return Digits.luhn(text);
    }
}
