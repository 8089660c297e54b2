package org.caravanserai.punchout.session;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.StartTokens;
import org.caravanserai.punchout.cxml.CartMessage;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** How a visit ends: once, whoever asks how often. The form is kept as it went. */
record Endings(Database database, Supplier<Accounts> accounts, Forms forms) {
    Ended end(String key, Session.State as, Cart cart) {
        if (!StartTokens.plausible(key)) {
            return new Ended.Unknown();
        }
        var hash = StartTokens.hash(key);
        var found = database.read(tx -> {
            var head = SessionRows.byKey(tx, hash);
            return head.isEmpty()
                    ? Optional.<Found>empty()
                    : Optional.of(new Found(
                            head.get().asOf(database.clock().instant()),
                            SessionRows.visit(tx, head.get().id())));
        });
        var account = found.flatMap(one -> accounts.get().named(one.head().account()));
        if (found.isEmpty() || account.isEmpty()) {
            return new Ended.Unknown();
        }
        var visit = found.get().visit();
        var sent = visit.setup().operation() == Setup.Operation.INSPECT
                ? Cart.of(cart.id(), cart.currency(), List.of())
                : cart;
        var made = visit.setup().returnUrl() == null
                ? new Forms.Form(null, null)
                : forms.of(
                        account.get(),
                        visit,
                        as == Session.State.RETURNED ? CartMessage.End.RETURNED : CartMessage.End.CANCELLED,
                        sent);
        return database.writeRetrying(
                Purpose.INTERACTIVE, tx -> ended(tx, found.get().head(), made, as, sent));
    }

    private record Found(SessionRows.Head head, Stored.Visit visit) {}

    private Ended ended(Tx tx, SessionRows.Head visit, Forms.Made made, Session.State as, Cart cart)
            throws SQLException {
        var now = database.clock().instant();
        if (made instanceof Forms.Impossible impossible) {
            var head = SessionRows.byId(tx, visit.id()).orElseThrow().asOf(now);
            if (head.state() != Session.State.SHOPPING) {
                return over(tx, head);
            }
            var text = String.join("; ", impossible.problems());
            SessionRows.happened(tx, visit.id(), visit.account(), now, Happening.Code.IMPOSSIBLE, text);
            return new Ended.Impossible(impossible.problems());
        }
        var form = ((Forms.Form) made).form();
        var payload = ((Forms.Form) made).payloadId();
        boolean late = as == Session.State.CANCELLED;
        int first = tx.update(
                "update punchout_session set state = ?, ended_at = ? where id = ? and state = ?"
                        + (late ? "" : " and expires_at > ?"),
                late
                        ? Bind.of(as.code, now.toEpochMilli(), visit.id(), Session.State.SHOPPING.code)
                        : Bind.of(
                                as.code,
                                now.toEpochMilli(),
                                visit.id(),
                                Session.State.SHOPPING.code,
                                now.toEpochMilli()));
        if (first == 0 && late) {
            first = tx.update(
                    "update punchout_session set state = ? where id = ? and state = ? and session_key is not null",
                    Bind.of(as.code, visit.id(), Session.State.EXPIRED.code));
        }
        if (first == 0) {
            return over(tx, SessionRows.byId(tx, visit.id()).orElseThrow().asOf(now));
        }
        tell(tx, visit, form, as, cart);
        if (form == null) {
            return new Ended.Nowhere(as);
        }
        tx.update("insert into punchout_return (session, body) values (?, ?)", Bind.of(visit.id(), Stored.form(form)));
        if (payload != null) {
            tx.update(
                    "insert into punchout_sent (account, payload, at) values (?, ?, ?)",
                    Bind.of(visit.account(), StartTokens.hash(payload), now.toEpochMilli()));
        }
        return new Ended.Go(as, form);
    }

    private void tell(Tx tx, SessionRows.Head visit, ReturnForm form, Session.State as, Cart cart) throws SQLException {
        var now = database.clock().instant();
        boolean returned = as == Session.State.RETURNED;
        if (returned) {
            for (var line : cart.lines()) {
                sent(tx, visit, new Setup.Part(line.sku(), line.auxiliary()));
            }
        }
        SessionRows.happened(
                tx,
                visit.id(),
                visit.account(),
                now,
                returned ? Happening.Code.RETURNED : Happening.Code.CANCELLED,
                returned
                        ? cart.lines().size() + " lines, " + cart.total() + (form == null ? ", no return address" : "")
                        : "the user gave up; the buyer's lines stay as they were");
        if (form != null && !form.notes().isEmpty()) {
            SessionRows.happened(
                    tx, visit.id(), visit.account(), now, Happening.Code.NOTED, String.join("; ", form.notes()));
        }
    }

    private static void sent(Tx tx, SessionRows.Head visit, Setup.Part part) throws SQLException {
        if (SessionRows.origin(tx, visit.account(), visit.test(), part).isEmpty()) {
            tx.update(
                    "insert into punchout_line (account, test, sku, auxiliary, session) values (?, ?, ?, ?, ?)",
                    Bind.of(
                            visit.account(),
                            visit.test(),
                            part.sku(),
                            part.auxiliary() == null ? "" : part.auxiliary(),
                            visit.id()));
        }
    }

    private static Ended over(Tx tx, SessionRows.Head head) throws SQLException {
        var form = SessionRows.form(tx, head.id());
        return form.isEmpty()
                ? new Ended.Nowhere(head.state())
                : new Ended.Already(head.state(), Stored.form(form.get()));
    }
}
