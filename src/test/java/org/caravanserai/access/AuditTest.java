package org.caravanserai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void rowsOfManyWritersFormOneChain(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var audit = new Audit(database);
            var writers = IntStream.range(0, 4)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 50; i++) {
                            audit.record("w" + writer, "act " + i, null, "after", "test", "done");
                        }
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(writers).join();
            assertThat(audit.firstBroken()).isEmpty();
            assertThat(audit.after(0)).hasSize(200);
            assertThat(audit.after(0)).extracting(Audit.Entry::seq).isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update access_audit set result = 'done' where seq = 3",
                "update access_audit set who = 'bert' where seq = 3",
                "delete from access_audit where seq = 3",
                "update access_audit set hash = x'00' where seq = 3"
            })
    void aChangedOrMissingRowIsFound(String tampering) {
        try (var database = filled(5)) {
            database.write(tx -> tx.update(tampering, Bind.NONE));
            assertThat(new Audit(database).firstBroken()).hasValue(3);
        }
    }

    @Test
    void aTrailCutOffAtTheEndIsFound() {
        try (var database = filled(5)) {
            database.write(tx -> tx.update("delete from access_audit where seq > 3", Bind.NONE));
            assertThat(new Audit(database).firstBroken()).hasValue(4);
        }
    }

    @Test
    void contentsAreHashesAndLinesStayLines() {
        try (var database = filled(0)) {
            var audit = new Audit(database);
            audit.record("anna", "x\r\nforged line", "secret before", null, "127.0.0.1", "y".repeat(300));
            var entry = audit.after(0).get(0);
            assertThat(entry.what()).isEqualTo("x  forged line");
            assertThat(entry.before()).matches("[0-9a-f]{64}");
            assertThat(entry.after()).isNull();
            assertThat(entry.result()).hasSize(200);
        }
    }

    private static Database filled(int rows) {
        var database = TestDatabases.h2();
        var audit = new Audit(database);
        for (int i = 0; i < rows; i++) {
            audit.record("anna", "act " + i, "a", "b", "test", "refused");
        }
        return database;
    }
}
