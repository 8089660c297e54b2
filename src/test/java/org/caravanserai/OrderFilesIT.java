package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the API to the file an ERP picks up, and back by a file of its answer. */
class OrderFilesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        OrderHome.write(folder, "orders: { to: erp }\n");
        OrderHome.file(folder, "config/channels/erp.yaml", """
                title: ERP
                system: erp-files
                mode: auto
                connection: { directory: outbox/erp }
                streams:
                  orders:
                    settle: 1s
                    handover:
                      file: "ORDER_{key}.csv"
                      format: { type: csv, encoding: windows-1252, separator: ";", decimal: ",", lineEnd: crlf }
                      within: 4h
                      columns:
                        - { name: CLE, from: key }
                        - { name: COMMANDE, from: order.number, width: 20, required: true }
                        - { name: CLIENT, from: order.customer }
                        - { name: LIVRER_A, from: "order.parties[role=ship-to].name", width: 10, cut: true }
                        - { name: LIGNE, from: line.number }
                        - { name: ARTICLE, from: line.sku }
                        - { name: QTE, from: line.quantity.value, as: number }
                        - { name: PRIX, from: line.price.amount.amount, as: number, decimals: 2 }
                    acknowledgements:
                      - files: "ACK_*.csv"
                        directory: inbox/erp
                        every: 1s
                        format: { type: csv, encoding: windows-1252, separator: ";", decimal: "," }
                        columns:
                          - { name: CLE, to: key }
                          - { name: NUMERO, to: number }
                          - { name: LIGNE, to: line }
                          - { name: ETAT, to: state, values: { RECU: received, OK: accepted, REL: backordered, REF: rejected, EXP: shipped } }
                          - { name: QTE, to: quantity }
                          - { name: LIVRAISON, to: delivery-date, pattern: dd/MM/yyyy }
                          - { name: BL, to: document }
                          - { name: SUIVI, to: tracking }
                          - { name: MOTIF, to: reason }
                """);
        OrderHome.file(folder, "routes/order/erp-files-answer-in.camel.yaml", """
                - route:
                    id: erp-files-answer-in
                    from:
                      uri: "file:%s"
                      parameters: { antInclude: "ACK_*.json", readLock: changed, readLockMinLength: 0, initialDelay: 200, delay: 500, move: .done }
                      steps:
                        - to: { uri: "hub:progress", parameters: { source: erp } }
                """.formatted(
                        Files.createDirectories(folder.resolve("answers"))));
        hub = RunningHub.start(folder);
        hub.ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
        hub.ingest("products", "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}}]");
        hub.ingest(
                "offers",
                "[{\"sku\":\"A-1\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.50\",\"currency\":\"EUR\"}]}]");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void anOrderIsAFileUntilItsAnswerNamesTheNumberOfTheErp() throws IOException {
        var key = taken("PO-1");
        var file = hub.data().resolve("outbox/erp/ORDER_" + key + ".csv");

        ShippedHub.await(LONG, "file", () -> Files.exists(file));
        assertThat(Files.readAllBytes(file))
                .isEqualTo(("CLE;COMMANDE;CLIENT;LIVRER_A;LIGNE;ARTICLE;QTE;PRIX\r\n" + key
                                + ";PO-1;C-1;Orléans ét;1;A-1;2;10,50\r\n")
                        .getBytes(Charset.forName("windows-1252")));
        ShippedHub.await(
                LONG, "submitted", () -> show(key).path("timeline").toString().contains("sending"));
        assertThat(show(key).path("state").asString()).isNotEqualTo("accepted");

        var answer = folder.resolve("answers/.ACK_1.json");
        Files.writeString(answer, "{\"order\":{\"key\":\"" + key + "\"},\"arrived\":{\"number\":\"CC-4711\"}}");
        Files.move(answer, folder.resolve("answers/ACK_1.json"));
        ShippedHub.await(
                LONG, "accepted", () -> show(key).path("state").asString().equals("accepted"));
        assertThat(show(key).path("references").toString()).contains("CC-4711");
        try (var lying = Files.list(file.getParent())) {
            assertThat(lying.map(one -> one.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("."))
                    .filteredOn(name -> name.contains(key))
                    .hasSize(1);
        }
    }

    @Test
    void theErpAnswersWithFilesUntilEverythingHasLeft() throws IOException {
        var key = taken("PO-2");
        var inbox = Files.createDirectories(hub.data().resolve("inbox/erp"));
        ShippedHub.await(LONG, "file", () -> Files.exists(hub.data().resolve("outbox/erp/ORDER_" + key + ".csv")));

        answer(inbox, "ACK_1.csv", key + ";CC-12;1;OK;;01/12/2026;;;", key + ";CC-12;1;EXP;zwei;;BL-1;1Z999;");
        ShippedHub.await(
                LONG, "accepted", () -> show(key).path("state").asString().equals("accepted"));
        ShippedHub.await(LONG, "failed", () -> lies(inbox.resolve(".failed"), "ACK_1.csv"));
        assertThat(hub.send(hub.get("/api/v1/order-troubles")).body())
                .contains("ORDER-060", "ACK_1.csv:3:5 QTE: 'zwei' is no quantity");

        answer(inbox, "ACK_2.csv", key + ";CC-12;1;OK;;01/12/2026;;;", key + ";CC-12;1;EXP;2;;BL-1;1Z999;");
        ShippedHub.await(
                LONG, "shipped", () -> show(key).path("state").asString().equals("shipped"));
        ShippedHub.await(LONG, "done", () -> lies(inbox.resolve(".done"), "ACK_2.csv"));
        assertThat(show(key).path("references").toString()).contains("CC-12", "BL-1", "1Z999");
        assertThat(hub.send(hub.get("/api/v1/orders?key=1Z999")).body()).contains(key);
    }

    private static void answer(Path inbox, String name, String... rows) throws IOException {
        var text = "CLE;NUMERO;LIGNE;ETAT;QTE;LIVRAISON;BL;SUIVI;MOTIF\n" + String.join("\n", rows) + "\n";
        Files.writeString(inbox.resolve("." + name), text, Charset.forName("windows-1252"));
        Files.move(inbox.resolve("." + name), inbox.resolve(name));
    }

    private static boolean lies(Path folder, String name) {
        var there = folder.toFile().list();
        return there != null && Arrays.stream(there).anyMatch(file -> file.endsWith("-" + name));
    }

    @Test
    void anOrderThatDoesNotFitIsParkedWithColumnAndLengthAndNoFile() {
        var key = taken("PO-123456789-123456789");

        ShippedHub.await(
                LONG, "parked", () -> show(key).path("state").asString().equals("parked"));
        assertThat(show(key).toString()).contains("COMMANDE", "has 22 characters, the column takes 20");
        assertThat(hub.data().resolve("outbox/erp/ORDER_" + key + ".csv")).doesNotExist();
    }

    private static String taken(String number) {
        var answer = hub.send(hub.post("/api/v1/orders", """
                {"number":"%s","customer":"C-1","currency":"EUR",
                 "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"10.50","currency":"EUR"}}}],
                 "parties":[{"role":"ship-to","name":"Orléans été","address":{"city":"Orléans","country":"FR"}}]}
                """.formatted(number)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("key").asString();
    }

    private static JsonNode show(String key) {
        return JSON.readTree(hub.send(hub.get("/api/v1/orders/" + key)).body());
    }
}
