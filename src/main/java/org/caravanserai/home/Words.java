package org.caravanserai.home;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;

/** The closed list of plural words (streams, entities, API paths) and their singular (maps, routes, Kamelets). */
public final class Words {
    /** Plural word to singular word, in the order they are listed everywhere. */
    private static final Map<String, String> SINGULAR = singular();

    /** Every plural word. */
    public static final List<String> PLURAL = List.copyOf(SINGULAR.keySet());

    /** The words of this version: what the master keeps. */
    public static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::word).toList();

    private Words() {}

    private static Map<String, String> singular() {
        var words = new java.util.LinkedHashMap<String, String>();
        words.put("products", "product");
        words.put("offers", "offer");
        words.put("media", "media");
        words.put("categories", "category");
        words.put("companies", "company");
        words.put("contacts", "contact");
        words.put("consents", "consent");
        words.put("carts", "cart");
        words.put("quotes", "quote");
        words.put("orders", "order");
        words.put("order-status", "order-status");
        words.put("shipments", "shipment");
        words.put("invoices", "invoice");
        words.put("returns", "return");
        words.put("tickets", "ticket");
        return words;
    }

    /** One record of a plural word: {@code products} gives {@code product}; the word itself when it is not in the list. */
    public static String singular(String plural) {
        return SINGULAR.getOrDefault(plural, plural);
    }
}
