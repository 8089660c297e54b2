package org.caravanserai.punchout.session;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.punchout.EarlierCart;
import org.caravanserai.punchout.ReturnAddress;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.StartTokens;
import org.caravanserai.punchout.Visitor;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Tx;

/** How a visit begins: checked, then written with the cart of an earlier one. */
record Openings(StartTokens tokens, Clock clock) {
    /** What came of looking at a visit before the database is asked, whose one writer is everybody's. */
    sealed interface Prepared {}

    /**
     * It may be opened.
     *
     * @param token of the first page
     * @param stored as it is kept
     * @param told of it in the account's history
     */
    record Draft(Opening opening, String token, String hash, byte[] stored, String told) implements Prepared {}

    /** It may not. */
    record No(Opening.Opened why) implements Prepared {}

    /** All that needs no database. */
    Prepared prepare(Opening opening) {
        var setup = opening.setup();
        if (setup.returnUrl() != null
                && ReturnAddress.check(setup.returnUrl(), opening.who().side())
                        instanceof ReturnAddress.Refused refused) {
            return new No(new Opening.WrongAddress(refused));
        }
        var visitor = Visitor.of(setup, opening.who().account().user());
        if (visitor instanceof Visitor.Refused refused) {
            return new No(new Opening.Nameless(refused));
        }
        var user = visitor instanceof Visitor.Named named ? cut(named.name(), 200) : null;
        var token = tokens.next();
        var visit = new Stored.Visit(setup, opening.way(), user, opening.locale());
        return new Draft(opening, token, StartTokens.hash(token), Stored.visit(visit), told(opening, user));
    }

    private static String told(Opening opening, String user) {
        var setup = opening.setup();
        return (opening.way() instanceof Way.Oci ? "OCI" : "cXML") + ", "
                + setup.operation().name().toLowerCase(Locale.ROOT)
                + (opening.test() ? ", a test" : "") + ", for " + SessionRows.shown(user)
                + (setup.selected() == null
                        ? ""
                        : ", product " + SessionRows.shown(setup.selected().sku()));
    }

    /** Opens a visit within a transaction, or says why not. */
    Opening.Opened open(Tx tx, Draft draft) throws SQLException {
        var opening = draft.opening();
        var account = opening.who().account();
        var setup = opening.setup();
        var known = new HashSet<Setup.Part>();
        for (var line : setup.lines()) {
            if (SessionRows.sent(tx, account.name(), opening.test(), line.part())) {
                known.add(line.part());
            }
        }
        var earlier = EarlierCart.of(setup, account.cxml(), known::contains);
        if (earlier instanceof EarlierCart.Unknown unknown) {
            return new Opening.UnknownLines(unknown);
        }
        long id = insert(tx, draft);
        if (earlier instanceof EarlierCart.Rebuilt rebuilt && !rebuilt.lines().isEmpty()) {
            rebuild(tx, id, account.name(), opening.test(), setup, rebuilt.lines());
        }
        return new Opening.Ready(id, draft.token());
    }

    private long insert(Tx tx, Draft draft) throws SQLException {
        var opening = draft.opening();
        var account = opening.who().account().name();
        var now = clock.instant();
        var ids = tx.ids(2);
        tx.update(
                "insert into punchout_session (id, account, test, brand, state, token, created_at, expires_at, ended_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                Bind.of(
                        ids[0],
                        account,
                        opening.test(),
                        opening.brand(),
                        Session.State.REQUESTED.code,
                        draft.hash(),
                        now.toEpochMilli(),
                        now.plus(Sessions.TOKEN_LIFE).toEpochMilli()));
        tx.update("insert into punchout_setup (session, body) values (?, ?)", Bind.of(ids[0], draft.stored()));
        SessionRows.happened(tx, ids[1], ids[0], account, now, Happening.Code.SETUP, draft.told());
        return ids[0];
    }

    /** The marks of the earlier lines live on: the buyer knows its lines by them. */
    private void rebuild(Tx tx, long id, String account, boolean test, Setup setup, List<Setup.Line> lines)
            throws SQLException {
        var basket = new ArrayList<Basket.Line>();
        var earlier = new HashMap<Long, Map<String, String>>();
        int next = 1;
        for (var line : lines.subList(0, Math.min(lines.size(), Basket.MOST))) {
            var mark = line.part().auxiliary();
            basket.add(new Basket.Line(
                    mark == null ? mark(id, next++) : mark,
                    line.part().sku(),
                    line.quantity(),
                    null,
                    mark == null ? null : note(tx, account, test, line.part(), earlier)));
        }
        tx.update(
                "insert into punchout_basket (session, revision, next_mark, body) values (?, 1, ?, ?)",
                Bind.of(id, next, Stored.basket(basket)));
        SessionRows.happened(
                tx,
                id,
                account,
                clock.instant(),
                Happening.Code.REBUILT,
                basket.size() + " of " + setup.lines().size() + " lines of the earlier cart");
    }

    /** What the user said to the line in the visit it came from, as long as that is kept; null = nothing. */
    private static String note(
            Tx tx, String account, boolean test, Setup.Part part, Map<Long, Map<String, String>> earlier)
            throws SQLException {
        var from = SessionRows.origin(tx, account, test, part);
        if (from.isEmpty()) {
            return null;
        }
        if (!earlier.containsKey(from.get())) {
            var notes = new HashMap<String, String>();
            SessionRows.basket(tx, from.get()).basket().lines().stream()
                    .filter(line -> line.note() != null)
                    .forEach(line -> notes.put(line.mark(), line.note()));
            earlier.put(from.get(), notes);
        }
        return earlier.get(from.get()).get(part.auxiliary());
    }

    /** The mark of a line: ASCII, short, the same in no two visits. */
    static String mark(long session, int number) {
        return "CV" + Long.toString(session, 36).toUpperCase(Locale.ROOT) + "-" + number;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : Finding.cut(text);
    }
}
