package org.caravanserai.connector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome.Taken;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conversations with partners, for a limited time and number. Keeping one never stops a call: when the database cannot, it is said once in the log. */
public final class Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
    private static final int SWEEP = 200;
    private static final String COLUMNS =
            "select id, at, channel, operation, status, fault, millis, body from connector_exchange where ";

    private final Database database;
    private final int most;
    private final Duration longest;
    private final Clock clock;
    private final AtomicInteger kept = new AtomicInteger();
    private volatile boolean complained;

    /**
     * @param most conversations that are kept, the newest
     * @param longest how long they are kept
     */
    public Recordings(Database database, int most, Duration longest, Clock clock) {
        this.database = database;
        this.most = most;
        this.longest = longest;
        this.clock = clock;
    }

    /** Keeps nothing. */
    static Recordings none() {
        return new Recordings(null, 0, Duration.ZERO, null);
    }

    /** Keeps a conversation. @return its number, 0 when it could not be kept */
    public long keep(Conversation conversation) {
        if (database == null) {
            return 0;
        }
        var body = Json.write(body(conversation));
        try {
            long id = database.write(tx -> {
                long fresh = tx.ids(1)[0];
                tx.update(
                        "insert into connector_exchange (id, at, channel, operation, status, fault, millis, body) values (?, ?, ?, ?, ?, ?, ?, ?)",
                        Bind.of(
                                fresh,
                                conversation.at().toEpochMilli(),
                                conversation.channel(),
                                conversation.operation(),
                                conversation.status(),
                                conversation.fault() == null
                                        ? null
                                        : conversation.fault().name(),
                                conversation.millis(),
                                body));
                return fresh;
            });
            complained = false;
            if (kept.incrementAndGet() % SWEEP == 0) {
                sweep();
            }
            return id;
        } catch (StoreException unavailable) {
            if (!complained) {
                complained = true;
                LOG.warn("conversations with partners are not kept for now: {}", unavailable.getMessage());
            }
            return 0;
        }
    }

    /** Removes what is too old or too much. @return how many were removed */
    public int sweep() {
        long before = clock.instant().minus(longest).toEpochMilli();
        return database.write(Purpose.BATCH, tx -> {
            int removed = tx.update("delete from connector_exchange where at < ?", Bind.of(before));
            long last = tx.number(
                    "select id from connector_exchange order by id desc limit 1 offset ?", Bind.of((long) most));
            return removed + tx.update("delete from connector_exchange where id <= ?", Bind.of(last));
        });
    }

    /** One conversation, empty when it is no longer kept. */
    public Optional<Conversation> find(long id) {
        return database.read(tx -> tx.first(COLUMNS + "id = ?", Bind.of(id), Recordings::read));
    }

    /** Conversations of a channel, the newest first. @param before number of the last one shown, {@link Long#MAX_VALUE} = from the newest */
    public List<Conversation> of(String channel, long before, int limit) {
        return database.read(tx -> tx.query(
                COLUMNS + "channel = ? and id < ? order by channel desc, id desc limit ?",
                Bind.of(channel, before, limit),
                Recordings::read));
    }

    private static Map<String, Object> body(Conversation conversation) {
        var body = new LinkedHashMap<String, Object>();
        body.put("method", conversation.method());
        body.put("path", storable(conversation.path()));
        body.put("requestHeaders", storable(conversation.requestHeaders()));
        body.put("request", storable(conversation.request()));
        body.put("answerHeaders", storable(conversation.answerHeaders()));
        body.put("answer", storable(conversation.answer()));
        body.put("text", storable(conversation.text()));
        return body;
    }

    private static Map<String, String> storable(Map<String, String> texts) {
        var storable = new LinkedHashMap<String, String>();
        texts.forEach((name, text) -> storable.put(storable(name), storable(text)));
        return storable;
    }

    /** What a partner sends need be no text: NUL and halves of characters become the replacement character. */
    private static String storable(String text) {
        if (text == null || text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static Conversation read(ResultSet row) throws SQLException {
        var body = parsed(row.getBytes(8));
        var fault = row.getString(6);
        return new Conversation(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                (String) body.get("method"),
                (String) body.get("path"),
                texts(body.get("requestHeaders")),
                (String) body.get("request"),
                row.getInt(5),
                texts(body.get("answerHeaders")),
                (String) body.get("answer"),
                row.getLong(7),
                fault == null ? null : Fault.valueOf(fault),
                (String) body.get("text"));
    }

    private static Map<String, String> texts(Object map) {
        var texts = new LinkedHashMap<String, String>();
        ((Map<?, ?>) map).forEach((name, value) -> texts.put((String) name, (String) value));
        return texts;
    }

    private static Map<?, ?> parsed(byte[] json) {
        try {
            return (Map<?, ?>) ((Taken<Object>) Json.read(new ByteArrayInputStream(json))).value();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
