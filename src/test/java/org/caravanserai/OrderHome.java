package org.caravanserai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The home of a small company that takes orders: companies, products and their prices on one list come in through the API. */
public final class OrderHome {
    private OrderHome() {}

    /**
     * Writes it, without channels.
     *
     * @param more further lines of {@code hub.yaml}
     */
    public static void write(Path home, String more) throws IOException {
        file(home, "routes/.gitkeep", "");
        file(home, "config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """ + more);
        file(home, "config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        file(
                home,
                "config/model/prices.yaml",
                "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
    }

    /** Writes one file more. */
    public static void file(Path home, String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
