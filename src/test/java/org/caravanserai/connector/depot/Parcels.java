package org.caravanserai.connector.depot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** Answers lie at a partner: each is fetched whole and put away once. */
    static void pickedUpAndPutAway(Path place, Pickup pickup) throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("ACK_2.csv"), "second");
        Files.writeString(place.resolve("ACK_1.csv"), "first");
        Files.writeString(place.resolve(".ACK_3.csv.part"), "half");
        assertThat(((Pickup.Listed.Files) pickup.list()).files())
                .extracting(entry -> entry.name() + " " + entry.bytes())
                .containsExactly("ACK_1.csv 5", "ACK_2.csv 6");
        assertThat(pickup.list()).isEqualTo(pickup.list());
        assertThat(pickup.fetch("ACK_1.csv", 5))
                .isInstanceOfSatisfying(
                        Pickup.Fetched.Whole.class,
                        whole -> assertThat(new String(whole.bytes(), UTF_8)).isEqualTo("first"));
        assertThat(pickup.fetch("ACK_1.csv", 4)).isEqualTo(new Pickup.Fetched.TooLong(5));
        assertThat(pickup.fetch("ACK_9.csv", 5)).isEqualTo(new Pickup.Fetched.Gone());
        assertThat(pickup.move("ACK_1.csv", ".done", "1-ACK_1.csv")).isEqualTo(new Pickup.Moved.Done());
        assertThat(pickup.move("ACK_2.csv", ".done", "1-ACK_2.csv")).isEqualTo(new Pickup.Moved.Done());
        assertThat(pickup.move("ACK_2.csv", ".done", "1-ACK_2.csv")).isInstanceOf(Pickup.Moved.Not.class);
        assertThat(place.resolve(".done/1-ACK_1.csv")).hasContent("first");
        assertThat(((Pickup.Listed.Files) pickup.list()).files()).isEmpty();
    }
}
