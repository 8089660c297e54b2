package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What records of a marketplace do: taken, told again, out of order, refused. */
class MarketIntakeTest {
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

    @Test
    void anOrderThatIsListedAgainAndAgainIsOne() {
        place.lists("MK-1", "WAITING_ACCEPTANCE");
        place.turn(1);
        place.turn(1);
        place.start();
        place.turn(1);
        assertThat(place.orders("MK-1")).hasSize(1);
        assertThat(place.trade.codes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAITING_DEBIT", "SHIPPED", "CANCELED", "REFUSED", "STAGING"})
    void whatIsNotForUsToCarryOutIsNoOrder(String state) {
        place.lists("MK-1", state);
        place.turn(1);
        assertThat(place.orders("MK-1")).isEmpty();
        assertThat(place.trade.codes()).isEmpty();
    }

    @Test
    void aStateThatComesLateDoesNotWakeWhatHasEnded() {
        place.lists("MK-1", "SHIPPING");
        place.turn(1);
        place.lists("MK-1", "CANCELED");
        place.turn(1);
        assertThat(place.orders("MK-1")).extracting(OrderHead::state).containsExactly(OrderState.CANCELLED);
        place.lists("MK-1", "SHIPPING");
        place.turn(1);
        place.lists("MK-1", "CANCELED");
        place.turn(1);
        assertThat(place.orders("MK-1")).extracting(OrderHead::state).containsExactly(OrderState.CANCELLED);
        assertThat(place.trade.erp.calls).isEmpty();
    }

    @Test
    void whatMakesNoOrderIsShownOnceAndHoldsUpNobody() {
        place.listed.put("", "{\"order_state\":\"SHIPPING\"}");
        place.listed.put("MK-0", "{\"order_id\":\"MK-0\",\"order_state\":\"SHIPPING\",\"order_lines\":[]}");
        place.lists("MK-1", "SHIPPING");
        place.turn(1);
        place.turn(1);
        assertThat(place.orders("MK-1")).hasSize(1);
        assertThat(place.orders("MK-0")).isEmpty();
        assertThat(place.trade.codes()).as("each once").hasSize(2);
    }

    @Test
    void aCurrencyNobodySellsInIsNotPromised() {
        place.lists("MK-1", "WAITING_ACCEPTANCE");
        place.listed.replaceAll((number, order) -> order.replace("EUR", "CHF"));
        place.turn(1);
        assertThat(place.orders("MK-1")).isEmpty();
        assertThat(place.trade.orders.troubles(Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(open -> assertThat(open.text()).contains("CHF"));
    }
}
