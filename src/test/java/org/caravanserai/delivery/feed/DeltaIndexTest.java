package org.caravanserai.delivery.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaIndexTest {
    @TempDir
    Path folder;

    private final List<String> gone = new ArrayList<>();
    private long version;

    /** Rows as {@code id hash key}; returns the version that brought each. */
    private List<Long> write(int fields, String... rows) throws IOException {
        gone.clear();
        version++;
        var since = new ArrayList<Long>();
        try (var index = new DeltaIndex(file(version), file(version - 1), fields, version)) {
            for (var row : rows) {
                var cells = row.split(" ");
                since.add(index.row(Long.parseLong(cells[0]), Long.parseLong(cells[1]), cells[2], this::gone)
                        .since());
            }
            index.rest(this::gone);
        }
        return since;
    }

    private void gone(DeltaIndex.Entry entry) {
        gone.add(entry.key() + "@" + entry.since());
    }

    private Path file(long number) {
        return folder.resolve("rows-" + number);
    }

    @Test
    void aRowKeepsTheVersionThatBroughtItAndOneThatLeftTheVersionThatTookIt() throws IOException {
        assertThat(write(1, "1 7 A", "2 8 B", "3 9 C")).containsExactly(1L, 1L, 1L);
        assertThat(write(1, "1 7 A", "3 90 C")).containsExactly(1L, 2L);
        assertThat(gone).containsExactly("B@2");
        assertThat(write(1, "1 7 A", "3 90 C")).containsExactly(1L, 2L);
        assertThat(gone).containsExactly("B@2");
        assertThat(write(1, "1 7 A", "2 8 B", "3 90 C")).containsExactly(1L, 4L, 2L);
        assertThat(gone).isEmpty();
    }

    @Test
    void aRowThatReceiversKnowByAnotherNameNowLeavesUnderItsOldOne() throws IOException {
        write(1, "1 7 A");
        assertThat(write(1, "1 7 B")).containsExactly(2L);
        assertThat(gone).containsExactly("A@2");
        write(1, "1 7 B");
        assertThat(gone).as("for whoever missed it").containsExactly("A@2");
        assertThat(write(1, "1 7 A")).containsExactly(4L);
        assertThat(gone).containsExactly("B@4");
        write(1);
        assertThat(gone).containsExactlyInAnyOrder("B@4", "A@5");
    }

    @Test
    void anIndexOfOtherFieldsOrAMissingOneSaysNothing() throws IOException {
        write(1, "1 7 A");
        assertThat(write(2, "1 7 A")).containsExactly(2L);
        try (var index = new DeltaIndex(file(9), file(2), 2, 9)) {
            assertThat(index.reaches()).isEqualTo(2);
        }
        try (var index = new DeltaIndex(file(10), file(2), 3, 10)) {
            assertThat(index.reaches()).isEqualTo(10);
        }
        Files.delete(file(2));
        try (var index = new DeltaIndex(file(11), file(2), 2, 11)) {
            assertThat(index.reaches()).isEqualTo(11);
        }
    }
}
