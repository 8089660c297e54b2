package org.caravanserai.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a crash run has written down, in a folder of its own; the checker reads this and nothing else.
 *
 * <pre>
 * run.json            {"items":600,"batch":6,"seed":1}
 * client.jsonl        {"what":"sent","n":3,"version":2,"items":[1,2]} and {"what":"done","n":3}
 * kills.jsonl         {"n":1,"how":"..."}
 * faults.jsonl        {"channel":"woo","kind":"LOSE_ANSWER","at":"..."}
 * hub.jsonl           what the hub exported at the end
 * partner-woo.jsonl   the journal of the stand-in
 * erp.jsonl           orders as an ERP took them, buyer.jsonl documents as a buyer's server did
 * </pre>
 */
final class Evidence {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    Evidence(Path folder) {
        this.folder = folder;
    }

    static Evidence begin(Path folder, int items, int batch, long seed) {
        var evidence = new Evidence(folder);
        evidence.add("run.json", CoreHub.json("items", items, "batch", batch, "seed", seed));
        for (var name : List.of("client.jsonl", "kills.jsonl", "faults.jsonl")) {
            evidence.touch(name);
        }
        return evidence;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void sent(int n, int version, List<Integer> items) {
        add("client.jsonl", CoreHub.json("what", "sent", "n", n, "version", version, "items", items));
    }

    void done(int n) {
        add("client.jsonl", CoreHub.json("what", "done", "n", n));
    }

    void killed(int n, String how) {
        add("kills.jsonl", CoreHub.json("n", n, "how", how));
    }

    void spoilt(String channel, FaultProxy.Spoilt fault) {
        add(
                "faults.jsonl",
                CoreHub.json(
                        "channel",
                        channel,
                        "kind",
                        fault.kind().name(),
                        "at",
                        fault.at().toString()));
    }

    void journal(String channel, Path journal) {
        try {
            Files.copy(journal, file("partner-" + channel + ".jsonl"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Copies everything to another folder, made when it is not there. */
    void keep(Path target) {
        try (var files = Files.list(folder)) {
            Files.createDirectories(target);
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    JsonNode run() {
        try {
            return JSON.readTree(Files.readString(file("run.json")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every line of a file with its number, from 1. */
    void each(String name, BiConsumer<Integer, JsonNode> look) {
        try (var lines = Files.lines(file(name))) {
            int[] number = {0};
            lines.forEach(line -> look.accept(++number[0], JSON.readTree(line)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void touch(String name) {
        write(name, "");
    }

    void add(String name, String line) {
        write(name, line + "\n");
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
