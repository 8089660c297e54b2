package org.caravanserai.connector.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Connector;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.Tables;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Problems;

/**
 * One fetched table on disk: {@code <table>.csv}, what is known about it in {@code <table>.json}, and {@code <table>.offered.csv} while a table that came
 * is held. Each file is written aside and renamed.
 */
final class KeptTable {
    private static final CsvDialect DIALECT = CsvDialect.standard()
            .charset(StandardCharsets.UTF_8)
            .separator(';')
            .header(true)
            .guard(false);

    private final Path folder;
    private final Connector.Table table;
    private final String name;

    /**
     * What is known about it.
     *
     * @param fetchedAt when the rows that are used came, null = none have
     * @param triedAt last try, null = none
     * @param next earliest next try, null = now
     * @param problem why the last try changed nothing, null = it was good
     * @param offered rows of a table that came and is held, -1 = none is
     */
    record About(Instant fetchedAt, Instant triedAt, Instant next, String problem, int offered) {
        static final About NOTHING = new About(null, null, null, null, -1);
    }

    /** @param name what maps call it */
    KeptTable(Path folder, Connector.Table table, String name) {
        this.folder = folder;
        this.table = table;
        this.name = name;
    }

    private Path file(String suffix) {
        return folder.resolve(table.name() + suffix);
    }

    /** The rows that are used; null when there are none, or they were fetched for other columns. */
    Tables.Table rows() {
        var file = file(".csv");
        try {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            var path = "tables/" + folder.getParent().getFileName() + "/" + folder.getFileName() + "/"
                    + file.getFileName();
            var read = Tables.read(
                    new HomeFile(path, name, HomeFile.Origin.HOME, Files.readAllBytes(file), null), new Problems());
            return read.columns().equals(List.copyOf(table.columns().keySet())) ? read : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    About about() {
        var file = file(".json");
        try {
            if (!Files.isRegularFile(file)
                    || !(Json.read(new ByteArrayInputStream(Files.readAllBytes(file)))
                            instanceof Outcome.Taken<Object> taken)
                    || !(taken.value() instanceof Map<?, ?> json)) {
                return About.NOTHING;
            }
            return new About(
                    at(json.get("fetchedAt")),
                    at(json.get("triedAt")),
                    at(json.get("next")),
                    json.get("problem") instanceof String problem ? problem : null,
                    json.get("offered") instanceof Long offered ? offered.intValue() : -1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Instant at(Object text) {
        return text instanceof String instant ? Instant.parse(instant) : null;
    }

    void about(About about) {
        var json = new LinkedHashMap<String, Object>();
        json.put("table", name);
        json.put("fetchedAt", text(about.fetchedAt()));
        json.put("triedAt", text(about.triedAt()));
        json.put("next", text(about.next()));
        json.put("problem", about.problem());
        json.put("offered", (long) about.offered());
        write(file(".json"), Json.write(json));
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    void keep(byte[] csv) {
        write(file(".csv"), csv);
        drop();
    }

    /** Keeps a table aside that came and is not believed. */
    void offer(byte[] csv) {
        write(file(".offered.csv"), csv);
    }

    /** The table that is held, null when none is. */
    byte[] offered() {
        try {
            return Files.isRegularFile(file(".offered.csv")) ? Files.readAllBytes(file(".offered.csv")) : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Forgets the table that is held. */
    void drop() {
        try {
            Files.deleteIfExists(file(".offered.csv"));
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }

    byte[] csv(List<List<String>> rows) {
        var out = new ByteArrayOutputStream(4096);
        try (var writer = Csv.writer(out, DIALECT)) {
            writer.header(List.copyOf(table.columns().keySet()));
            for (var row : rows) {
                row.forEach(writer::text);
                writer.end();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private void write(Path file, byte[] bytes) {
        var part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            try (var out = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
