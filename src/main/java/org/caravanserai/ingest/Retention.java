package org.caravanserai.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.caravanserai.home.Source;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what was received longer ago than {@code retention.received} says: accounts of runs with their refused rows and call keys, and files in the
 * archive folders of sources. What is held, what runs, and the last run of each outcome of a source and entity stay, so that freshness and the way
 * out of a hold stay known. Bounded, so that nobody waits behind it; the next call goes on.
 */
public final class Retention {
    /** Runs in one transaction. */
    static final int BLOCK = 20;

    /** Runs, and files, in one call. */
    static final int MOST = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** How the archive names files: the time they were taken stands in front. */
    private static final Pattern ARCHIVED = Pattern.compile("([0-9]{8})-[0-9]{9}-.+");

    private final Database database;
    private final Supplier<Map<String, Source>> sources;
    private final Path data;
    private final ZoneId zone;
    private final Clock clock;

    /** What a call removed. */
    public record Forgotten(int runs, int refusedRows, int files) {
        /** Whether anything was. */
        public boolean any() {
            return runs + refusedRows + files > 0;
        }
    }

    /**
     * @param data the hub's data folder
     * @param zone of days
     */
    public Retention(Database database, Supplier<Map<String, Source>> sources, Path data, ZoneId zone) {
        this.database = database;
        this.sources = sources;
        this.data = data;
        this.zone = zone;
        this.clock = database.clock();
    }

    /** Forgets what is older than this. */
    public Forgotten forget(Period age) {
        var oldest = clock.instant().atZone(zone).toLocalDate().minus(age);
        var forgotten = runs(oldest.atStartOfDay(zone).toInstant().toEpochMilli());
        int files = 0;
        for (var source : sources.get().values()) {
            files += archive(source, oldest, MOST - files);
        }
        return new Forgotten(forgotten.runs(), forgotten.refusedRows(), files);
    }

    private Forgotten runs(long before) {
        Set<Long> last = new HashSet<>(database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select max(id) from ingest_run group by source, kind, state",
                        Bind.NONE,
                        row -> row.getLong(1))));
        int runs = 0;
        int rows = 0;
        long after = 0;
        while (runs < MOST) {
            long from = after;
            var block = database.read(
                    Purpose.BATCH,
                    tx -> tx.query(
                            "select id from ingest_run where id > ? and started_at < ? and state not in (?, ?)"
                                    + " order by id limit ?",
                            Bind.of(from, before, Run.State.HELD.name(), Run.State.RUNNING.name(), BLOCK),
                            row -> row.getLong(1)));
            if (block.isEmpty()) {
                break;
            }
            after = block.get(block.size() - 1);
            var old = block.stream().filter(id -> !last.contains(id)).toList();
            if (!old.isEmpty()) {
                var ids = old.stream().mapToLong(Long::longValue).toArray();
                rows += database.write(Purpose.BATCH, tx -> {
                    int refused = tx.update("delete from ingest_refusal where run_id = any(?)", Bind.of((Object) ids));
                    tx.update("delete from ingest_call where run_id = any(?)", Bind.of((Object) ids));
                    tx.update("delete from ingest_run where id = any(?)", Bind.of((Object) ids));
                    return refused;
                });
                runs += old.size();
            }
        }
        return new Forgotten(runs, rows, 0);
    }

    private int archive(Source source, LocalDate oldest, int most) {
        var directory = source.connection().value("directory");
        if (directory == null) {
            return 0;
        }
        var own = source.connection().value("archive");
        var folder = own == null ? data.resolve(directory).resolve(".done") : data.resolve(own);
        int removed = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (removed >= most) {
                    break;
                }
                if (taken(file) != null && taken(file).isBefore(oldest) && Files.isRegularFile(file)) {
                    Files.deleteIfExists(file);
                    removed++;
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return removed;
        } catch (IOException failed) {
            LOG.warn("could not clear the archive of {}: {}", source.name(), failed.toString());
        }
        return removed;
    }

    /** The day a file of the archive was taken, null = it is none of ours. */
    private static LocalDate taken(Path file) {
        var name = ARCHIVED.matcher(file.getFileName().toString());
        try {
            return name.matches() ? LocalDate.parse(name.group(1), DateTimeFormatter.BASIC_ISO_DATE) : null;
        } catch (DateTimeParseException other) {
            return null;
        }
    }
}
