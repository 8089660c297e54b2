package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All a marketplace lists of some days against what is here. */
class MarketComparisonTest {
    @TempDir
    Path folder;

    private Place place;

    @BeforeEach
    void open() throws IOException {
        place = new Place(folder);
    }

    @AfterEach
    void close() {
        place.close();
    }

    /** A round is the two days before, and what is open. */
    private void round() {
        place.comparing = true;
        for (int day = 0; day < 2; day++) {
            assertThat(place.compare()).isNull();
        }
        place.comparing = false;
    }

    @Test
    void whatIsHereIsCountedAndNothingIsTaken() {
        place.lists("MK-1", "WAITING_ACCEPTANCE");
        assertThat(place.poll()).isNull();
        assertThat(place.compared()).as("not yet").isNull();
        round();
        assertThat(place.compared().taken()).isZero();
        assertThat(place.compared().neverCame()).isZero();
        assertThat(place.compared().orders()).isPositive();
        assertThat(place.compared().at()).isEqualTo(place.trade.clock.instant());
        assertThat(place.orders("MK-1")).hasSize(1);
        assertThat(place.trade.codes()).isEmpty();
    }

    @Test
    void whatWasPassedOverIsTakenOnce() {
        place.hidden.add("MK-2");
        place.lists("MK-2", "SHIPPING");
        place.trade.clock.pass(Duration.ofHours(3));
        place.lists("MK-1", "WAITING_ACCEPTANCE");
        assertThat(place.poll()).isNull();
        assertThat(place.orders("MK-2")).isEmpty();
        round();
        assertThat(place.orders("MK-2")).hasSize(1);
        assertThat(place.compared().taken()).isEqualTo(1);
        place.trade.clock.pass(Duration.ofDays(1));
        round();
        assertThat(place.orders("MK-2")).hasSize(1);
        assertThat(place.compared().taken()).as("the next round finds it here").isZero();
    }

    @Test
    void whatWentItsWayThereIsShownOnce() {
        place.lists("MK-1", "WAITING_ACCEPTANCE");
        place.poll();
        round();
        place.trade.clock.pass(Duration.ofDays(1));
        place.hidden.add("MK-3");
        place.lists("MK-3", "SHIPPED");
        round();
        assertThat(place.trade.codes()).containsExactly(OrderCode.NEVER_CAME.code());
        assertThat(place.compared().neverCame()).isEqualTo(1);
        place.start();
        place.trade.clock.pass(Duration.ofDays(1));
        round();
        assertThat(place.trade.codes()).containsExactly(OrderCode.NEVER_CAME.code());
        assertThat(place.compared().neverCame()).isZero();
    }

    @Test
    void aDayThatBreaksOffIsReadAgainAndTheResultSurvivesTheProcess() {
        place.lists("MK-1", "WAITING_ACCEPTANCE");
        place.poll();
        round();
        var first = place.compared();
        place.start();
        assertThat(place.compared()).isEqualTo(first);

        place.trade.clock.pass(Duration.ofDays(1));
        place.down = true;
        assertThat(place.compare()).contains("closed");
        assertThat(place.compared()).as("no result of half a round").isEqualTo(first);
        place.down = false;
        assertThat(place.compare()).as("the first of its two days").isNull();
        place.cut = true;
        assertThat(place.compare()).as("the second, after its first page").isNotNull();
        place.cut = false;
        assertThat(place.compare()).isNull();
        assertThat(place.compared().at()).isAfter(first.at());
        assertThat(place.compared().orders()).isEqualTo(first.orders());
    }

    @Test
    void nothingIsAskedBeforeItIsDueAgain() {
        place.poll();
        round();
        int asked = place.windows.size();
        place.trade.clock.pass(Duration.ofHours(23));
        assertThat(place.compare()).isNull();
        assertThat(place.windows).hasSize(asked);
        place.trade.clock.pass(Duration.ofHours(1));
        assertThat(place.compare()).isNull();
        assertThat(place.windows).hasSize(asked + 1);
    }
}
