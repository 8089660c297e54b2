package org.caravanserai.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.caravanserai.parser.Json;
import org.caravanserai.store.Dialect;
import org.caravanserai.testing.Fuzz;
import org.junit.jupiter.api.Test;

/** Broken JSON about orders, as the API, routes and topics hand it over, down to the tables: each gets an answer. */
class DeskFuzzTest {
    private static final String ORDER = """
            {"number":"PO-1","version":1,"test":false,"orderedAt":"2026-11-22T10:00:00Z","requestedAt":"2026-12-01","customer":"C-10042",
            "currency":"EUR","parties":[{"role":"ship-to","id":"D1","name":"Dock","address":{"street":"1 quai","postcode":"58000",
            "city":"Nevers","country":"FR"}}],"lines":[{"number":"1","sku":"GL-200-9","quantity":{"value":"10","unit":"EA"},
            "price":{"amount":{"amount":"12.50","currency":"EUR"}}}],"totals":{"lines":{"amount":"125.00","currency":"EUR"}},
            "comments":["x"],"extras":{"a":"b"}}""";

    private static final String CONFIRMATION = """
            {"order":{"source":"punchout","account":"acme","number":"A-1"},"confirmation":{"id":"AB-1","version":1,
            "issuedAt":"2026-11-22T10:00:00Z","number":"4711","lines":[{"line":"1","parts":[{"verdict":"accepted","quantity":
            {"value":"10","unit":"EA"},"deliveryAt":"2026-12-01"}]}],"text":"x"}}""";

    private static final String SHIPMENT = """
            {"order":{"source":"punchout","account":"acme","number":"A-1"},"shipment":{"id":"LS-1","version":1,
            "issuedAt":"2026-11-22T10:00:00Z","shippedAt":"2026-11-22T10:00:00Z","lines":[{"line":"1","quantity":{"value":"1","unit":"EA"}}],
            "parcels":[{"carrier":"x","tracking":"1Z","url":"https://x.example/"}]}}""";

    private static void answered(Desk.Said said) {
        assertThat(said.status()).isIn(200, 201, 400, 404, 409, 422);
        Json.write(said.body());
    }

    @Test
    void orders() {
        try (var trade = new Trade(Dialect.H2)) {
            var desk = new Desk(trade.orders);
            assertThat(desk.order("shop", "", null, "api", "0", ORDER.getBytes(UTF_8))
                            .body())
                    .containsEntry("state", "ready");
            Fuzz.of("order-json", Fuzz.Kind.JSON, ORDER)
                    .run(bytes -> answered(desk.order("shop", "", null, "api", "1", bytes)));
        }
    }

    @Test
    void progress() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.accepted("A-1");
            var desk = new Desk(trade.orders);
            assertThat(desk.progress("erp", "api", "1", CONFIRMATION.getBytes(UTF_8))
                            .status())
                    .isEqualTo(200);
            Fuzz.of("progress-json", Fuzz.Kind.JSON, CONFIRMATION, SHIPMENT)
                    .run(bytes -> answered(desk.progress("erp", "api", "1", bytes)));
        }
    }
}
