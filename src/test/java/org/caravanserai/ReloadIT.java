package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.caravanserai.access.Audit;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.home.reload.Reload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running hub whose files change: what is right takes effect, what is wrong leaves the old version at work. */
class ReloadIT {
    private static final String MAP = "mappings/shop/product-out.map.yaml";
    private static final String CHANNEL = "config/channels/shop.yaml";

    @TempDir
    private static Path folder;

    private static Path home;
    private static RunningHub hub;

    private String map;
    private String channel;
    private String company;

    @BeforeAll
    static void start() throws IOException {
        home = SmallHome.write(folder, "");
        hub = RunningHub.start(home);
        product("A-1", "Oak");
        await(() -> feed("shop").contains("A-1,Oak"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void remember() throws IOException {
        map = Files.readString(home.resolve(MAP));
        channel = Files.readString(home.resolve(CHANNEL));
        company = Files.readString(home.resolve("config/hub.yaml"));
    }

    @AfterEach
    void putBack() throws IOException {
        write(MAP, map);
        write(CHANNEL, channel);
        write("config/hub.yaml", company);
        Files.deleteIfExists(home.resolve("config/channels/second.yaml"));
        Files.deleteIfExists(home.resolve("routes/outbound/feed-extra-out.camel.yaml"));
        Files.deleteIfExists(home.resolve("mappings/shop/product-out.test.yaml"));
        assertThat(reload().statusCode()).isEqualTo(200);
    }

    @Test
    void aChangedMapIsPublishedAndTheOldFileBringsTheOldFeedBack() throws IOException {
        write(MAP, map.replace("name: name", "name: { value: \"upper(name)\" }"));
        var done = reload();
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body()).contains("\"outcome\":\"done\"", MAP);
        await(() -> feed("shop").contains("A-1,OAK"));

        write(MAP, map);
        assertThat(reload().body()).contains("\"outcome\":\"done\"");
        await(() -> feed("shop").contains("A-1,Oak"));
    }

    @Test
    void aBrokenMapIsRefusedWithItsReasonAndTheOldOneGoesOn() throws IOException {
        var before = hub.part(Reload.class).state().version();
        write(MAP, map.replace("name: name", "name: nam"));
        var refused = reload();
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"outcome\":\"refused\"", MAP + ":4:", "name");
        assertThat(state().body()).contains("\"version\":\"" + before + "\"", "\"problems\":[\"" + MAP);
        assertThat(lastAudit().what()).isEqualTo("home.reload");
        assertThat(lastAudit().result()).startsWith("refused: " + MAP);
        assertThat(lastAudit().who()).isEqualTo("admin");
        product("A-2", "Elm");
        await(() -> feed("shop").contains("A-2,Elm"));

        write(MAP, map);
        assertThat(reload().body()).contains("\"outcome\":\"same\"", "\"refused\":null");
    }

    @Test
    void aMapThatFailsForSomeItemsHoldsThoseAndLetsTheOthersGo() throws IOException {
        var body = "[{\"sku\":\"BARE-1\",\"status\":\"active\"}]";
        send(body);
        await(() -> feed("shop").contains("BARE-1"));
        write(MAP, map.replace("name: name", "name: { from: name, required: true }"));
        var done = reload();
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        await(() -> channels().contains("\"held\":1"));
        assertThat(feed("shop")).contains("A-1,Oak");

        write(MAP, map);
        assertThat(reload().body()).contains("\"outcome\":\"done\"");
        await(() -> channels().contains("\"held\":0") && feed("shop").contains("BARE-1"));
    }

    @Test
    void aFailingCaseBesideAMapIsADryRunThatRefuses() throws IOException {
        write("mappings/shop/product-out.test.yaml", """
                # yaml-language-server: $schema=../../.schemas/test.json
                channel: shop
                cases:
                  - title: the name is shouted
                    given: { sku: A-9, name: { en_GB: oak } }
                    expect: { sku: A-9, name: OAK }
                """);
        assertThat(reload().body()).contains("RELOAD-004", "the name is shouted");
        write(MAP, map.replace("name: name", "name: { value: \"upper(name)\" }"));
        assertThat(reload().body()).contains("\"outcome\":\"done\"");
    }

    @Test
    void aChannelComesChangesItsModeAndGoes() throws IOException {
        var second = channel.replace("articles.csv", "more.csv");
        write("config/channels/second.yaml", second);
        assertThat(reload().body()).contains("\"outcome\":\"done\"", "config/channels/second.yaml");
        assertThat(routes()).contains("feed-document-out@second.products");
        await(() -> feed("second").contains("A-1"));
        assertThat(channels()).contains("\"second\"");

        write("config/channels/second.yaml", second.replace("mode: auto", "mode: \"off\""));
        assertThat(reload().body()).contains("\"outcome\":\"done\"");
        assertThat(routes()).doesNotContain("@second");
        assertThat(channels()).contains("\"second\"");

        Files.delete(home.resolve("config/channels/second.yaml"));
        assertThat(reload().body()).contains("\"outcome\":\"done\"");
        assertThat(channels()).doesNotContain("\"second\"");
    }

    @Test
    void whatIsReadAtTheStartOnlyIsRefused() throws IOException {
        write("config/hub.yaml", company.replace("Europe/Paris", "Europe/Berlin") + "type: sandbox\n");
        assertThat(reload().body()).contains("RELOAD-001", "'type' is read at the start only", "'timeZone'");
    }

    @Test
    void aForbiddenRouteIsRefused() throws IOException {
        write("routes/outbound/feed-extra-out.camel.yaml", """
                - route:
                    id: feed-extra-out
                    from:
                      uri: "hub:publish"
                      parameters: { channel: "{{channel}}", stream: "{{stream}}" }
                      steps:
                        - to: "exec:rm"
                """);
        assertThat(reload().body()).contains("RTE-003", "feed-extra-out.camel.yaml:7:");
    }

    @Test
    void onlyAnAdminReloads() {
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/reload"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    private static Audit.Entry lastAudit() {
        var audit = hub.part(Audit.class);
        Audit.Entry last = null;
        for (var page = audit.after(0); !page.isEmpty(); page = audit.after(last.seq())) {
            last = page.get(page.size() - 1);
        }
        return last;
    }

    private static String routes() {
        return hub.part(CamelContext.class).getRoutes().stream()
                .map(Route::getId)
                .toList()
                .toString();
    }

    private static String channels() {
        return hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels"))
                        .header("Authorization", RunningHub.admin()))
                .body();
    }

    private static HttpResponse<String> state() {
        return hub.send(HttpRequest.newBuilder(hub.main("/api/v1/reload")).header("Authorization", RunningHub.admin()));
    }

    private static HttpResponse<String> reload() {
        return hub.send(HttpRequest.newBuilder(hub.main("/api/v1/reload"))
                .header("Authorization", RunningHub.admin())
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static void product(String sku, String name) {
        var body = "[{\"sku\":\"" + sku + "\",\"status\":\"active\",\"name\":{\"en_GB\":\"" + name + "\"}}]";
        send(body);
    }

    private static void send(String body) {
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/api/products"))
                                .header("Authorization", RunningHub.admin())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isBetween(200, 202);
    }

    private static String feed(String channel) {
        return hub.part(FeedFolder.class)
                .manifest(channel, "products")
                .map(manifest -> read(hub.data()
                        .resolve("feeds/" + channel + "/products." + manifest.version())
                        .resolve(manifest.files().get(0).name())))
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException replaced) {
            return "";
        }
    }

    private static void write(String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }
}
