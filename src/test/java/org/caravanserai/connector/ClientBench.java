package org.caravanserai.connector;

import static org.caravanserai.connector.ClientHome.item;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a call costs beside the partner's time: the whole client against a bare HTTP call to the same partner. */
final class ClientBench {
    private static final int WARM = 2_000;
    private static final int CALLS = 3_000;

    private ClientBench() {}

    /** Runs it and prints µs per call. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var partner = new RawPartner().answers(200, "{\"items\":[{\"sku\":\"A\",\"id\":1}]}");
                var home = ClientHome.of("{ baseUrl: \"" + partner.url() + "\", key: secret:one }", """
                        connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, key: { secret: true } } }
                        personal: [email]
                        authentication: { header: api-key, value: "{connection.key}" }
                        operations:
                          one: { path: "/things/{key}", batch: 1, body: { json: "{row}" }, answer: { at: items } }
                          hundred: { path: /things, body: { json: { items: "{rows}" } }, answer: { at: items } }
                        """)
                        .secret("HUB_SECRET_ONE", "not-so-secret")) {
            var one = new Batch.Item[] {row(0)};
            var hundred = IntStream.range(0, 100).mapToObj(ClientBench::row).toArray(Batch.Item[]::new);
            var http = HttpClient.newHttpClient();
            var request = HttpRequest.newBuilder(URI.create(partner.url() + "/things/A"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"sku\":\"A\"}"))
                    .build();
            print("bare HTTP call (JDK client)", () -> {
                http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            });
            print("client, 1 item", () -> home.answered("one", one));
            print("client, 100 items", () -> home.answered("hundred", hundred));
        }
    }

    private static Batch.Item row(int i) {
        return item(
                "A-" + i, "sku", "A-" + i, "email", "a" + i + "@b.example", "name", "Gant anti-coupure taille " + i);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void print(String name, Work work) throws IOException, InterruptedException {
        for (int i = 0; i < WARM; i++) {
            work.run();
        }
        var micros = new long[CALLS];
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            work.run();
            micros[i] = (System.nanoTime() - begun) / 1000;
        }
        cpu = (threads.getCurrentThreadCpuTime() - cpu) / CALLS / 1000;
        Arrays.sort(micros);
        System.out.printf(
                "%-30s median %5d us, p95 %5d us, processor time of the caller %5d us%n",
                name, micros[CALLS / 2], micros[CALLS * 95 / 100], cpu);
    }
}
