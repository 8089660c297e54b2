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
     * @param number SHA-256 of the payloadId
     * @param digest SHA-256 of its bytes
     */
    public record Document(Accounts.Known who, String payloadId, String number, String digest) {
        /** A document of these bytes. */
        public Document(Accounts.Known who, String payloadId, byte[] bytes) {
            this(who, payloadId, Answers.digest(payloadId.getBytes(StandardCharsets.UTF_8)), Answers.digest(bytes));
        }

        String account() {
            return who.account().name();
        }

        Bind key() {
            return Bind.of(account(), who.test(), number);
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
        boolean same = kept.digest().equals(document.digest());
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
        /** @param token of its first page */
        byte[] of(String token);
    }

    /** Opens a visit and keeps the answer, in one transaction: however often a document comes, there is one visit. */
    public Visit open(Document document, Opening opening, Answering answering) {
        var prepared = sessions.openings().prepare(opening);
        var body = prepared instanceof Openings.Draft draft ? answering.of(draft.token()) : null;
        var packed = body == null ? null : Packed.of(body).stored();
        var visit = database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            if (kept(tx, document).isPresent()) {
                return Optional.<Visit>empty();
            }
            var opened = prepared instanceof Openings.Draft draft
                    ? sessions.openings().open(tx, draft)
                    : ((Openings.No) prepared).why();
            if (!(opened instanceof Opening.Ready)) {
                return Optional.<Visit>of(new Refused(opened));
            }
            keep(tx, document, packed);
            return Optional.<Visit>of(new Open(body));
        });
        return visit.orElseGet(() -> new Taken(earlier(document)));
    }

    /** Keeps the answer to something that was taken elsewhere; when somebody was quicker, the first answer is given. */
    public Earlier keep(Document document, byte[] body) {
        var packed = Packed.of(body).stored();
        boolean first = database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            if (kept(tx, document).isPresent()) {
                return false;
            }
            keep(tx, document, packed);
            return true;
        });
        return first ? new Answered(body) : earlier(document);
    }

    private void keep(Tx tx, Document document, byte[] packed) throws SQLException {
        tx.update(
                "insert into punchout_answer (account, test, payload, digest, at, body) values (?, ?, ?, ?, ?, ?)",
                Bind.of(
                        document.account(),
                        document.who().test(),
                        document.number(),
                        document.digest(),
                        sessions.now().toEpochMilli(),
                        packed));
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
