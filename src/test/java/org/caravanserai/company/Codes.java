package org.caravanserai.company;

import java.util.LinkedHashMap;
import java.util.Map;

/** Value lists of the company, as the PIM exports their labels. */
final class Codes {
    private Codes() {}

    private static final Map<String, String> COLOUR_SUFFIX = new LinkedHashMap<>();

    static {
        COLOUR_SUFFIX.put("black", "NO");
        COLOUR_SUFFIX.put("white", "BL");
        COLOUR_SUFFIX.put("navy", "MA");
        COLOUR_SUFFIX.put("grey", "GR");
        COLOUR_SUFFIX.put("red", "RO");
        COLOUR_SUFFIX.put("hi-vis-yellow", "JF");
        COLOUR_SUFFIX.put("hi-vis-orange", "OF");
    }

    /** The two letters a colour has in SKUs. */
    static String suffix(String colour) {
        var suffix = COLOUR_SUFFIX.get(colour);
        if (suffix == null) {
            throw new IllegalArgumentException("no SKU suffix for colour " + colour);
        }
        return suffix;
    }

    /** A length or weight as the PIM writes it: digits with a point, and a unit of UN/ECE Recommendation 20. */
    static Map<String, Object> quantity(String value, String unit) {
        var map = new LinkedHashMap<String, Object>();
        map.put("value", value);
        map.put("unit", unit);
        return map;
    }

    static Map<String, Object> mm(String value) {
        return quantity(value, "MMT");
    }

    static Map<String, Object> grams(String value) {
        return quantity(value, "GRM");
    }

    static Map<String, Object> metres(String value) {
        return quantity(value, "MTR");
    }
}
