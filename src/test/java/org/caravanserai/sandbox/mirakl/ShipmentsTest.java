package org.caravanserai.sandbox.mirakl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.sandbox.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Parts of an order: what is taken, what is refused, and when the order is over. */
class ShipmentsTest {
    private final SandboxCase market = new SandboxCase("mirakl").header("Authorization", "sandbox-test");

    @BeforeEach
    void paid() {
        market.standIn().watch(StandIn.Watch.SILENT);
        market.call("POST", "/customer/orders", """
                {"order_id":"MK-1","lines":[{"offer_sku":"A-1","quantity":3,"price_unit":10.00},
                                            {"offer_sku":"A-2","quantity":1,"price_unit":5.50}]}""");
        accept("true", "true");
        market.pass(Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        market.close();
    }

    @Test
    void partsAddUpAndTheLastOneEndsTheOrder() {
        assertThat(errors(ship(line("MK-1-1", "2")))).isEmpty();
        assertThat(state()).isEqualTo("SHIPPING");
        assertThat(errors(ship(line("MK-1-2", "1")))).isEmpty();
        assertThat(state()).as("one piece of the first line is left").isEqualTo("SHIPPING");
        assertThat(errors(ship(line("MK-1-1", "1")))).isEmpty();
        assertThat(state()).isEqualTo("SHIPPED");

        assertThat(errors(ship(line("MK-1-1", "1")))).contains("cannot be shipped in SHIPPED");
        assertThat(list("order_id=MK-1")).hasSize(3);
        assertThat(list("order_id=NONE")).isEmpty();
        assertThat(list("order_id=MK-1&limit=2")).hasSize(2);
        assertThat(list("order_id=MK-1&shipment_state_code=SHIPPING")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|shipment_lines is mandatory",
                "{}|shipment_lines is mandatory",
                "[{\"order_line_id\":\"X\",\"quantity\":1}]|[X] is unknown",
                "[{\"quantity\":1}]|[] is unknown",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":1},{\"order_line_id\":\"MK-1-1\",\"quantity\":1}]|comes twice",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":0}]|whole number above 0",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":-1}]|whole number above 0",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":1.5}]|whole number above 0",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":\"1\"}]|whole number above 0",
                "[{\"order_line_id\":\"MK-1-1\"}]|whole number above 0",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":4}]|is 4, 3 are left",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":5000000000}]|is 5000000000, 3 are left",
                "[{\"order_line_id\":\"MK-1-1\",\"quantity\":-99999999999999999999}]|whole number above 0"
            })
    void whatMakesNoSenseIsToldAndKeepsNothing(String lines, String error) {
        var said = ship(lines);
        assertThat(errors(said)).contains(error);
        assertThat(said.path("shipment_success")).isEmpty();
        assertThat(list("order_id=MK-1")).isEmpty();
        assertThat(state()).isEqualTo("SHIPPING");
    }

    @Test
    void oneThatIsRefusedHoldsUpNoneBesideIt() {
        var said = call("{\"shipments\":[" + shipment("NONE", line("MK-1-1", "1")) + ","
                + shipment("MK-1", line("MK-1-1", "2")) + "," + shipment("MK-1", line("MK-1-1", "2")) + "]}");
        assertThat(errors(said)).contains("[NONE] not found", "is 2, 1 are left");
        assertThat(said.path("shipment_success").size()).isEqualTo(1);
    }

    @Test
    void nothingIsShippedBeforeItIsPaidOrOnceItHasEnded() {
        market.call(
                "POST",
                "/customer/orders",
                "{\"order_id\":\"MK-2\",\"lines\":[{\"offer_sku\":\"A-1\",\"quantity\":1}]}");
        assertThat(errors(call("{\"shipments\":[" + shipment("MK-2", line("MK-2-1", "1")) + "]}")))
                .contains("cannot be shipped in WAITING_ACCEPTANCE");
        market.call("POST", "/customer/orders/MK-1/cancel", "{\"lines\":[\"MK-1-2\"]}");
        assertThat(errors(ship(line("MK-1-2", "1")))).contains("is 1, 0 are left");
        assertThat(errors(ship(line("MK-1-1", "3")))).isEmpty();
        assertThat(state()).as("a line that came to nothing is not waited for").isEqualTo("SHIPPED");
    }

    @Test
    void whatWasToldInPartsIsNotToldAsAWhole() {
        ship(line("MK-1-1", "1"));
        assertThat(market.call("PUT", "/api/orders/MK-1/ship").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"shipments\":{}}", "{\"shipments\":[]}", "nonsense"})
    void aCallWithoutShipmentsIsRefused(String body) {
        assertThat(market.call("POST", "/api/shipments", body).status()).isEqualTo(400);
    }

    private void accept(String first, String second) {
        market.call(
                "PUT",
                "/api/orders/MK-1/accept",
                "{\"order_lines\":[{\"id\":\"MK-1-1\",\"accepted\":" + first + "},{\"id\":\"MK-1-2\",\"accepted\":"
                        + second + "}]}");
    }

    private static String line(String id, String quantity) {
        return "[{\"order_line_id\":\"" + id + "\",\"quantity\":" + quantity + "}]";
    }

    private static String shipment(String order, String lines) {
        return "{\"order_id\":\"" + order + "\",\"shipped\":true,\"shipment_lines\":" + lines + "}";
    }

    private JsonNode ship(String lines) {
        return call("{\"shipments\":[" + shipment("MK-1", lines) + "]}");
    }

    private JsonNode call(String body) {
        var answer = market.call("POST", "/api/shipments", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return SandboxCase.json(answer);
    }

    private static String errors(JsonNode said) {
        return said.path("shipment_errors").isEmpty()
                ? ""
                : said.path("shipment_errors").toString();
    }

    private JsonNode list(String query) {
        return SandboxCase.json(market.call("GET", "/api/shipments?" + query)).path("data");
    }

    private String state() {
        return SandboxCase.json(market.call("GET", "/api/orders?order_ids=MK-1"))
                .path("orders")
                .path(0)
                .path("order_state")
                .asString();
    }
}
