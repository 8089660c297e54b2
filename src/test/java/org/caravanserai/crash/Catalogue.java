package org.caravanserai.crash;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;

/** Invented products: what product {@code i} looks like in version {@code v} is decided by these two numbers alone, on both sides of every comparison. */
final class Catalogue {
    private static final Pattern NUMBERS = Pattern.compile("Gant ([0-9]+) v([0-9]+)");
    private static final int FIRST = 100_000;

    private Catalogue() {}

    static String sku(int i) {
        return "P-" + (FIRST + i);
    }

    /** The number behind a SKU, -1 = none of ours. */
    static int number(String sku) {
        return sku.matches("P-[0-9]{6,8}") ? Integer.parseInt(sku.substring(2)) - FIRST : -1;
    }

    /** What partners show. */
    static String text(int i, int version) {
        return "Gant " + i + " v" + version;
    }

    /** The version a text tells of, -1 = none. */
    static int version(String text) {
        var found = NUMBERS.matcher(text);
        return found.matches() ? Integer.parseInt(found.group(2)) : -1;
    }

    /** Whether partners should have it: one in seventeen versions, never the first, takes a product out of the range. */
    static boolean active(int i, int version) {
        return version <= 1 || (i * 31L + version * 7L) % 17 != 0;
    }

    static Document document(int i, int version) {
        var values = new LinkedHashMap<String, Object>();
        values.put("status", active(i, version) ? "active" : "draft");
        values.put("name", Map.of("fr_FR", text(i, version)));
        return new Document(Kind.PRODUCTS, sku(i), values);
    }
}
