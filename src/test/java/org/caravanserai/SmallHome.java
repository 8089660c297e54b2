package org.caravanserai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home as small as can be: products come in through the API and go out as one CSV file of the channel {@code shop}. */
final class SmallHome {
    static final String CHANNEL = "shop";
    static final String FILE = "articles.csv";

    private SmallHome() {}

    /**
     * Writes it.
     *
     * @param more further lines of {@code hub.yaml}
     */
    static Path write(Path folder, String more) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        file(folder, "config/hub.yaml", """
                # yaml-language-server: $schema=../.schemas/hub.json
                title: Small company
                locales: [en_GB]
                currency: EUR
                timeZone: Europe/Paris
                """ + more);
        file(folder, "config/sources/api.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                system: api
                entities: { products: {} }
                """);
        file(folder, "config/model/assortments.yaml", """
                # yaml-language-server: $schema=../../.schemas/assortments.json
                everything: { where: "status = 'active'" }
                """);
        file(folder, "config/channels/shop.yaml", """
                # yaml-language-server: $schema=../../.schemas/channel.json
                title: Shop
                system: feed
                mode: auto
                assortment: everything
                streams:
                  products: { map: shop/product-out, file: articles.csv, format: { type: csv, separator: "," } }
                """);
        file(folder, "mappings/shop/product-out.map.yaml", """
                # yaml-language-server: $schema=../../.schemas/map.json
                fields:
                  sku: sku
                  name: name
                """);
        return folder;
    }

    private static void file(Path folder, String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
