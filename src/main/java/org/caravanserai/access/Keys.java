package org.caravanserai.access;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Keys as partners hold them: {@code <id>.<secret>}. The id finds the row, the secret (256 random bits) is stored as its
 * SHA-256 only; a slow hash is for passwords people choose. A holder has at most two valid keys, so that a new one can be
 * put in place while the old one still works.
 */
final class Keys {
    private static final Pattern FORM = Pattern.compile("([a-z2-9]{10})\\.([A-Za-z0-9_-]{43})");
    private static final long DAY = 86_400_000L;
    private static final byte[] NOTHING = Secrets.sha256(Secrets.secret());

    private final Database database;
    private final Audit audit;
    private final Clock clock;
    private final String kind;

    Keys(Database database, Audit audit, Clock clock, String kind) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.kind = kind;
    }

    record Found(String id, String holder, Set<Role> roles) {}

    /** Makes a key; the newest older one stays valid, all others are revoked. */
    String issue(String holder, Set<Role> roles, String by, String source) {
        var id = Secrets.letters(10);
        var secret = Secrets.secret();
        var now = clock.millis();
        database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            var older = valid(tx, holder);
            for (int i = 1; i < older.size(); i++) {
                tx.update(
                        "update access_key set revoked_at = ? where id = ?",
                        Bind.of(now, older.get(i).id()));
            }
            tx.update(
                    "insert into access_key (id, kind, holder, roles, hash, created_at) values (?, ?, ?, ?, ?, ?)",
                    Bind.of(id, kind, holder, Role.text(roles), Secrets.sha256(secret), now));
            audit.record(tx, by, "key.issue " + kind + " " + holder, null, id, source, "done");
            return null;
        });
        return id + "." + secret;
    }

    /** Revokes all keys of a holder; returns how many were valid. */
    int revoke(String holder, String by, String source) {
        var now = clock.millis();
        return database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            int revoked = tx.update(
                    "update access_key set revoked_at = ? where kind = ? and holder = ? and revoked_at is null",
                    Bind.of(now, kind, holder));
            audit.record(tx, by, "key.revoke " + kind + " " + holder, null, null, source, "done");
            return revoked;
        });
    }

    /** The valid keys of a holder, newest first. */
    List<KeyInfo> valid(String holder) {
        return database.read(tx -> valid(tx, holder));
    }

    /** Whom a presented key belongs to; empty when it is malformed, unknown, wrong or revoked. */
    Optional<Found> verify(String presented) {
        var form = FORM.matcher(presented == null ? "" : presented);
        if (!form.matches()) {
            return Optional.empty();
        }
        record Stored(Found found, byte[] hash, long usedOn) {}
        var stored = database.read(tx -> tx.first(
                "select id, holder, roles, hash, used_on from access_key where id = ? and kind = ? and revoked_at is null",
                Bind.of(form.group(1), kind),
                row -> new Stored(
                        new Found(row.getString(1), row.getString(2), Role.read(row.getString(3))),
                        row.getBytes(4),
                        row.getLong(5))));
        // Compared also when there is no such id, so that the time taken does not tell.
        var right = MessageDigest.isEqual(stored.map(Stored::hash).orElse(NOTHING), Secrets.sha256(form.group(2)));
        if (!right || stored.isEmpty()) {
            return Optional.empty();
        }
        long today = clock.millis() / DAY;
        if (stored.get().usedOn() != today) {
            database.write(
                    Purpose.CONFIRM,
                    tx -> tx.update("update access_key set used_on = ? where id = ?", Bind.of(today, form.group(1))));
        }
        return stored.map(Stored::found);
    }

    private List<KeyInfo> valid(Tx tx, String holder) throws SQLException {
        return tx.query(
                "select id, created_at, used_on from access_key where kind = ? and holder = ? and revoked_at is null"
                        + " order by created_at desc, id limit 100",
                Bind.of(kind, holder),
                row -> {
                    var used = row.getLong(3);
                    var never = row.wasNull();
                    return new KeyInfo(row.getString(1), row.getLong(2), never ? null : used);
                });
    }
}
