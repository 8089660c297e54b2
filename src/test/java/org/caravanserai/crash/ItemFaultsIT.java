package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Delivery;
import org.caravanserai.sandbox.Fault;
import org.junit.jupiter.api.Test;

/** F26, F27, F28, F33: poison among good items, many parked ones tried again, maps that fail for some, sources that are suddenly empty. Budget: IT, 20 s. */
class ItemFaultsIT {
    private static final Duration MINUTES = Duration.ofMinutes(3);

    /** How often a partner refused a product. */
    private static Map<String, Integer> refused(Rig rig, Shop shop) {
        var refused = new HashMap<String, Integer>();
        rig.partner(shop).journal(line -> {
            for (var item : line.path("items")) {
                if (item.path("outcome").asString().equals("refused")) {
                    refused.merge(item.path("key").asString(), 1, Integer::sum);
                }
            }
            return true;
        });
        return refused;
    }

    @Test
    void poisonInTheMiddleIsParkedOnceAndKeepsNobodyElse() throws IOException {
        int items = 200;
        var poison = List.of(Catalogue.sku(50), Catalogue.sku(133));
        try (var rig = new Rig(items, 20)) {
            for (var shop : Shop.ALL) {
                rig.arm(shop, Fault.of(Fault.Kind.REFUSE_PART).times(0).with("keys", String.join(",", poison)));
            }
            rig.hub.put(1, Rig.numbers(items));
            rig.hub.settle(MINUTES);
            for (var shop : Shop.ALL) {
                assertThat(rig.hub.count(shop.channel(), State.CONFIRMED))
                        .as(shop.channel())
                        .isEqualTo(items - 2);
                assertThat(rig.hub.count(shop.channel(), State.PARKED))
                        .as(shop.channel())
                        .isEqualTo(2);
                var wanted = Rig.wanted(items, 1);
                wanted.keySet().removeAll(poison);
                assertThat(rig.shown(shop)).as(shop.channel()).isEqualTo(wanted);
                assertThat(rig.hub.parked.groups(shop.channel()))
                        .as("one complaint, %s", shop.channel())
                        .extracting(Parked.Group::items)
                        .containsExactly(2L);
            }
            assertThat(refused(rig, Shop.WOO)).isEqualTo(Map.of(poison.get(0), 1, poison.get(1), 1));
            assertThat(refused(rig, Shop.MARKET)).isEqualTo(Map.of(poison.get(0), 1, poison.get(1), 1));
            assertThat(rig.calls(Shop.WOO))
                    .as("no batch was sent a second time for it")
                    .filteredOn("products.batch"::equals)
                    .hasSize(items / 20);
            assertThat(rig.calls(Shop.PRESTA))
                    .filteredOn("products.create"::equals)
                    .hasSize(items);
        }
    }

    @Test
    void manyParkedItemsAreTriedAgainWithinTheCeilingsWhileOtherThingsHappen() throws IOException {
        int items = 300;
        int parked = 200;
        try (var rig = new Rig(items, 20)) {
            rig.arm(Shop.MARKET, Fault.of(Fault.Kind.REFUSE_PART).times(0).with("share", "1"));
            rig.hub.put(1, Rig.numbers(parked));
            rig.hub.settle(MINUTES);
            assertThat(rig.hub.count("market", State.PARKED)).isEqualTo(parked);
            rig.partner(Shop.MARKET).disarm();

            var filter = new Parked.Filter("market", null, null);
            assertThat(rig.hub.parked.replay(filter)).isEqualTo(parked);
            assertThat(rig.hub.parked.replay(filter)).as("once is enough").isZero();
            rig.hub.sync();
            // In the middle of it the hub ends, and other products come along.
            rig.restart();
            assertThat(rig.hub.parked.replay(filter)).isZero();
            rig.hub.put(1, Rig.numbers(items).subList(parked, items));
            rig.clock.later(Duration.ofMinutes(31));
            rig.hub.settle(Duration.ofSeconds(20));

            assertThat(rig.shown(Shop.MARKET)).isEqualTo(Rig.wanted(items, 1));
            assertThat(rig.hub.count("market", State.CONFIRMED)).isEqualTo(items);
            assertThat(rig.hub.parked.groups("market")).isEmpty();
            assertThat(rig.partner(Shop.MARKET).violations()).isZero();
            assertThat(refused(rig, Shop.MARKET).values())
                    .as("none was refused twice")
                    .containsOnly(1);
        }
    }

    @Test
    void aSourceThatIsSuddenlyEmptyTakesNothingAwayUntilSomebodySaysSo() throws IOException {
        try (var rig = new Rig(60, 20, "{ retirements: 5% }", "20s")) {
            rig.hub.put(1, Rig.numbers(60));
            rig.hub.settle(MINUTES);
            var before = rig.calls(Shop.WOO).size();
            var keys = Rig.numbers(60).stream().map(Catalogue::sku).toList();
            var delivery = Delivery.byKey("api", org.caravanserai.canonical.Kind.PRODUCTS, 1);
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
