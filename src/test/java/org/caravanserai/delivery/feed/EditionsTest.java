package org.caravanserai.delivery.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a version has changed, and what is remembered of it. */
class EditionsTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir
    Path folder;

    private FeedFolder feeds;

    private void open() {
        feeds = new FeedFolder(folder.resolve("feeds"));
    }

    /** Publishes rows by id. */
    private Edition publish(Map<Long, Long> rows) throws IOException {
        try (var draft = feeds.draft("shop", "products")) {
            var name = RowMarks.name("products", "");
            Edition.Part part;
            try (var marks = new RowMarks("products", "", draft.beside(name), feeds.beside("shop", "products", name))) {
                for (var row : new TreeMap<>(rows).entrySet()) {
                    marks.row(row.getKey(), row.getValue());
                }
                part = marks.finish();
            }
            draft.edition(AT, rows.size(), List.of(part));
            draft.publish(AT, rows.size(), null);
        }
        return feeds.editions("shop", "products").get(0);
    }

    @Test
    void itTellsWhatCameWhatChangedAndWhatWent() throws IOException {
        open();
        var first = publish(Map.of(1L, 10L, 2L, 20L, 3L, 30L));
        assertThat(first.parts()).singleElement().satisfies(part -> {
            assertThat(part.compared()).isFalse();
            assertThat(part.created().count()).isEqualTo(3);
            assertThat(part.created().ids())
                    .as("everything is new, nothing is listed")
                    .isEmpty();
        });

        var second = publish(Map.of(1L, 10L, 2L, 21L, 4L, 40L)).parts().get(0);
        assertThat(second.compared()).isTrue();
        assertThat(second.created().ids()).containsExactly(4L);
        assertThat(second.updated().ids()).containsExactly(2L);
        assertThat(second.gone().ids()).containsExactly(3L);

        var third = publish(Map.of(1L, 10L, 2L, 21L, 4L, 40L)).parts().get(0);
        assertThat(List.of(
                        third.created().count(),
                        third.updated().count(),
                        third.gone().count()))
                .containsOnly(0L);
        assertThat(feeds.editions("shop", "products"))
                .extracting(Edition::version)
                .as("newest first")
                .containsExactly(3L, 2L, 1L);
        open();
        assertThat(feeds.editions("shop", "products")).as("after a restart").hasSize(3);
    }

    @Test
    void theMarksSayWhetherARowIsInTheCurrentVersion() throws IOException {
        open();
        assertThat(feeds.mark("shop", "products", "products", "", 1))
                .as("nothing is published")
                .isEqualTo(new FeedFolder.Mark(true, 0));
        var rows = new TreeMap<Long, Long>();
        for (long id = 3; id < 30_000; id += 3) {
            rows.put(id, id * 7);
        }
        publish(rows);
        for (long id : new long[] {3, 6, 14_997, 29_997}) {
            assertThat(feeds.mark("shop", "products", "products", "", id).hash())
                    .isEqualTo(id * 7);
        }
        for (long id : new long[] {0, 1, 4, 14_998, 30_000, Long.MAX_VALUE}) {
            assertThat(feeds.mark("shop", "products", "products", "", id)).isEqualTo(new FeedFolder.Mark(true, 0));
        }
        assertThat(feeds.mark("shop", "products", "offers", "", 3).known()).isFalse();
        assertThat(feeds.mark("other", "products", "products", "", 3).hash()).isZero();
    }

    @Test
    void manyDifferencesAreCountedAndTheFirstListed() throws IOException {
        open();
        publish(Map.of());
        var rows = new TreeMap<Long, Long>();
        for (long id = 1; id <= Edition.LISTED + 500; id++) {
            rows.put(id, 1L);
        }
        var part = publish(rows).parts().get(0);
        assertThat(part.created().count()).isEqualTo(Edition.LISTED + 500);
        assertThat(part.created().ids()).hasSize(Edition.LISTED).startsWith(1L, 2L);
        assertThat(publish(Map.of()).parts().get(0).gone().count()).isEqualTo(Edition.LISTED + 500);
    }

    @Test
    void onlyTheLastEditionsAreKept() throws IOException {
        open();
        for (long version = 1; version <= 35; version++) {
            publish(Map.of(1L, version));
        }
        assertThat(feeds.editions("shop", "products"))
                .hasSize(30)
                .extracting(Edition::version)
                .startsWith(35L, 34L)
                .endsWith(6L);
    }

    @Test
    void whatIsDamagedOrMissingKeepsNobodyFromPublishing() throws IOException {
        open();
        publish(Map.of(1L, 1L));
        Files.write(feeds.beside("shop", "products", Editions.NAME), new byte[] {0x45, 0x44, 0x49, 0x31, 0, 0, 0, 9});
        Files.write(feeds.beside("shop", "products", RowMarks.name("products", "")), new byte[17]);
        assertThat(feeds.editions("shop", "products")).isEmpty();
        assertThat(publish(Map.of(1L, 1L)).version()).isEqualTo(2);
        Files.write(feeds.beside("shop", "products", Editions.NAME), "something else".getBytes());
        Files.delete(feeds.beside("shop", "products", RowMarks.name("products", "")));
        assertThat(feeds.editions("shop", "products")).isEmpty();
        assertThat(feeds.mark("shop", "products", "products", "", 1).known()).isFalse();
        assertThat(publish(Map.of(1L, 1L)).parts().get(0).compared()).isFalse();
    }

    @Test
    void whateverTheRowsAreTheDifferencesAddUp() throws IOException {
        open();
        var random = new Random(7);
        var before = new TreeMap<Long, Long>();
        publish(before);
        for (int round = 0; round < 30; round++) {
            var now = new TreeMap<Long, Long>();
            for (long id = 1; id <= 60; id++) {
                if (random.nextInt(3) > 0) {
                    now.put(id, (long) random.nextInt(3) + 1);
                }
            }
            var part = publish(now).parts().get(0);
            var created = new ArrayList<>(now.keySet());
            created.removeAll(before.keySet());
            var gone = new ArrayList<>(before.keySet());
            gone.removeAll(now.keySet());
            var last = Map.copyOf(before);
            var updated = now.entrySet().stream()
                    .filter(row -> last.containsKey(row.getKey())
                            && !last.get(row.getKey()).equals(row.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(part.created().ids()).isEqualTo(created);
            assertThat(part.gone().ids()).isEqualTo(gone);
            assertThat(part.updated().ids()).isEqualTo(updated);
            before.clear();
            before.putAll(now);
        }
    }
}
