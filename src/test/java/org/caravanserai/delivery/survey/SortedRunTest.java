package org.caravanserai.delivery.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedRunTest {
    @TempDir
    Path folder;

    @Test
    void manyPartsComeOutInOrderAndLinesOfOneKeyTogether() throws IOException {
        var random = new Random(7);
        var expected = new TreeMap<String, List<List<String>>>();
        try (var run = new SortedRun(folder, "run", 2_000)) {
            for (int n = 0; n < 5_000; n++) {
                var key = Row.key(random.nextInt(1_500));
                var cells = Arrays.asList("n" + n, n % 7 == 0 ? null : "é\u0000" + n);
                expected.computeIfAbsent(key, none -> new ArrayList<>()).add(cells);
                run.add(new Row(key, cells));
            }
            assertThat(run.size()).isEqualTo(5_000);
            try (var files = Files.list(folder)) {
                assertThat(files.count()).isGreaterThan(10);
            }
            for (int twice = 0; twice < 2; twice++) {
                var found = new TreeMap<String, List<List<String>>>();
                try (var groups = run.groups()) {
                    while (groups.hasNext()) {
                        var next = groups.peek();
                        var group = groups.next();
                        assertThat(group).allMatch(row -> row.key().equals(next));
                        assertThat(found.put(
                                        next, group.stream().map(Row::cells).toList()))
                                .isNull();
                    }
                    assertThat(groups.peek()).isNull();
                }
                assertThat(found).isEqualTo(expected);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nothingIsEmptyAndNumbersSortAsNumbers() {
        try (var run = new SortedRun(folder, "run");
                var groups = run.groups()) {
            assertThat(groups.hasNext()).isFalse();
        }
        assertThat(Row.key(9).compareTo(Row.key(10))).isNegative();
        assertThat(new Row(Row.key(1L << 39), List.of()).id()).isEqualTo(1L << 39);
    }
}
