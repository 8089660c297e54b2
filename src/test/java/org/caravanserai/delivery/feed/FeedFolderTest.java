package org.caravanserai.delivery.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path root;

    @Test
    void filesOfAPublicationAppearTogetherWithTheirManifest() throws Exception {
        var folder = new FeedFolder(root);
        try (var draft = folder.draft("google", "products")) {
            write(draft, "a.xml", "<a/>");
            write(draft, "a.tsv", "id\n");
            assertThat(folder.find("google", "a.xml")).isEmpty();
            draft.publish(NOON, -1, null);
        }

        var found = folder.find("google", "a.xml").orElseThrow();
        assertThat(Files.readString(found.path())).isEqualTo("<a/>");
        assertThat(found.entry()).isEqualTo(new Manifest.Entry("a.xml", 1, 4, sha256("<a/>"), "text/plain"));
        assertThat(found.manifest().version()).isEqualTo(1);
        assertThat(folder.find("google", "a.tsv")).isPresent();
        assertThat(folder.find("other", "a.tsv")).isEmpty();
    }

    @Test
    void aDraftThatIsNotPublishedLeavesTheOldVersionAndNothingBehind() throws Exception {
        var folder = new FeedFolder(root);
        publish(folder, "one");
        try (var draft = folder.draft("c", "products")) {
            draft.file("f.csv", "text/csv").out().write(1);
        }

        assertThat(content(folder)).isEqualTo("one");
        try (var left = Files.list(root.resolve("c"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("products.json", "products.1");
        }
    }

    @Test
    void theVersionBeforeIsKeptForDownloadsUnderWay() throws Exception {
        var folder = new FeedFolder(root);
        publish(folder, "one");
        var first = folder.find("c", "f.csv").orElseThrow();
        publish(folder, "two");
        assertThat(Files.readString(first.path())).isEqualTo("one");
        publish(folder, "three");
        assertThat(first.path()).doesNotExist();
        assertThat(content(folder)).isEqualTo("three");
    }

    /** What a kill -9 can leave: a draft, a renamed directory without its manifest, a manifest's temporary file. */
    @Test
    void afterACrashTheLastManifestIsServedAndTheRestIsSwept() throws Exception {
        publish(new FeedFolder(root), "one");
        Files.createDirectories(root.resolve("c/.draft-products"));
        Files.writeString(root.resolve("c/.draft-products/f.csv"), "torn");
        Files.createDirectories(root.resolve("c/products.2"));
        Files.writeString(root.resolve("c/products.2/f.csv"), "whole but not published");
        Files.writeString(root.resolve("c/.manifest-products"), "{");

        var again = new FeedFolder(root);

        assertThat(content(again)).isEqualTo("one");
        assertThat(root.resolve("c/.draft-products")).doesNotExist();
        assertThat(root.resolve("c/products.2")).doesNotExist();
        publish(again, "two");
        assertThat(again.manifest("c", "products").orElseThrow().version()).isEqualTo(2);
        assertThat(content(new FeedFolder(root))).isEqualTo("two");
    }

    @Test
    void twoPublicationsOfAChannelDoNotTouchEachOther() throws Exception {
        var folder = new FeedFolder(root);
        try (var offers = folder.draft("c", "offers")) {
            write(offers, "o.csv", "o");
            publish(folder, "one");
            offers.publish(NOON, -1, null);
        }
        assertThat(folder.find("c", "o.csv")).isPresent();
        assertThat(content(folder)).isEqualTo("one");
    }

    @Test
    void compressedOnce() throws Exception {
        var folder = new FeedFolder(root);
        publish(folder, "one");
        var found = folder.find("c", "f.csv").orElseThrow();
        var path = folder.compressed(found);
        try (var in = new GZIPInputStream(Files.newInputStream(path))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one");
        }
        assertThat(folder.compressed(found)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", ".hidden", "", "a\\b"})
    void namesThatLeaveTheFolderAreRefused(String name) {
        var folder = new FeedFolder(root);
        assertThatThrownBy(() -> folder.draft(name, "products")).hasMessageContaining("cannot be the name");
        assertThat(folder.find("c", name)).isEmpty();
    }

    private static void publish(FeedFolder folder, String text) throws IOException {
        try (var draft = folder.draft("c", "products")) {
            write(draft, "f.csv", text);
            draft.publish(NOON, -1, null);
        }
    }

    private static void write(Draft draft, String name, String text) throws IOException {
        var file = draft.file(name, "text/plain");
        try (var out = file.out()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            file.counted();
        }
    }

    private static String content(FeedFolder folder) throws IOException {
        return Files.readString(folder.find("c", "f.csv").orElseThrow().path());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
