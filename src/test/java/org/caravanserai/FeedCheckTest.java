package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.ManifestJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checker of the kill harness finds what it is there to find: writers that do without a draft or without the rename are caught. */
class FeedCheckTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "articles.csv";

    @TempDir
    Path folder;

    private FeedFolder feeds;
    private FeedCheck check;

    @BeforeEach
    void open() {
        feeds = new FeedFolder(folder);
        check = new FeedCheck(new Served());
    }

    @Test
    void ourWriterShowsOneVersionOrTheNext() throws IOException {
        assertThat(check.look()).as("nothing published yet").isEmpty();
        publish("first version, whole");
        assertThat(check.look()).isEmpty();
        try (var draft = feeds.draft("shop", "products")) {
            var file = draft.file(FILE, "text/csv");
            file.out().write("second ver".getBytes(StandardCharsets.UTF_8));
            file.out().flush();
            assertThat(check.look()).as("in the middle of writing").isEmpty();
            file.out().write("sion".getBytes(StandardCharsets.UTF_8));
            file.out().close();
            assertThat(check.look()).as("written, not published").isEmpty();
            draft.publish(Instant.EPOCH, -1, null);
        }
        assertThat(check.look()).isEmpty();
        assertThat(check.looks()).isEqualTo(4);
    }

    @Test
    void whatOurWriterLeavesWhenItDiesIsNeverServed() throws IOException {
        publish("first version, whole");
        var draft = feeds.draft("shop", "products");
        draft.file(FILE, "text/csv").out().write(1);
        feeds = new FeedFolder(folder);
        assertThat(check.look()).isEmpty();
        publish("second version");
        assertThat(check.look()).isEmpty();
    }

    @Test
    void aWriterThatWritesInPlaceIsCaught() throws IOException {
        publish("first version, whole");
        assertThat(check.look()).isEmpty();
        Files.writeString(current(), "second ver");
        assertThat(check.look())
                .singleElement()
                .asString()
                .isEqualTo("articles.csv version 1 is torn: 10 bytes instead of 20 with another sha256");
    }

    @Test
    void aWriterThatDeletesBeforeItWritesIsCaught() throws IOException {
        publish("first version, whole");
        Files.delete(current());
        assertThat(check.look()).containsExactly("articles.csv is in the manifest and cannot be fetched");
    }

    @Test
    void aWriterWhoseManifestComesFirstIsCaught() throws Exception {
        publish("first version, whole");
        check = new FeedCheck(new Served() {
            @Override
            public Optional<JsonNode> manifests() throws IOException {
                return Optional.of(
                        JSON.readTree("[{\"version\":2,\"files\":[{\"file\":\"articles.csv\",\"bytes\":14,\"sha256\":\""
                                + sha256("second version") + "\"}]}]"));
            }

            @Override
            public Optional<FeedCheck.Answer> fetch(String file) throws IOException {
                return super.fetch(file).map(answer -> new FeedCheck.Answer(2, answer.bytes()));
            }
        });
        assertThat(check.look()).singleElement().asString().contains("version 2 is torn");
    }

    @Test
    void aVersionThatComesBackIsCaught() throws IOException {
        publish("first version, whole");
        var first = Files.readAllBytes(folder.resolve("shop/products.json"));
        publish("second version");
        assertThat(check.look()).isEmpty();
        Files.write(folder.resolve("shop/products.json"), first);
        feeds = new FeedFolder(folder);
        assertThat(check.look()).containsExactly("version 2 was served before, now it is 1");
    }

    private void publish(String text) throws IOException {
        try (var draft = feeds.draft("shop", "products")) {
            var file = draft.file(FILE, "text/csv");
            file.out().write(text.getBytes(StandardCharsets.UTF_8));
            file.out().close();
            draft.publish(Instant.EPOCH, -1, null);
        }
    }

    private Path current() {
        return feeds.find("shop", FILE).orElseThrow().path();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** What the folder would serve, without HTTP in between. */
    private class Served implements FeedCheck.Shop {
        @Override
        public Optional<JsonNode> manifests() throws IOException {
            var all = feeds.manifests("shop");
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(
                            "[" + new String(ManifestJson.write(all.get(0)), StandardCharsets.UTF_8) + "]"));
        }

        @Override
        public Optional<FeedCheck.Answer> fetch(String file) throws IOException {
            var found = feeds.find("shop", file);
            if (found.isEmpty() || !Files.exists(found.get().path())) {
                return Optional.empty();
            }
            return Optional.of(new FeedCheck.Answer(
                    found.get().manifest().version(),
                    Files.readAllBytes(found.get().path())));
        }
    }
}
