package org.caravanserai.punchout.oci;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of an item ({@code NEW_ITEM-<FIELD>[n]}) with the length SAP takes (OCI 4.0, 3; 5.0, 3) and what happens to
 * a longer value, since SRM cuts without a word.
 */
public enum OciField {
    DESCRIPTION(40, Rule.CUT),
    MATNR(40, Rule.KEY),
    QUANTITY(15, Rule.KEY),
    UNIT(3, Rule.KEY),
    PRICE(15, Rule.KEY),
    CURRENCY(5, Rule.KEY),
    PRICEUNIT(5, Rule.KEY),
    LEADTIME(5, Rule.DROP),
    LONGTEXT(0, Rule.CUT),
    VENDOR(10, Rule.KEY),
    VENDORMAT(40, Rule.KEY),
    MANUFACTCODE(10, Rule.DROP),
    MANUFACTMAT(40, Rule.DROP),
    MATGROUP(10, Rule.KEY),
    SERVICE(1, Rule.KEY),
    CONTRACT(10, Rule.KEY),
    CONTRACT_ITEM(5, Rule.KEY),
    EXT_QUOTE_ID(35, Rule.DROP),
    EXT_QUOTE_ITEM(10, Rule.DROP),
    EXT_PRODUCT_ID(40, Rule.KEY),
    ATTACHMENT(255, Rule.DROP),
    ATTACHMENT_TITLE(255, Rule.CUT),
    ATTACHMENT_PURPOSE(1, Rule.KEY),
    EXT_SCHEMA_TYPE(10, Rule.KEY),
    EXT_CATEGORY_ID(60, Rule.KEY),
    EXT_CATEGORY(40, Rule.CUT),
    SLD_SYS_NAME(60, Rule.DROP),
    CUST_FIELD1(10, Rule.CUT),
    CUST_FIELD2(10, Rule.CUT),
    CUST_FIELD3(10, Rule.CUT),
    CUST_FIELD4(20, Rule.CUT),
    CUST_FIELD5(50, Rule.CUT),
    ITEM_TYPE(1, Rule.KEY),
    PARENT_ID(5, Rule.KEY);

    /** What happens to a value that is too long. */
    enum Rule {
        /** A text for people: its beginning is sent. */
        CUT,
        /** Half of it would be wrong, none is right: the field is left out. */
        DROP,
        /** Half of it would be wrong and none too: the cart is not sent. */
        KEY
    }

    private final int length;
    private final Rule rule;

    OciField(int length, Rule rule) {
        this.length = length;
        this.rule = rule;
    }

    /** Longest value in characters, 0 = not limited. */
    public int length() {
        return length;
    }

    Rule rule() {
        return rule;
    }

    /** Name of the form field of the n-th item; LONGTEXT has its index in the name. */
    public String name(int item) {
        return this == LONGTEXT ? "NEW_ITEM-LONGTEXT_" + item + ":132[]" : "NEW_ITEM-" + name() + "[" + item + "]";
    }

    /** The field of this word, whatever its case. */
    public static Optional<OciField> of(String word) {
        var upper = word.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(field -> field.name().equals(upper))
                .findFirst();
    }
}
