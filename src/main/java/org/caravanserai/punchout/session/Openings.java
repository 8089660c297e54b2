package org.caravanserai.punchout.session;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    /** Opens a visit within a transaction, or says why not. */
    Opening.Opened open(Tx tx, Opening opening) throws SQLException {
        var account = opening.who().account();
        var setup = opening.setup();
        if (setup.returnUrl() != null
                && ReturnAddress.check(setup.returnUrl(), opening.who().side())
                        instanceof ReturnAddress.Refused refused) {
            return new Opening.WrongAddress(refused);
        }
        var visitor = Visitor.of(setup, account.user());
        if (visitor instanceof Visitor.Refused refused) {
            return new Opening.Nameless(refused);
        }
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
        var user = visitor instanceof Visitor.Named named ? cut(named.name(), 200) : null;
        var token = tokens.next();
        long id = insert(tx, opening, user, StartTokens.hash(token));
        if (earlier instanceof EarlierCart.Rebuilt rebuilt && !rebuilt.lines().isEmpty()) {
            rebuild(tx, id, account.name(), setup, rebuilt.lines());
        }
        return new Opening.Ready(id, token);
    }

    private long insert(Tx tx, Opening opening, String user, String token) throws SQLException {
        var account = opening.who().account().name();
        var setup = opening.setup();
        var now = clock.instant();
        long id = tx.ids(1)[0];
        tx.update(
                "insert into punchout_session (id, account, test, brand, state, token, created_at, expires_at, ended_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                Bind.of(
                        id,
                        account,
                        opening.test(),
                        opening.brand(),
                        Session.State.REQUESTED.code,
                        token,
                        now.toEpochMilli(),
                        now.plus(Sessions.TOKEN_LIFE).toEpochMilli()));
        var visit = new Stored.Visit(setup, opening.way(), user, opening.locale());
        tx.update("insert into punchout_setup (session, body) values (?, ?)", Bind.of(id, Stored.visit(visit)));
        SessionRows.happened(
                tx,
                id,
                account,
                now,
                Happening.Code.SETUP,
                (opening.way() instanceof Way.Oci ? "OCI" : "cXML") + ", "
                        + setup.operation().name().toLowerCase(Locale.ROOT)
                        + (opening.test() ? ", a test" : "") + ", for " + SessionRows.shown(user)
                        + (setup.selected() == null
                                ? ""
                                : ", product "
                                        + SessionRows.shown(setup.selected().sku())));
        return id;
    }

    /** The marks of the earlier lines live on: the buyer knows its lines by them. */
    private void rebuild(Tx tx, long id, String account, Setup setup, List<Setup.Line> lines) throws SQLException {
        var basket = new ArrayList<Basket.Line>();
        int next = 1;
        for (var line : lines.subList(0, Math.min(lines.size(), Basket.MOST))) {
            var mark = line.part().auxiliary();
            basket.add(new Basket.Line(
                    mark == null ? mark(id, next++) : mark, line.part().sku(), line.quantity(), null));
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

    /** The mark of a line: ASCII, short, the same in no two visits. */
    static String mark(long session, int number) {
        return "CV" + Long.toString(session, 36).toUpperCase(Locale.ROOT) + "-" + number;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : Finding.cut(text);
    }
}
