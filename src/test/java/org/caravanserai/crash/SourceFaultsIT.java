package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Delivery;
import org.junit.jupiter.api.Test;

/** F26, F33: maps that fail for some, sources that are suddenly empty. Budget: IT, 60 s. */
class SourceFaultsIT {
    private static final Duration MINUTES = Duration.ofMinutes(3);

    @Test
    void aSourceThatIsSuddenlyEmptyTakesNothingAwayUntilSomebodySaysSo() throws IOException {
        try (var rig = new Rig(60, 20, "{ retirements: 5% }", "20s")) {
            rig.hub.put(1, Rig.numbers(60));
            rig.hub.settle(MINUTES);
            var before = rig.calls(Shop.WOO).size();
            var keys = Rig.numbers(60).stream().map(Catalogue::sku).toList();
            var delivery = Delivery.byKey("api", Kind.PRODUCTS, 1);
            rig.hub.master.intake().remove(delivery, keys.subList(0, 10));
            rig.hub.sync();
            held(rig, "10 of 60 rows would leave");
            rig.hub.master.intake().remove(delivery, keys);
            rig.hub.sync();
            held(rig, "nothing is left to publish");
            // Neither time nor a restart lets it pass.
            rig.clock.later(Duration.ofDays(2));
            rig.restart();
            rig.hub.sync();
            held(rig, "nothing is left to publish");
            assertThat(rig.calls(Shop.WOO)).hasSize(before);

            for (var shop : Shop.ALL) {
                rig.hub.publishing.release(shop.channel(), "anna", "the range is over");
            }
            rig.hub.settle(MINUTES);
            for (var shop : Shop.ALL) {
                assertThat(rig.shown(shop)).as(shop.channel()).isEmpty();
                assertThat(rig.hub.count(shop.channel(), State.RETIRED)).isEqualTo(60);
            }
        }
    }

    @Test
    void aRuleThatWouldEmptyAChannelIsHeldAndTakenBackWithoutACall() throws IOException {
        try (var rig = new Rig(60, 20, "{ retirements: 5% }", "20s")) {
            rig.hub.put(1, Rig.numbers(60));
            rig.hub.settle(MINUTES);
            var before = rig.calls(Shop.WOO).size();
            var file = rig.home.resolve("config/model/assortments.yaml");
            var right = Files.readString(file);
            Files.writeString(file, right.replace("'active'", "'retired'"));
            rig.restart();
            rig.hub.sync();
            held(rig, "nothing is left to publish");
            Files.writeString(file, right);
            rig.restart();
            rig.hub.settle(MINUTES);
            for (var shop : Shop.ALL) {
                assertThat(rig.hub.publishing.holds(shop.channel())).isEmpty();
                assertThat(rig.hub.count(shop.channel(), State.CONFIRMED)).isEqualTo(60);
            }
            assertThat(rig.calls(Shop.WOO)).as("as if nothing had been").hasSize(before);
        }
    }

    private static void held(Rig rig, String why) {
        for (var shop : Shop.ALL) {
            var holds = rig.hub.publishing.holds(shop.channel());
            assertThat(holds).as(shop.channel()).hasSize(1);
            assertThat(holds.get(0).reason()).as(shop.channel()).contains(why);
            assertThat(rig.shown(shop)).as(shop.channel()).isEqualTo(Rig.wanted(60, 1));
        }
    }

    @Test
    void aMapThatFailsForThreeInAHundredHoldsThoseAndTheOldMapBringsThemBack() throws IOException {
        try (var rig = new Rig(100, 20)) {
            var documents = new ArrayList<Document>();
            for (int i = 0; i < 100; i++) {
                var document = Catalogue.document(i, 1);
                var values = new LinkedHashMap<>(document.values());
                if (i % 33 != 0 || i == 0) {
                    values.put("brand", "Morvan");
                }
                documents.add(new Document(document.kind(), document.key(), values));
            }
            rig.hub.take(documents);
            rig.hub.settle(MINUTES);
            var file = rig.home.resolve("mappings/woo/product-out.map.yaml");
            var right = Files.readString(file);
            Files.writeString(file, right + "  short_description: { from: brand, required: true }\n");
            rig.restart();
            rig.hub.settle(MINUTES);
            assertThat(rig.hub.count("woo", State.HELD)).isEqualTo(3);
            assertThat(rig.hub.count("woo", State.CONFIRMED)).isEqualTo(97);
            assertThat(rig.shown(Shop.WOO)).as("what is held stays as it was").isEqualTo(Rig.wanted(100, 1));

            Files.writeString(file, right);
            rig.restart();
            rig.hub.settle(MINUTES);
            assertThat(rig.hub.count("woo", State.CONFIRMED)).isEqualTo(100);
            assertThat(rig.hub.count("woo", State.HELD)).isZero();
            assertThat(rig.hub.count("presta", State.CONFIRMED))
                    .as("other channels noticed nothing")
                    .isEqualTo(100);
        }
    }
}
