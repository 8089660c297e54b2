package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.topic.Brokers;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.home.Kafka;
import org.caravanserai.home.Secrets;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Master;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Trouble;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.KafkaBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * F05: changes out and orders in against a real broker in a process of its own, over TLS with a user; it is killed, stopped and loses a topic. Budget: 50 s on
 * an idle machine, of them the broker 6, three times, and the hub 10.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String PASSWORD = "Canary;Kafka'Qz7 x=9";
    private static final String ORDERS = "shop.orders";
    private static final String CHANGES = "hub.changes";

    private static final Path HOME = TestDatabases.folder();
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
    private static final PrintStream OUT = System.out;

    private static KafkaBroker broker;
    private static RunningHub hub;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() throws Exception {
        System.setOut(new PrintStream(new Tee(), true, StandardCharsets.UTF_8));
        broker = KafkaBroker.start(TestDatabases.folder().resolve("broker"), "hub", PASSWORD);
        try (var admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(CHANGES, 3, (short) 1), orders()))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.inside(),
                        "max.request.size",
                        8 << 20,
                        "metric.reporters",
                        "",
                        "metadata.recovery.strategy",
                        "none"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        write("routes/.gitkeep", "");
        write("kafka-password", PASSWORD);
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                orders: { to: erp, price: hold }
                kafka:
                  servers: ["%s"]
                  user: hub
                  password: file:kafka-password
                  ca: file:%s
                  changes: { topic: hub.changes, kinds: [products, offers] }
                  orders: { topic: shop.orders, channel: shop }
                """.formatted(broker.outside(), HOME.relativize(broker.certificateFile())));
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: queryable, settle: 1s } }
                """);
        write("config/channels/shop.yaml", """
                title: Shop
                system: feed
                mode: "off"
                streams: { products: { file: articles.csv, format: { type: csv } } }
                """);
        // What Kafka says about its settings is on: even then nothing of a secret may stand in it.
        hub = RunningHub.start(HOME, List.of("--logging.level.org.apache.kafka.common.config=info"));
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
        ingest("products", "[" + product("A-1", "Gant") + "," + product("A-2", "Clou") + "]");
        ingest("offers", "[" + offer("A-1") + "," + offer("A-2") + "]");
    }

    private static NewTopic orders() {
        return new NewTopic(ORDERS, 1, (short) 1).configs(Map.of("max.message.bytes", "8388608"));
    }

    @AfterAll
    static void stop() {
        System.setOut(OUT);
        if (hub != null) {
            hub.close();
        }
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    @Order(1)
    void eachMessageIsAnOrderOnceOrIsKeptWithItsReason() {
        var headers = List.of("CamelHttpUri", "kafka.OVERRIDE_TOPIC", "Content-Type", "source", "account");
        send(0, json("K-1", "10.00"), headers);
        send(0, "{\"number\":\"K-2\",\"customer\":");
        send(0, "[]");
        send(0, "{\"number\":\"K-3\",\"customer\":\"C-1\",\"curency\":\"EUR\"}");
        send(0, (String) null);
        send(0, "\"" + "x".repeat(5 << 20) + "\"");
        send(0, json("K-1", "10.00"));
        send(0, json("K-1", "11.00"));
        send(0, json("K-4", "10.00").replace("A-2", "NONE"));
        send(0, json("K-5", "10.00"));

        state("K-5", "accepted");
        state("K-1", "accepted");
        assertThat(at("K-1")).hasSize(1);
        assertThat(at("K-5")).hasSize(1);
        var shown = show("K-1");
        assertThat(shown.path("source").asString()).isEqualTo("shop");
        assertThat(shown.path("timeline").toString()).contains("by kafka");
        for (var number : List.of("K-2", "K-3", "K-4")) {
            assertThat(hub.send(get("/api/v1/orders/" + number)).statusCode()).isEqualTo(404);
        }
        var troubles = troubles();
        assertThat(troubles)
                .extracting(Trouble::code)
                .containsExactly(
                        "ORDER-004", "ORDER-020", "ORDER-001", "ORDER-050", "ORDER-001", "ORDER-001", "ORDER-001");
        assertThat(troubles)
                .extracting(Trouble::text)
                .anyMatch(text -> text.contains("tombstone"))
                .anyMatch(text -> text.contains("longer than 4 MiB"))
                .anyMatch(text -> text.contains("no JSON object"))
                .anyMatch(text -> text.contains("currency"));
        assertThat(troubles).extracting(Trouble::source).containsOnly("shop");
        var first = troubles.get(troubles.size() - 1);
        assertThat(hub.part(Orders.class).message(first.message()))
                .as("as it came")
                .hasValueSatisfying(kept -> assertThat(kept)
                        .isEqualTo("{\"number\":\"K-2\",\"customer\":".getBytes(StandardCharsets.UTF_8)));
        assertThat(position(0)).isEqualTo(10);
        assertThat(stand("in").path("open").asLong()).isZero();
    }

    @Test
    @Order(2)
    void whatIsReadAgainFromAnOldPlaceHasNoSecondEffect() {
        database("update order_topic set position = 0 where topic = ? and part = 0");
        send(0, json("K-6", "10.00"));

        state("K-6", "accepted");
        assertThat(position(0)).isEqualTo(11);
        for (var number : List.of("K-1", "K-5", "K-6")) {
            assertThat(at(number)).as(number).hasSize(1);
        }
    }

    @Test
    @Order(3)
    void partitionsThatComeLaterAreRead() throws Exception {
        try (var admin = broker.admin()) {
            admin.createPartitions(Map.of(ORDERS, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
        }
        send(1, json("K-7", "10.00"));

        state("K-7", "accepted");
        assertThat(position(1)).isEqualTo(1);
    }

    @Test
    @Order(4)
    void messagesThatWereRemovedBeforeTheyWereReadAreSaid() throws Exception {
        try (var admin = broker.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(ORDERS, 0), RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get();
        }
        database("update order_topic set position = 1 where topic = ? and part = 0");
        send(0, json("K-8", "10.00"));

        state("K-8", "accepted");
        assertThat(troubles())
                .filteredOn(trouble -> trouble.code().equals("ORDER-051"))
                .extracting(Trouble::text)
                .singleElement()
                .asString()
                .contains("messages 1 to 3 of partition 0 of shop.orders were removed before they were read");
    }

    @Test
    @Order(5)
    void aBrokerThatIsAwayStopsNothingAndIsCaughtUpWith() throws Exception {
        caughtUp();
        var known = documents();
        assertThat(known.keySet())
                .containsExactlyInAnyOrder("products/A-1", "products/A-2", "offers/A-1", "offers/A-2");

        broker.kill();
        for (int round = 0; round < 5; round++) {
            int now = round;
            ingest(
                    "products",
                    IntStream.range(0, 300)
                            .mapToObj(i -> product("B-" + i, "Vis " + i + " " + now))
                            .toList()
                            .toString());
        }
        ingest("products", "[" + product("A-1", "Gant neuf") + "]");
        var gone = Delivery.byKey("api", Kind.PRODUCTS, 1);
        assertThat(hub.part(Master.class).intake().remove(gone, List.of("B-7"))).isEqualTo(1);
        var order = hub.send(post("/api/v1/orders", json("API-1", "10.00")));
        assertThat(order.statusCode()).as(order.body()).isEqualTo(201);
        ShippedHub.await(LONG, "a line says that it waits", () -> !faults().isEmpty());
        assertThat(faults()).allSatisfy(fault -> assertThat(fault).contains("no broker answers"));
        state(read(order.body()).path("key").asString(), "accepted");

        broker.start();
        send(0, json("K-9", "10.00"));
        state("K-9", "accepted");
        caughtUp();
        assertThat(faults()).isEmpty();
        var told = documents();
        assertThat(told.keySet()).hasSize(4 + 300);
        assertThat(told.get("products/A-1")
                        .path("document")
                        .path("name")
                        .path("fr_FR")
                        .asString())
                .isEqualTo("Gant neuf");
        assertThat(told.get("products/B-7").path("change").asString()).isEqualTo("delete");
        for (int i = 8; i < 300; i++) {
            assertThat(told.get("products/B-" + i)
                            .path("document")
                            .path("name")
                            .path("fr_FR")
                            .asString())
                    .isEqualTo("Vis " + i + " 4");
        }
    }

    @Test
    @Order(6)
    void aTopicThatWasMadeAnewIsToldEverything() throws Exception {
        try (var admin = broker.admin()) {
            admin.deleteTopics(List.of(CHANGES)).all().get();
            ShippedHub.await(LONG, "topic gone", () -> {
                try {
                    return !admin.listTopics().names().get().contains(CHANGES);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            });
            ingest("products", "[" + product("C-1", "Pince") + "]");
            var order = hub.send(post("/api/v1/orders", json("API-2", "10.00")));
            assertThat(order.statusCode()).as(order.body()).isEqualTo(201);
            ShippedHub.await(
                    LONG,
                    "the line says what it waits for",
                    () -> faults().stream().anyMatch(fault -> fault.contains("no topic hub.changes")));
            state(read(order.body()).path("key").asString(), "accepted");
            admin.createTopics(List.of(new NewTopic(CHANGES, 1, (short) 1)))
                    .all()
                    .get();
        }
        // What is gone was never told to this one.
        ShippedHub.await(LONG, "everything again", () -> documents().size() == 304);
        caughtUp();
    }

    @Test
    @Order(7)
    void whatIsWrongIsSaidInWords() {
        var home = Secrets.of(HOME, Map.of("WRONG", "wrong" + PASSWORD));
        assertThatThrownBy(() -> new Brokers(kafka("env:WRONG", true), home).outlet(CHANGES))
                .isInstanceOf(Unreachable.class)
                .hasMessage("the brokers refuse user or password (kafka.user, kafka.password, kafka.mechanism)");
        assertThatThrownBy(() -> new Brokers(kafka("env:NOWHERE", true), home).inlet(ORDERS))
                .isInstanceOf(Unreachable.class)
                .hasMessage(
                        "kafka.password of config/hub.yaml names env:NOWHERE, and there is nothing: set the variable NOWHERE");
        assertThatThrownBy(() -> new Brokers(kafka("file:kafka-password", false), home).outlet(CHANGES))
                .isInstanceOf(Unreachable.class)
                .hasMessage(
                        "the certificate of the brokers is not trusted, or not for this name (kafka.ca, kafka.servers)");
        assertThatThrownBy(() -> new Brokers(kafka("file:kafka-password", true), home).outlet("no.such"))
                .isInstanceOf(Unreachable.class)
                .hasMessage("there is no topic no.such at the brokers; create it there");
    }

    @Test
    @Order(8)
    void aBrokerThatEndsInGoodOrderIsWaitedForAlike() throws Exception {
        broker.stop();
        ingest("products", "[" + product("A-1", "Gant d'hiver") + "]");
        var order = hub.send(post("/api/v1/orders", json("API-3", "10.00")));
        assertThat(order.statusCode()).as(order.body()).isEqualTo(201);
        ShippedHub.await(LONG, "a line says that it waits", () -> !faults().isEmpty());
        broker.start();
        send(0, json("K-10", "10.00"));
        state("K-10", "accepted");
        caughtUp();
        assertThat(documents()
                        .get("products/A-1")
                        .path("document")
                        .path("name")
                        .path("fr_FR")
                        .asString())
                .isEqualTo("Gant d'hiver");
        for (var number : List.of("K-1", "K-9", "K-10", "API-1", "API-2", "API-3")) {
            state(number, "accepted");
            assertThat(at(number)).as(number).hasSize(1);
        }
    }

    @Test
    @Order(9)
    void noSecretIsInTheLog() {
        var said = LOG.toString(StandardCharsets.UTF_8);
        assertThat(said).contains("topic hub.changes (out) waits", "topic hub.changes (out) goes on");
        assertThat(said).contains("sasl.jaas.config = [hidden]").doesNotContain(PASSWORD, "Canary;Kafka", "Qz7 x=9");
    }

    private static Kafka kafka(String password, boolean trusted) {
        return new Kafka(
                List.of(broker.outside()),
                "hub",
                password,
                Kafka.Mechanism.SCRAM_SHA_512,
                true,
                trusted ? "file:" + HOME.relativize(broker.certificateFile()) : null,
                null,
                null,
                null);
    }

    /** Everything that stands in the topic of changes: the last by key; sequences of a key never fall. */
    private static Map<String, JsonNode> documents() {
        var last = new LinkedHashMap<String, JsonNode>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.inside(), "auto.offset.reset", "earliest", "metric.reporters", ""),
                new StringDeserializer(),
                new StringDeserializer())) {
            var parts = consumer.partitionsFor(CHANGES).stream()
                    .map(part -> new TopicPartition(CHANGES, part.partition()))
                    .toList();
            consumer.assign(parts);
            consumer.seekToBeginning(parts);
            var ends = consumer.endOffsets(parts);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    var told = read(message.value());
                    assertThat(message.key())
                            .isEqualTo(told.path("kind").asString() + "/"
                                    + told.path("key").asString());
                    var before = last.put(message.key(), told);
                    if (before != null) {
                        assertThat(told.path("sequence").asLong())
                                .as(message.key())
                                .isGreaterThanOrEqualTo(before.path("sequence").asLong());
                    }
                }
            }
        }
        return last;
    }

    private static void caughtUp() {
        ShippedHub.await(LONG, "changes are told", () -> {
            var open = stand("out").path("open");
            return !open.isNull()
                    && open.asLong() == 0
                    && stand("out").path("fault").isNull();
        });
    }

    private static JsonNode stand(String way) {
        return read(hub.send(get("/api/v1/topics")).body())
                .valueStream()
                .filter(topic -> topic.path("way").asString().equals(way))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> faults() {
        return read(hub.send(get("/api/v1/topics")).body())
                .valueStream()
                .filter(topic -> !topic.path("fault").isNull())
                .map(topic -> topic.path("fault").asString())
                .toList();
    }

    private static List<Trouble> troubles() {
        return hub.part(Orders.class).troubles(Long.MAX_VALUE, 200);
    }

    private static long position(int part) {
        return hub.part(Database.class)
                .read(tx -> tx.number(
                        "select position from order_topic where topic = ? and part = ?", Bind.of(ORDERS, part)));
    }

    private static void database(String statement) {
        int touched = hub.part(Database.class).write(tx -> tx.update(statement, Bind.of(ORDERS)));
        assertThat(touched).isEqualTo(1);
    }

    private static void send(int part, String body) {
        send(part, body, List.of());
    }

    private static void send(int part, String body, List<String> headers) {
        var bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<byte[], byte[]>(ORDERS, part, null, bytes);
        headers.forEach(name ->
                record.headers().add(new RecordHeader(name, "elsewhere".getBytes(StandardCharsets.UTF_8))));
        try {
            producer.send(record).get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String product(String sku, String name) {
        return "{\"sku\":\"" + sku + "\",\"status\":\"active\",\"name\":{\"fr_FR\":\"" + name + "\"}}";
    }

    private static String offer(String sku) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
    }

    private static String json(String number, String price) {
        return """
                {"number":"%s","customer":"C-1","currency":"EUR",
                 "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"%s","currency":"EUR"}}},
                          {"number":"2","sku":"A-2","quantity":{"value":"1","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}]}
                """.formatted(number, price);
    }

    private static JsonNode show(String key) {
        return read(hub.send(get("/api/v1/orders/" + key)).body());
    }

    private static void state(String key, String wanted) {
        ShippedHub.await(
                LONG,
                key + " " + wanted,
                () -> show(key).path("state").asString("").equals(wanted));
    }

    /** Orders the ERP has of a buyer's number. */
    private static List<JsonNode> at(String number) {
        return read(hub.send(get("/sandbox/erp-soap/main/_state/orders")).body())
                .valueStream()
                .filter(order -> order.path("buyer").asString().equals(number))
                .toList();
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(post("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static HttpRequest.Builder post(String path, String body) {
        return get(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
    }

    private static void write(String path, String text) throws IOException {
        var file = HOME.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What is printed, and kept. */
    private static final class Tee extends OutputStream {
        @Override
        public void write(int one) {
            OUT.write(one);
            LOG.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            OUT.write(bytes, from, length);
            LOG.write(bytes, from, length);
        }
    }
}
