package org.caravanserai.connector.depot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.home.Connection;
import org.caravanserai.parser.Position;

/** Parcels and connections for tests. */
final class Parcels {
    /** Longer than one packet of any protocol. */
    static final String ARTICLES = "sku;name\n" + "A-1;Gant anti-coupure\n".repeat(20_000);

    static final String OFFERS = "sku;price\nA-1;12.50\n";
    static final String MANIFEST = "{\"version\":7}";

    private Parcels() {}

    /** Two files and a manifest. */
    static Parcel parcel(Path folder) throws IOException {
        return new Parcel(
                "outil-sud",
                "Outil Sud, tarif",
                "products",
                7,
                Instant.parse("2026-11-22T03:00:00Z"),
                20_001,
                List.of(item(folder, "articles.csv", ARTICLES), item(folder, "tarif été.csv", OFFERS)),
                MANIFEST.getBytes(StandardCharsets.UTF_8),
                Locale.FRANCE,
                "https://hub.morvan.example");
    }

    private static Parcel.Item item(Path folder, String name, String text) throws IOException {
        var path = folder.resolve("source-" + name);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        Files.write(path, bytes);
        return new Parcel.Item(
                name,
                path,
                bytes.length,
                SignatureV4.sha256(bytes),
                "text/csv",
                text.lines().count() - 1);
    }

    /** A connection of these keys and values, in turn; a later value of the same key takes the place of an earlier one. */
    static Connection connection(String... pairs) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] == null) {
                values.remove(pairs[i]);
            } else {
                values.put(pairs[i], List.of(pairs[i + 1]));
            }
        }
        return new Connection(values, new Position("config/channels/x.yaml", 1, 1));
    }
}
