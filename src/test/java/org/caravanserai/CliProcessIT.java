package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Test;

/** The commands as programs beside a hub as a program, and without one. Budget: 60 s, two starts of the hub and a dozen of commands. */
class CliProcessIT {
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(120);
    private static final Pattern FEED =
            Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/feeds/first-partner/products\\.csv)\\?key=(\\S+)");

    private final Path place = TestDatabases.folder();
    private final Path home = place.resolve("home");

    @Test
    void aHubIsDrivenByItsCommands() throws Exception {
        home();
        var log = place.resolve("hub.log");
        var hub = start(log, "run", "--home", home.toString(), "--server.port=0", "--management.server.port=0");
        try {
            var feed = feed(hub, log);
            assertThat(fetch(feed.get(0), feed.get(1)))
                    .as("its key opens a feed")
                    .isNotEqualTo(401)
                    .isNotEqualTo(403);
            assertThat(fetch(feed.get(0), "aaaaaaaaaa.wrong")).isEqualTo(401);

            var imported = command(
                    0,
                    "import",
                    "erp",
                    "products",
                    file("ITEMS_1.csv", "ITEM;NAME\nA-1;Hammer\nA-2;Mallet\nA-3;Chisel\n"));
            assertThat(imported).contains("erp products: done", "3 rows: 3 created, 0 updated, 0 unchanged, 0 refused");
            var wrong = command(
                    1,
                    "import",
                    "erp",
                    "products",
                    file("ITEMS_2.csv", "ITEM;NAME\nA-1;Hammer\nA-2;Mallet\nA-3;Chisel\n;x\n"));
            assertThat(wrong).contains("line 5: refused: MAP-171 sku the row has no sku");
            assertThat(command(0, "status")).contains("erp  products", "Nothing needs anybody.");

            var held = command(1, "import", "erp", "products", file("ITEMS_3.csv", "ITEM;NAME\nA-1;Hammer\n"));
            var run = Pattern.compile("Run (\\d+), erp products: held").matcher(held);
            assertThat(run.find()).as(held).isTrue();
            assertThat(command(1, "status")).contains("run " + run.group(1) + " of erp products is held: ");
            assertThat(command(0, "release", run.group(1), "--reason", "two tools are gone"))
                    .contains("erp products: done", "2 removed");
            assertThat(command(1, "release", run.group(1), "--reason", "again"))
                    .contains("API-004 Run " + run.group(1) + " is done, not held; there is nothing to release.");

            assertThat(command(0, "explain", "A-1", "--channel", "first-partner"))
                    .contains(
                            "A-1 in first-partner products",
                            "  selected",
                            "  name = Hammer",
                            "name.en_GB from erp: Hammer");
            assertThat(command(1, "explain", "A-1", "--channel", "first-partnr"))
                    .contains("API-012 There is no channel 'first-partnr'; did you mean 'first-partner'?");
            assertThat(command(1, "explain", "A-9", "--channel", "first-partner"))
                    .contains("API-010 The master has no document of this key.");

            var key = command(0, "user", "key", "first-partner")
                    .lines()
                    .findFirst()
                    .orElseThrow();
            assertThat(fetch(feed.get(0), key)).as("the new key").isEqualTo(fetch(feed.get(0), feed.get(1)));
            var password = file("password", "correct horse\n");
            assertThat(command(0, "user", "add", "anna", "--role", "support", "--password-file", password))
                    .contains("Added anna with the roles support");
            assertThat(command(1, "user", "add", "anna", "--role", "support", "--password-file", password))
                    .contains("there is a user anna already");
        } finally {
            hub.destroy();
            assertThat(hub.waitFor(90, TimeUnit.SECONDS)).as("ended").isTrue();
        }
        // No hub runs now: the command starts one for itself, quietly.
        assertThat(command(0, "user", "roles", "anna", "--role", "viewer")).isEqualTo("anna has the roles viewer\n");
        assertThat(home.resolve("data").resolve(DataFolder.LOCK_FILE)).doesNotExist();
    }

    private void home() throws Exception {
        run(0, "init", home.toString());
        replace("config/hub.yaml", "type: test", "type: sandbox");
        replace("config/channels/first-partner.yaml", "mode: shadow", "mode: auto");
        write("config/sources/erp.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                system: files
                connection: { directory: inbox/erp }
                format: { type: csv, separator: ";" }
                entities:
                  products: { files: "ITEMS_*.csv", map: erp/product-in, load: full }
                brake: { deletions: 5% }
                """);
        write("mappings/erp/product-in.map.yaml", """
                # yaml-language-server: $schema=../../.schemas/map.json
                fields:
                  sku: ITEM
                  name.en_GB: NAME
                  status: { const: active }
                """);
    }

    private void replace(String path, String from, String to) throws IOException {
        var file = home.resolve(path);
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private void write(String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(place.resolve(name), text).toString();
    }

    /** Runs a command on the home; what it printed to both streams. */
    private String command(int code, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return run(code, all.toArray(String[]::new));
    }

    private String run(int code, String... arguments) throws Exception {
        var log = Files.createTempFile(place, "command", ".log");
        var process = start(log, arguments);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
        var said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue())
                .as(String.join(" ", arguments) + ": " + said)
                .isEqualTo(code);
        return said;
    }

    private Process start(Path log, String... arguments) throws IOException {
        var builder = new ProcessBuilder(ChildJvm.command(500, Hub.class, arguments))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("HUB_ADMIN_PASSWORD");
        builder.environment().put("LC_ALL", "en_GB.UTF-8");
        return builder.start();
    }

    /** Address and key of the feed, once the hub has printed them. */
    private static List<String> feed(Process hub, Path log) throws Exception {
        var end = System.nanoTime() + DEADLINE;
        while (System.nanoTime() < end && hub.isAlive()) {
            var found = FEED.matcher(Files.readString(log));
            if (found.find()) {
                return List.of(found.group(1), found.group(2));
            }
            hub.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("no feed in time; the hub said: " + Files.readString(log));
    }

    private static int fetch(String url, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + "?key=" + key)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
