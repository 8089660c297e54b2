package org.caravanserai.company;

import java.util.LinkedHashMap;
import java.util.Map;

/** A text in the three languages of the company; a null language is a missing translation. */
record Text(String fr, String en, String de) {

    /** Both texts, one after the other, language by language. */
    Text then(Text other) {
        return new Text(fr + " " + other.fr, en + " " + other.en, de + " " + other.de);
    }

    /** By locale, missing translations left out. */
    Map<String, Object> byLocale() {
        var map = new LinkedHashMap<String, Object>();
        put(map, "fr_FR", fr);
        put(map, "en_GB", en);
        put(map, "de_DE", de);
        return map;
    }

    private static void put(Map<String, Object> map, String locale, String value) {
        if (value != null) {
            map.put(locale, value);
        }
    }
}
