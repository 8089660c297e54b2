package org.caravanserai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts as a whole: how they come into being, where they are. */
class SandboxTest {
    @TempDir
    Path folder;

    @Test
    void anAccountIsFoundAsItsHomePreparesIt() throws IOException {
        var samples = Files.createDirectories(folder.resolve("samples"));
        Files.writeString(samples.resolve("brevo-lettre.jsonl"), """
                {"do":"records","kind":"contacts","key":"7","record":{"email":"anne@morvan.example","emailBlacklisted":true}}

                {"do":"faults","fault":"status","operation":"getContacts"}
                {"do":"nothing"}
                nonsense
                """);
        try (var sandbox = sandbox().prepared(samples)) {
            var account = sandbox.standIn("brevo", "lettre").orElseThrow();
            assertThat(account.records().get("contacts")).containsOnlyKeys("7");
            assertThat(account.faults()).hasSize(1);
            account.edit("contacts", "7", null);
            assertThat(sandbox.standIn("brevo", "other").orElseThrow().records())
                    .doesNotContainKey("contacts");
        }
        try (var sandbox = sandbox().prepared(samples)) {
            assertThat(sandbox.standIn("brevo", "lettre")
                            .orElseThrow()
                            .records()
                            .get("contacts"))
                    .as("prepared once")
                    .isEmpty();
        }
    }

    @Test
    void accountsOfOnePartnerDoNotMeet() {
        try (var sandbox = sandbox()) {
            sandbox.secret("brevo", "two", "another key");
            assertThat(get(sandbox, "/sandbox/brevo/one/contacts", "sandbox-one"))
                    .isEqualTo(200);
            assertThat(get(sandbox, "/sandbox/brevo/two/contacts", "sandbox-two"))
                    .isEqualTo(401);
            assertThat(get(sandbox, "/sandbox/brevo/two/contacts", "another key"))
                    .isEqualTo(200);
            assertThat(sandbox.handle(Request.of("GET", "/sandbox", null, Map.of(), new byte[0]))
                            .text())
                    .contains("\"name\":\"one\",\"calls\":1", "\"name\":\"two\",\"calls\":2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sandbox/nobody/x/contacts",
                "/sandbox/brevo",
                "/sandbox/brevo/..%2F..%2Fetc/contacts",
                "/sandbox/brevo/UPPER/contacts",
                "/sandbox/control/brevo/x"
            })
    void whatIsNoAccountIsNotFound(String path) throws IOException {
        try (var sandbox = sandbox()) {
            assertThat(get(sandbox, path, "sandbox-x")).isEqualTo(404);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private Sandbox sandbox() {
        return new Sandbox(folder.resolve("data"), new HandClock("2026-11-22T08:00:00Z"), 1);
    }

    private static int get(Sandbox sandbox, String path, String key) {
        return sandbox.handle(Request.of("GET", path, null, Map.of("api-key", key), new byte[0]))
                .status();
    }
}
