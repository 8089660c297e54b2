package org.caravanserai.punchout.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Packed;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Documents that were answered. The same payloadID with the same bytes gets the same answer, byte for byte, and nothing is done
 * again; with other bytes it is a conflict (409), and an operator hears of it. Only what was taken is kept: a refused document may
 * come again, mended, under its number.
 */
public final class Answers {
    private final Sessions sessions;
    private final Database database;

    public Answers(Sessions sessions) {
        this.sessions = sessions;
        this.database = sessions.database();
    }

    /** What is known of a document. */
    public sealed interface Earlier {}

    /** It was answered with these bytes. */
    public record Answered(byte[] body) implements Earlier {}

    /** Another document came under its number. */
    public record Conflict() implements Earlier {}

    /** It is new. */
    public record New() implements Earlier {}

    /**
     * A document that came.
     *
     * @param who sent it; the numbers of both sides of an account are worlds of their own
     * @param payloadId as it came
     */
    public record Document(Accounts.Known who, String payloadId, byte[] bytes) {
        String account() {
            return who.account().name();
        }

        Bind key() {
            return Bind.of(account(), who.test(), digest(payloadId.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** What is known of a document; a repetition and a conflict are noted. */
    public Earlier earlier(Document document) {
        var kept = database.read(tx -> kept(tx, document));
        return kept.isEmpty() ? new New() : told(document, kept.get());
    }

    private record Kept(String digest, byte[] body) {}

    private static Optional<Kept> kept(Tx tx, Document document) throws SQLException {
        return tx.first(
                "select digest, body from punchout_answer where account = ? and test = ? and payload = ?",
                document.key(),
                row -> new Kept(row.getString(1), row.getBytes(2)));
    }

    private Earlier told(Document document, Kept kept) {
        boolean same = kept.digest().equals(digest(document.bytes()));
        var id = SessionRows.shown(document.payloadId());
        database.write(tx -> {
            var now = sessions.now();
            if (same) {
                SessionRows.happened(
                        tx,
                        0,
                        document.account(),
                        now,
                        Happening.Code.REPEATED,
                        "the document " + id + " came again and got the answer of the first time");
            } else {
                var text = "another document came under the payloadID " + id
                        + " of one that was answered; it was refused (409)";
                SessionRows.happened(tx, 0, document.account(), now, Happening.Code.CONFLICT, text);
                SessionRows.trouble(tx, document.account(), now, Happening.Code.CONFLICT, text);
            }
            return null;
        });
        return same ? new Answered(Packed.stored(kept.body()).body()) : new Conflict();
    }

    /** What came of opening a visit once. */
    public sealed interface Visit {}

    /** It is open, and this is the answer. */
    public record Open(byte[] body) implements Visit {}

    /** It was not opened, and nothing is kept. */
    public record Refused(Opening.Opened why) implements Visit {}

    /** Somebody was quicker with the same number. */
    public record Taken(Earlier earlier) implements Visit {}

    /** Makes the answer of a visit that is open. */
    @FunctionalInterface
    public interface Answering {
        byte[] of(Opening.Ready ready);
    }

    /** Opens a visit and keeps the answer, in one transaction: however often a document comes, there is one visit. */
    public Visit open(Document document, Opening opening, Answering answering) {
        var visit = database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            if (kept(tx, document).isPresent()) {
                return Optional.<Visit>empty();
            }
            var opened = sessions.openings().open(tx, opening);
            if (!(opened instanceof Opening.Ready ready)) {
                return Optional.<Visit>of(new Refused(opened));
            }
            var body = answering.of(ready);
            keep(tx, document, body);
            return Optional.<Visit>of(new Open(body));
        });
        return visit.orElseGet(() -> new Taken(earlier(document)));
    }

    /** Keeps the answer to something that was taken elsewhere; when somebody was quicker, the first answer is given. */
    public Earlier keep(Document document, byte[] body) {
        boolean first = database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            if (kept(tx, document).isPresent()) {
                return false;
            }
            keep(tx, document, body);
            return true;
        });
        return first ? new Answered(body) : earlier(document);
    }

    private void keep(Tx tx, Document document, byte[] body) throws SQLException {
        tx.update(
                "insert into punchout_answer (account, test, payload, digest, at, body) values (?, ?, ?, ?, ?, ?)",
                Bind.of(
                        document.account(),
                        document.who().test(),
                        digest(document.payloadId().getBytes(StandardCharsets.UTF_8)),
                        digest(document.bytes()),
                        sessions.now().toEpochMilli(),
                        Packed.of(body).stored()));
    }

    /** SHA-256, 64 hexadecimal digits. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
