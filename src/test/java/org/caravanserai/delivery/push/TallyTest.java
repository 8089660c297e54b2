package org.caravanserai.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.ledger.Said;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final Batch BATCH = new Batch("shop", "products", null, null, List.of());

    private final List<String> lines = new ArrayList<>();
    private final Tally tally = new Tally(lines::add);

    @Test
    void the_first_batch_is_told_and_those_close_behind_it_are_one_line() {
        for (int second = 0; second < 25; second++) {
            tally.count("shop/products", BATCH, List.of(done()), START.plusSeconds(second));
        }
        assertThat(lines)
                .containsExactly(
                        "shop products: 1 confirmed", "shop products: 10 confirmed", "shop products: 10 confirmed");

        tally.tell("shop/products", START.plusSeconds(26));
        assertThat(lines).hasSize(3);
        tally.tell("shop/products", START.plusSeconds(30));
        tally.tell("shop/products", START.plusSeconds(90));
        assertThat(lines).hasSize(4).last().isEqualTo("shop products: 4 confirmed");
    }

    @Test
    void streams_are_told_apart() {
        tally.count("shop/products", BATCH, List.of(done()), START);
        tally.count("shop/offers", BATCH, List.of(done(), done()), START);
        assertThat(lines).containsExactly("shop products: 1 confirmed", "shop offers: 2 confirmed");
    }

    @Test
    void what_went_wrong_is_said_without_the_partners_words() {
        var failed = new Batch("shop", "products", null, null, List.of());
        failed.failed(new Batch.Failure(Fault.TRANSIENT, "anne@morvan.example is unknown", null, 0));
        var again = new Said.Again(1, START, true, false, "transient", "anne@morvan.example is unknown", 0);
        tally.count("shop/products", failed, List.of(again, new Said.Withdrawn(2, "R-2", 0)), START);
        assertThat(lines).containsExactly("shop products: 1 again later, 1 withdrawn, after TRANSIENT");
    }

    @Test
    void nothing_is_told_of_nothing() {
        tally.count("shop/products", BATCH, List.of(), START);
        tally.tell("shop/products", START);
        tally.tell("shop/offers", START);
        assertThat(lines).isEmpty();
    }

    private static Said done() {
        return new Said.Done(1, "R-1", null, 0);
    }
}
