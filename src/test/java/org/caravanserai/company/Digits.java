package org.caravanserai.company;

/** Check digits of the numbers the company uses; written from the published rules, apart from the code under test. */
final class Digits {
    private Digits() {}

    /** GTIN of any length from its digits without the check digit: modulo 10, weights 3 and 1 from the right (GS1 General Specifications). */
    static String gtin(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? 3 * digit : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    /** SIREN (9) or SIRET (14) from its digits without the last one, which makes the Luhn sum a multiple of ten. */
    static String luhn(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return body + (10 - sum % 10) % 10;
    }

    /** French VAT number of a SIREN: key (12 + 3 x (SIREN mod 97)) mod 97. */
    static String frenchVat(String siren) {
        return String.format("FR%02d%s", (12 + 3 * (Long.parseLong(siren) % 97)) % 97, siren);
    }

    /** German VAT number from eight digits: ISO 7064 MOD 11,10. */
    static String germanVat(String body) {
        int product = 10;
        for (char c : body.toCharArray()) {
            int sum = (c - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int check = 11 - product;
        return "DE" + body + (check == 10 ? 0 : check);
    }

    /** Belgian VAT number from eight digits beginning with 0: the last two are 97 minus the rest modulo 97. */
    static String belgianVat(String body) {
        return String.format("BE%s%02d", body, 97 - Long.parseLong(body) % 97);
    }
}
