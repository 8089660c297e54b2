package org.caravanserai.sandbox.mirakl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.sandbox.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What may be done with an order of a customer, and when. */
class CustomerOrdersTest {
    private static final String BOTH =
            "{\"order_lines\":[{\"id\":\"MK-1-1\",\"accepted\":true},{\"id\":\"MK-1-2\",\"accepted\":true}]}";

    private final SandboxCase market = new SandboxCase("mirakl").header("Authorization", "sandbox-test");

    @BeforeEach
    void order() {
        market.standIn().watch(StandIn.Watch.SILENT);
        var placed = market.call("POST", "/customer/orders", """
                {"order_id":"MK-1","lines":[{"offer_sku":"A-1","quantity":2,"price_unit":10.00},
                                            {"offer_sku":"A-2","quantity":1,"price_unit":5.50}]}""");
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        market.close();
    }

    @Test
    void anOrderGoesItsWayAndShowsItsAddressOnceItIsPaid() {
        assertThat(one().path("order_state").asString()).isEqualTo("WAITING_ACCEPTANCE");
        assertThat(one().path("customer").path("shipping_address").isNull()).isTrue();
        assertThat(one().path("price").decimalValue()).isEqualByComparingTo("25.50");
        assertThat(put("accept", BOTH).status()).isEqualTo(204);
        assertThat(one().path("order_state").asString()).isEqualTo("WAITING_DEBIT_PAYMENT");
        market.pass(Duration.ofMinutes(2));
        assertThat(one().path("order_state").asString()).isEqualTo("SHIPPING");
        assertThat(one().path("customer").path("shipping_address").path("city").asString())
                .isEqualTo("Nantes");
        assertThat(put("tracking", "{\"carrier_code\":\"dhl\",\"tracking_number\":\"T-1\"}")
                        .status())
                .isEqualTo(204);
        assertThat(put("ship", null).status()).isEqualTo(204);
        assertThat(one().path("order_state").asString()).isEqualTo("SHIPPED");
        assertThat(one().path("shipping_tracking").asString()).isEqualTo("T-1");
    }

    @Test
    void aRefusedLineStaysRefusedAndAllRefusedIsTheEnd() {
        put("accept", BOTH.replaceFirst("true", "false"));
        market.pass(Duration.ofMinutes(2));
        assertThat(one().path("order_lines").path(0).path("order_line_state").asString())
                .isEqualTo("REFUSED");
        assertThat(one().path("order_lines").path(1).path("order_line_state").asString())
                .isEqualTo("SHIPPING");

        market.call("POST", "/customer/orders", "{\"order_id\":\"MK-2\",\"lines\":[{\"offer_sku\":\"A-1\"}]}");
        market.call("PUT", "/api/orders/MK-2/accept", "{\"order_lines\":[{\"id\":\"MK-2-1\",\"accepted\":false}]}");
        assertThat(state("MK-2")).isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|DECISION_MISSING",
                "{\"order_lines\":[{\"id\":\"MK-1-1\",\"accepted\":true}]}|DECISION_MISSING: MK-1-2",
                "{\"order_lines\":[{\"id\":\"MK-1-1\",\"accepted\":true},{\"id\":\"MK-1-1\",\"accepted\":true}]}|DUPLICATE_ID",
                "{\"order_lines\":[{\"id\":\"MK-1-1\",\"accepted\":true},{\"id\":\"MK-1-2\",\"accepted\":true},{\"id\":\"X\",\"accepted\":true}]}|NOT_FOUND",
                "{\"order_lines\":[{\"id\":\"MK-1-1\",\"accepted\":\"yes\"}]}|have id and accepted"
            })
    void aDecisionThatIsNotWholeChangesNothing(String body, String error) {
        var answer = put("accept", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(error);
        assertThat(one().path("order_state").asString()).isEqualTo("WAITING_ACCEPTANCE");
    }

    @Test
    void nothingIsShippedOrToldBeforeItIsPaidAndNothingIsAcceptedTwice() {
        assertThat(put("ship", null).status()).isEqualTo(400);
        put("accept", BOTH);
        assertThat(put("accept", BOTH).text()).contains("ORDER_INVALID_STATE");
        assertThat(put("tracking", "{\"carrier_code\":\"dhl\",\"tracking_number\":\"T\"}")
                        .status())
                .isEqualTo(400);
        assertThat(put("ship", null).text()).contains("cannot be shipped in WAITING_DEBIT_PAYMENT");
        assertThat(market.call("PUT", "/api/orders/NONE/ship").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|mandatory",
                "{\"carrier_code\":\"pigeon\",\"tracking_number\":\"1\"}|not registered",
                "{\"carrier_code\":\"dhl\"}|tracking_number is mandatory"
            })
    void aCarrierIsRegisteredOrHasAName(String body, String error) {
        put("accept", BOTH);
        market.pass(Duration.ofMinutes(2));
        assertThat(put("tracking", body).text()).contains(error);
    }

    @Test
    void theListShowsWhatChangedSinceInPages() {
        market.pass(Duration.ofMinutes(5));
        market.call("POST", "/customer/orders", "{\"order_id\":\"MK-2\",\"lines\":[{\"offer_sku\":\"A-1\"}]}");
        var changed = SandboxCase.json(market.call("GET", "/api/orders?start_update_date=2026-11-22T08:04:00Z"));
        assertThat(changed.path("total_count").asInt()).isEqualTo(1);
        market.pass(Duration.ofMinutes(2));
        var second = SandboxCase.json(market.call("GET", "/api/orders?max=1&offset=1"));
        assertThat(second.path("total_count").asInt()).isEqualTo(2);
        assertThat(second.path("orders").path(0).path("order_id").asString()).isEqualTo("MK-2");
        assertThat(market.call("GET", "/api/orders?start_update_date=yesterday").status())
                .isEqualTo(400);
    }

    private Answer put(String what, String body) {
        return market.call("PUT", "/api/orders/MK-1/" + what, body);
    }

    private JsonNode one() {
        return SandboxCase.json(market.call("GET", "/api/orders?order_ids=MK-1"))
                .path("orders")
                .path(0);
    }

    private String state(String id) {
        return SandboxCase.json(market.call("GET", "/api/orders?order_ids=" + id))
                .path("orders")
                .path(0)
                .path("order_state")
                .asString();
    }
}
