package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.ledger.State;
import org.caravanserai.sandbox.Fault;
import org.junit.jupiter.api.Test;

/** F27, F28: poison among good items, many parked ones tried again. Budget: IT, 100 s, most of it within the ceilings of partners. */
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
}
