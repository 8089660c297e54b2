package org.caravanserai.delivery.wanted;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connector;
import org.caravanserai.parser.Hash64;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Whom partners do not let us write to, as they said when they were asked. What is kept of a person is a print of the address, never the address: most of
 * those a partner knows are strangers to us. Half a print stands in memory, so that nobody else costs a look into the database.
 */
public final class Notices {
    private static final int PAGE = 1_000;

    private final Database database;
    private final Map<String, Stand> stands = new ConcurrentHashMap<>();
    private final Map<String, Faults.Fault> faults = new ConcurrentHashMap<>();

    /** @param prints first halves of the subjects, ascending */
    private record Stand(long[] prints, long version) {
        boolean has(String subject) {
            return Arrays.binarySearch(prints, half(subject)) >= 0;
        }
    }

    /**
     * When a partner was asked and answered completely.
     *
     * @param beganAt when the first page was asked for: what changes after it comes with the next time
     */
    public record Asked(Instant beganAt, Instant doneAt) {}

    /**
     * What a complete answer says.
     *
     * @param refused codes by subject
     * @param allowed subjects nothing is said against any more
     * @param all true: it names everybody who is refused, so whoever is missing is not
     */
    public record Heard(Map<String, String> refused, Set<String> allowed, boolean all) {}

    public Notices(Database database) {
        this.database = database;
    }

    /** The subject of an address: the same for every way of writing it in capitals. */
    public static String print(String address) {
        var plain = Normalizer.normalize(address.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The subject of a record of ours, whatever its address is by now. */
    public static String subject(long recordId) {
        return "#" + recordId;
    }

    private static long half(String subject) {
        return Hash64.of(subject.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether something may be said about a subject; now and then true for nothing. */
    public boolean has(String channel, String stream, String subject) {
        return stand(channel, stream).has(subject);
    }

    private Stand stand(String channel, String stream) {
        return stands.computeIfAbsent(channel + "/" + stream, none -> read(channel, stream));
    }

    private Stand read(String channel, String stream) {
        var prints = new ArrayList<Long>();
        long[] version = {0};
        database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select subject, operation, code from delivery_notice where channel = ? and stream = ?",
                        Bind.of(channel, stream),
                        row -> {
                            var subject = row.getString(1);
                            var said = subject + "\n" + row.getString(2) + "\n" + row.getString(3);
                            version[0] ^= Hash64.of(said.getBytes(StandardCharsets.UTF_8));
                            return prints.add(half(subject));
                        }));
        return new Stand(prints.stream().mapToLong(Long::longValue).sorted().toArray(), version[0]);
    }

    /** When an operation was answered completely for the last time. */
    public Optional<Asked> asked(String channel, String stream, String operation) {
        return database.read(tx -> tx.first(
                "select began_at, done_at from delivery_first where channel = ? and stream = ? and operation = ?",
                Bind.of(channel, stream, operation),
                row -> new Asked(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)))));
    }

    /** Records of ours about whom an operation said something. */
    public List<Long> records(String channel, String stream, String operation) {
        return database.read(tx -> tx.query(
                "select subject from delivery_notice where channel = ? and stream = ? and operation = ? and subject like '#%'",
                Bind.of(channel, stream, operation),
                row -> Long.parseLong(row.getString(1).substring(1))));
    }

    /** Takes a complete answer, all of it or nothing. */
    public void heard(String channel, String stream, String operation, Asked asked, Heard heard) {
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            var at = new At(channel, stream, operation);
            var known = known(tx, at, heard);
            var gone = new ArrayList<String>();
            known.keySet().stream()
                    .filter(subject -> heard.all()
                            ? !heard.refused().containsKey(subject)
                            : heard.allowed().contains(subject))
                    .forEach(gone::add);
            var fresh = new ArrayList<Map.Entry<String, String>>();
            heard.refused().entrySet().stream()
                    .filter(said -> !said.getValue().equals(known.get(said.getKey())))
                    .forEach(said -> {
                        fresh.add(said);
                        if (known.containsKey(said.getKey())) {
                            gone.add(said.getKey());
                        }
                    });
            for (var part : pages(gone)) {
                tx.update(
                        "delete from delivery_notice where channel = ? and stream = ? and operation = ? and subject = any(?)",
                        Bind.of(channel, stream, operation, part.toArray(String[]::new)));
            }
            tx.batch(
                    "insert into delivery_notice (channel, stream, operation, subject, code, since) values (?, ?, ?, ?, ?, ?)",
                    fresh,
                    (statement, said) -> {
                        statement.setString(1, channel);
                        statement.setString(2, stream);
                        statement.setString(3, operation);
                        statement.setString(4, said.getKey());
                        statement.setString(5, said.getValue());
                        statement.setLong(6, asked.doneAt().toEpochMilli());
                    });
            tx.update(
                    "delete from delivery_first where channel = ? and stream = ? and operation = ?",
                    Bind.of(channel, stream, operation));
            tx.update(
                    "insert into delivery_first (channel, stream, operation, began_at, done_at) values (?, ?, ?, ?, ?)",
                    Bind.of(
                            channel,
                            stream,
                            operation,
                            asked.beganAt().toEpochMilli(),
                            asked.doneAt().toEpochMilli()));
            return null;
        });
        stands.put(channel + "/" + stream, read(channel, stream));
    }

    private record At(String channel, String stream, String operation) {}

    /** What stands of those the answer may change. */
    private static Map<String, String> known(Tx tx, At at, Heard heard) throws SQLException {
        var known = new HashMap<String, String>();
        var select = "select subject, code from delivery_notice where channel = ? and stream = ? and operation = ?";
        if (heard.all()) {
            tx.query(
                    select,
                    Bind.of(at.channel(), at.stream(), at.operation()),
                    row -> known.put(row.getString(1), row.getString(2)));
            return known;
        }
        var touched = new ArrayList<>(heard.refused().keySet());
        touched.addAll(heard.allowed());
        for (var part : pages(touched)) {
            tx.query(
                    select + " and subject = any(?)",
                    Bind.of(at.channel(), at.stream(), at.operation(), part.toArray(String[]::new)),
                    row -> known.put(row.getString(1), row.getString(2)));
        }
        return known;
    }

    private static List<List<String>> pages(List<String> all) {
        var pages = new ArrayList<List<String>>();
        for (int from = 0; from < all.size(); from += PAGE) {
            pages.add(all.subList(from, Math.min(all.size(), from + PAGE)));
        }
        return pages;
    }

    /** Asking failed: the stream waits. */
    public void failed(String channel, Faults.Fault fault) {
        faults.put(channel, fault);
    }

    /** Asking works again. */
    public void works(String channel) {
        faults.remove(channel);
    }

    /** Why a channel waits for an answer, null when it does not. */
    public Faults.Fault fault(String channel) {
        return faults.get(channel);
    }

    /**
     * What is said about the items of one stream.
     *
     * @param taken what the descriptor says about the stream, null = nothing
     * @param fields names of the mapped values
     */
    Veto veto(Channel channel, String stream, Connector.Stream taken, List<String> fields) {
        if (taken == null || taken.first().isEmpty()) {
            return Veto.NONE;
        }
        int field = fields.indexOf(taken.subject());
        return new Veto() {
            @Override
            public Optional<Finding> against(long recordId, Cells row) {
                var subjects = new ArrayList<String>();
                subjects.add(subject(recordId));
                if (field >= 0 && row.value(field) instanceof String address) {
                    subjects.add(print(address));
                }
                var stand = stand(channel.name(), stream);
                return subjects.stream().anyMatch(stand::has) ? finding(channel, stream, subjects) : Optional.empty();
            }

            @Override
            public long version() {
                return stand(channel.name(), stream).version();
            }
        };
    }

    private Optional<Finding> finding(Channel channel, String stream, Collection<String> subjects) {
        return database.read(tx -> tx.first(
                "select code, since, operation from delivery_notice where channel = ? and stream = ? and subject = any(?)"
                        + " order by since limit 1",
                Bind.of(channel.name(), stream, subjects.toArray(String[]::new)),
                row -> new Finding(
                        row.getString(1),
                        Finding.Severity.BLOCK,
                        null,
                        null,
                        "the partner says so (" + row.getString(3) + ", known since "
                                + Instant.ofEpochMilli(row.getLong(2)) + "); only there can it be taken back",
                        channel.owner())));
    }
}
