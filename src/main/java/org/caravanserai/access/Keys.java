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
        var fresh = new Fresh(Secrets.letters(10), Secrets.secret());
        database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            issue(tx, fresh, holder, roles, by, source);
            return null;
        });
        return fresh.text();
    }

    /** The same for somebody who proved it with a key of this id; empty when that is not the holder's newest valid one. */
    Optional<String> renew(String holder, String id, String by, String source) {
        var fresh = new Fresh(Secrets.letters(10), Secrets.secret());
        boolean done = database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            // Whoever comes second waits here, and finds that his key is no longer the newest.
            tx.update("update access_key set kind = kind where id = ?", Bind.of(id));
            var valid = valid(tx, holder);
            if (valid.isEmpty() || !valid.get(0).id().equals(id)) {
                return false;
            }
            issue(tx, fresh, holder, Set.of(), by, source);
            return true;
        });
        return done ? Optional.of(fresh.text()) : Optional.empty();
    }

    private record Fresh(String id, String secret) {
        String text() {
            return id + "." + secret;
        }
    }

    private void issue(Tx tx, Fresh fresh, String holder, Set<Role> roles, String by, String source)
            throws SQLException {
        var now = clock.millis();
        var older = valid(tx, holder);
        for (int i = 1; i < older.size(); i++) {
            tx.update(
                    "update access_key set revoked_at = ? where id = ?",
                    Bind.of(now, older.get(i).id()));
        }
        tx.update(
                "insert into access_key (id, kind, holder, roles, hash, created_at) values (?, ?, ?, ?, ?, ?)",
                Bind.of(fresh.id(), kind, holder, Role.text(roles), Secrets.sha256(fresh.secret()), now));
        audit.record(tx, by, "key.issue " + kind + " " + holder, null, fresh.id(), source, "done");
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
