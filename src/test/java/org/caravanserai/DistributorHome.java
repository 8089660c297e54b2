package org.caravanserai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two distributors of one company. Everything that is not the north's to know is a canary: the other distributor, its goods and prices, price lists, assortments,
 * sources, conditions and notes of gates, teams, people.
 */
final class DistributorHome {
    static final String NORTH = "north";
    static final String SOUTH = "zephyr-mill";

    /** Nothing that the north sees may hold one of these. */
    static final List<String> CANARIES = List.of(
            "zephyr",
            "Zephyr",
            "ZX-",
            "Gizmo",
            "100.03",
            "100,03",
            "400.12",
            "400,12",
            "tarif-",
            "sagex",
            "Sagex",
            "bertrand",
            "Bertrand",
            "otter",
            "jeanne",
            "assort-",
            "gtin()",
            "missingRequired",
            "9520410999");

    private DistributorHome() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        file(folder, "config/hub.yaml", """
                # yaml-language-server: $schema=../.schemas/hub.json
                title: Maison Duval
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                publicUrl: "https://hub.duval.example"
                teams: { otters: { title: The otters, mail: otters@duval.example } }
                """);
        file(folder, "config/sources/sagex.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                title: Sagex, the ERP
                system: api
                entities: { products: {}, offers: {}, contacts: {}, companies: {} }
                """);
        file(folder, "config/model/assortments.yaml", """
                # yaml-language-server: $schema=../../.schemas/assortments.json
                assort-north: { where: "status = 'active' and brand = 'North'" }
                assort-south: { where: "status = 'active' and brand = 'Zephyr'" }
                """);
        file(folder, "config/model/products.yaml", """
                # yaml-language-server: $schema=../../.schemas/products.json
                families: { gloves: { attributes: [orderUnit], required: { "*": [orderUnit] } } }
                """);
        file(folder, "config/model/prices.yaml", """
                # yaml-language-server: $schema=../../.schemas/prices.json
                priceLists:
                  tarif-public: { source: sagex, currency: EUR, vat: excluded }
                  tarif-north: { base: tarif-public, factor: "0.50" }
                  tarif-south: { base: tarif-public, factor: "0.25" }
                """);
        file(folder, "mappings/duval/product-out.map.yaml", """
                # yaml-language-server: $schema=../../.schemas/map.json
                fields:
                  sku: sku
                  ean: gtin
                  designation: { from: name, required: true }
                  prix: { price: channel, round: 0.01, required: true }
                """);
        file(folder, "mappings/duval/contact-out.map.yaml", """
                # yaml-language-server: $schema=../../.schemas/map.json
                fields: { id: id, name: name }
                """);
        file(folder, "mappings/duval/contact-out.gate.yaml", """
                # yaml-language-server: $schema=../../.schemas/gate.json
                rules:
                  reachable: { require: "has(phone)", owner: otters, fix: Ask Bertrand }
                """);
        file(folder, "mappings/duval/product-out.gate.yaml", """
                # yaml-language-server: $schema=../../.schemas/gate.json
                rules:
                  complete: { require: "missingRequired(channel, locale).size() = 0", owner: otters, fix: Ask Bertrand to enter it in Sagex }
                  code: { title: Contrôle du code article, require: "gtin.gtin()", owner: otters, fix: Ask Bertrand to enter it in Sagex }
                """);
        file(folder, "config/channels/north.yaml", """
                # yaml-language-server: $schema=../../.schemas/channel.json
                title: Nord Outillage
                description: Bertrand looks after them
                system: feed
                owner: otters
                mode: auto
                locales: [fr_FR]
                assortment: assort-north
                prices: { list: tarif-north, vat: excluded }
                brake: { retirements: 60% }
                contract: { version: 1.4.0, freshness: 24h, notice: 30d, contact: jeanne@nord.example }
                streams:
                  products:
                    map: duval/product-out
                    gate: duval/product-out
                    files:
                      - { file: articles.csv, format: { type: csv } }
                      - { file: changes.csv, load: delta, format: { type: csv } }
                  contacts: { map: duval/contact-out, gate: duval/contact-out, file: contacts.csv, format: { type: csv } }
                deliver:
                  - { to: https }
                  - { to: sftp, confirms: false, connection: { host: 127.0.0.1, port: "1", user: bertrand, password: env:OTTER_SECRET } }
                  - { to: mail, confirms: false, connection: { host: 127.0.0.1, port: "1", from: otters@duval.example, to: [jeanne@nord.example] } }
                """);
        file(folder, "config/channels/zephyr-mill.yaml", """
                # yaml-language-server: $schema=../../.schemas/channel.json
                title: Zephyr Mill
                system: feed
                owner: otters
                mode: auto
                locales: [en_GB]
                assortment: assort-south
                prices: { list: tarif-south, vat: excluded }
                streams:
                  products: { map: duval/product-out, gate: duval/product-out, file: zephyr.csv, format: { type: csv } }
                """);
        return folder;
    }

    private static void file(Path folder, String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
