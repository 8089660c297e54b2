package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testing.Needs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Vendure on this machine, with an empty SQLite database of its own. It is installed by npm into a folder that later runs find again
 * ({@code -Dvendure.dir}, default {@code target/vendure}); without Node, npm or the registry the test is skipped and counted.
 */
final class VendureShop implements AutoCloseable {
    private static final String PASSWORD = "shop-under-test-7";
    private static final Duration INSTALL = Duration.ofMinutes(12);
    private static final Duration START = Duration.ofMinutes(3);
    private static final List<String> FILES = List.of("package.json", "shop.js");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Process process;
    private final int port;
    private String token;

    private VendureShop(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Installs it where it is not yet, starts it and gives it languages, a tax zone and a tax category. */
    static VendureShop start(Path work) throws IOException, InterruptedException {
        var folder = installed();
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var log = work.resolve("shop.log").toFile();
        var builder = new ProcessBuilder(program("node"), "shop.js")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment()
                .putAll(Map.of(
                        "SHOP_PORT",
                        Integer.toString(port),
                        "SHOP_PASSWORD",
                        PASSWORD,
                        "SHOP_DATABASE",
                        work.resolve("shop.sqlite").toString(),
                        "VENDURE_DISABLE_TELEMETRY",
                        "true"));
        var shop = new VendureShop(builder.start(), port);
        try {
            ShippedHub.await(START, "the shop serves, see " + log, () -> {
                assertThat(shop.process.isAlive())
                        .as("the shop ended, see %s", log)
                        .isTrue();
                return shop.serves();
            });
            shop.furnish();
            return shop;
        } catch (RuntimeException | Error failed) {
            shop.close();
            throw failed;
        }
    }

    /** Base address of the shop. */
    String address() {
        return "http://127.0.0.1:" + port;
    }

    String password() {
        return PASSWORD;
    }

    /** How many calls its admin interface got. */
    long asked() {
        return JSON.readTree(get("/asked").body()).path("asked").asLong();
    }

    /** The data of a request that must succeed. */
    JsonNode ask(String query, Map<String, Object> variables) {
        var body = JSON.writeValueAsString(Map.of("query", query, "variables", variables));
        var request = HttpRequest.newBuilder(URI.create(address() + "/admin-api"))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = send(request);
        answer.headers().firstValue("vendure-auth-token").ifPresent(found -> token = found);
        var read = JSON.readTree(answer.body());
        assertThat(read.has("errors")).as(answer.body()).isFalse();
        return read.path("data");
    }

    private void furnish() {
        ask(
                "mutation ($password: String!) { login(username: \"superadmin\", password: $password) { __typename } }",
                Map.of("password", PASSWORD));
        ask("mutation { updateGlobalSettings(input: { availableLanguages: [en, fr, de] }) { __typename } }", Map.of());
        var zone = ask("mutation { createZone(input: { name: \"Europe\" }) { id } }", Map.of())
                .path("createZone")
                .path("id")
                .asString();
        var country = ask(
                        "mutation { createCountry(input: { code: \"FR\", enabled: true,"
                                + " translations: [{ languageCode: en, name: \"France\" }] }) { id } }",
                        Map.of())
                .path("createCountry")
                .path("id")
                .asString();
        ask(
                "mutation ($zone: ID!, $country: ID!) { addMembersToZone(zoneId: $zone, memberIds: [$country]) { id } }",
                Map.of("zone", zone, "country", country));
        var category = ask(
                        "mutation { createTaxCategory(input: { name: \"Standard\", isDefault: true }) { id } }",
                        Map.of())
                .path("createTaxCategory")
                .path("id")
                .asString();
        ask(
                "mutation ($zone: ID!, $category: ID!) { createTaxRate(input: { name: \"20\", enabled: true, value: 20,"
                        + " categoryId: $category, zoneId: $zone }) { id } }",
                Map.of("zone", zone, "category", category));
        ask(
                "mutation ($zone: ID!) { updateChannel(input: { id: 1, defaultLanguageCode: en, availableLanguageCodes: [en, fr, de],"
                        + " defaultCurrencyCode: EUR, availableCurrencyCodes: [EUR], pricesIncludeTax: false,"
                        + " defaultTaxZoneId: $zone, defaultShippingZoneId: $zone }) { __typename } }",
                Map.of("zone", zone));
    }

    private boolean serves() {
        try {
            return get("/health").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(10)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The folder with everything npm brings; a folder that is complete is used as it is. */
    private static Path installed() throws IOException, InterruptedException {
        var folder =
                Path.of(System.getProperty("vendure.dir", "target/vendure")).toAbsolutePath();
        Files.createDirectories(folder);
        for (var file : FILES) {
            try (var in = VendureShop.class.getResourceAsStream("/vendure/" + file)) {
                Files.write(folder.resolve(file), in.readAllBytes());
            }
        }
        program("node");
        var done = folder.resolve(".installed");
        if (Files.exists(done)) {
            return folder;
        }
        var log = folder.resolve("npm.log").toFile();
        var npm = new ProcessBuilder(program("npm"), "install", "--no-audit", "--no-fund", "--fetch-retries=1")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (!npm.waitFor(INSTALL.toSeconds(), TimeUnit.SECONDS)) {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
            throw Needs.node("npm install took longer than " + INSTALL.toMinutes() + " minutes, see " + log);
        }
        if (npm.exitValue() != 0) {
            throw Needs.node("npm install failed, see " + log);
        }
        Files.writeString(done, "");
        return folder;
    }

    private static String program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> Needs.node("no " + name + " on the PATH"))
                .toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
