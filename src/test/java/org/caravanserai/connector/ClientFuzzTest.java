package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come back: an outcome, never an exception, never longer than the time-out. */
class ClientFuzzTest {
    private static final long SEED = Long.getLong("seed", 20261122L);
    private static final int ROUNDS = 300;

    @Test
    void everyAnswerIsAnOutcome() {
        var random = new Random(SEED);
        try (var partner = new RawPartner();
                var home = ClientHome.of("{ baseUrl: \"" + partner.url() + "\" }", """
                        connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                        personal: [email]
                        errors: { at: errors, code: extensions.code, text: message, unavailable: [BUSY], expired: [OLD] }
                        operations:
                          json: { path: /a, timeout: 1s, body: { json: "{rows}" }, answer: { at: data.items } }
                          xml: { path: /a, timeout: 1s, body: { xml: { r: "{rows}" } }, answer: { format: xml, at: r.item } }
                          csv: { path: /a, timeout: 1s, body: { csv: {} }, answer: { format: csv, csv: {} } }
                        """)) {
            for (int i = 0; i < ROUNDS; i++) {
                var operation = new String[] {"json", "xml", "csv"}[i % 3];
                var raw = mutated(random, operation);
                partner.plays((request, out) -> {
                    out.write(raw);
                    out.flush();
                    throw new IOException("cut");
                });
                // A breaker of its own, or it would soon refuse to call.
                home.open(ClientSettings.sandbox(), null);
                long begun = System.nanoTime();
                var outcome = home.call(operation, item("A", "email", "a@b.example", "sku", "A"));
                assertThat(System.nanoTime() - begun).isLessThan(4_000_000_000L);
                if (outcome instanceof Outcome.Failed failed) {
                    assertThat(failed.text())
                            .as("seed " + SEED + ", round " + i)
                            .isNotEqualTo("the call failed inside the hub");
                }
            }
        }
    }

    private static byte[] mutated(Random random, String operation) {
        var body = switch (operation) {
            case "json" ->
                "{\"data\":{\"items\":[{\"id\":1,\"email\":\"a@b.example\"},[],null]},\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"BUSY\"}}]}";
            case "xml" -> "<r><item id=\"1\"><email>a@b.example</email></item><item/>text</r>";
            default -> "sku;email\nA;\"a@b.example\"\nB;x\n";
        };
        var type = "application/" + operation;
        int status = new int[] {200, 200, 200, 201, 400, 429, 500, 503}[random.nextInt(8)];
        var answer = RawPartner.answer(status, body, "Content-Type: " + type, "Retry-After: 5");
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
        }
        var out = new ByteArrayOutputStream();
        out.write(answer, 0, random.nextInt(3) == 0 ? random.nextInt(answer.length) : answer.length);
        return out.toByteArray();
    }
}
