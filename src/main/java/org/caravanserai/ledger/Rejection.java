package org.caravanserai.ledger;

/**
 * Why a partner refused an item, in one taxonomy for all partners.
 *
 * @param code the partner's own, at most 100 characters
 * @param field target field, null = the item as a whole
 * @param rule map entry that filled the field, {@code file:line} where known, null = none
 * @param owner team that can mend it, null = nobody named
 * @param attributes of our document that fill the field, with commas, null = none or not known: what somebody would correct
 * @param text the partner's words, null = none
 * @param exchange number of the recorded conversation, 0 = none
 */
public record Rejection(
        String code, String field, String rule, String owner, String attributes, String text, long exchange) {
    public Rejection {
        code = cut(code == null ? "refused" : code, 100);
        field = cut(field, 100);
        rule = cut(rule, 100);
        owner = cut(owner, 100);
        attributes = cut(attributes, 500);
        text = cut(text, 1_000);
    }

    /** The same for complaints that one action mends: code and field, not the words with their values. */
    public long fingerprint() {
        long hash = 1125899906842597L;
        var all = code + '\u0000' + field;
        for (int i = 0; i < all.length(); i++) {
            hash = 31 * hash + all.charAt(i);
        }
        return hash;
    }

    static String cut(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most - 1) + "\u2026";
    }
}
