package org.caravanserai.punchout.session;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.StartTokens;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * The visits of buyers' users. The first page is opened with a token, once; from then on a key in the path of every address names
 * the visit, since a shop in a frame of the buyer gets no cookies. Of both a hash is kept. A cart goes back once: of any
 * number of windows at the same time one gets the form, the others hear that it is gone. Every change is one
 * transaction, a conditional update of the visit's row first.
 */
public final class Sessions {
    /** How long a set-up waits for the browser. */
    public static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    /** How long a visit lasts without anything being put in the basket. */
    public static final Duration LIFE = Duration.ofHours(8);

    private static final int PAGE = 200;

    /** Where the browser begins the visit of a token. */
    public static String startPath(String brand, String token) {
        return "/shop/" + brand + "/start/" + token;
    }

    /** Below this lie all pages of a visit that has begun. */
    public static String path(String brand, String key) {
        return "/shop/" + brand + "/s/" + key;
    }

    private final Database database;
    private final Clock clock;
    private final Supplier<Accounts> accounts;
    private final StartTokens tokens;
    private final Openings openings;
    private final Endings endings;

    /**
     * @param accounts asked each time, so that a reload counts
     * @param ids of the documents that carry carts
     */
    public Sessions(Database database, Supplier<Accounts> accounts, PayloadIds ids, SecureRandom random) {
        this.database = database;
        this.clock = database.clock();
        this.accounts = accounts;
        this.tokens = new StartTokens(random);
        this.openings = new Openings(tokens, clock);
        this.endings = new Endings(database, accounts, new Forms(ids, clock));
    }

    Database database() {
        return database;
    }

    Openings openings() {
        return openings;
    }

    Instant now() {
        return clock.instant();
    }

    /** Opens a visit that was asked for, or says why not; nothing is kept then. */
    public Opening.Opened open(Opening opening) {
        var prepared = openings.prepare(opening);
        return prepared instanceof Openings.Draft draft
                ? database.writeRetrying(Purpose.INTERACTIVE, tx -> openings.open(tx, draft))
                : ((Openings.No) prepared).why();
    }

    /**
     * A visit that began.
     *
     * @param key for the path of its addresses; it cannot be had again
     */
    public record Started(String key, Session session) {
        /** Never shows the key. */
        @Override
        public String toString() {
            return "Started[session=" + session.id() + "]";
        }
    }

    /**
     * Begins the visit of a token: once. Empty for a token that is wrong, was used or is late; which of them nobody is told.
     *
     * @param brand whose shop the browser is in; the token of another one is unknown there, and stays good where it belongs
     */
    public Optional<Started> start(String brand, String token) {
        if (!StartTokens.plausible(token)) {
            return Optional.empty();
        }
        var key = tokens.next();
        return database.write(tx -> start(tx, brand, StartTokens.hash(token), StartTokens.hash(key)))
                .map(session -> new Started(key, session));
    }

    private Optional<Session> start(Tx tx, String brand, String token, String key) throws SQLException {
        var now = now();
        int begun = tx.update(
                "update punchout_session set state = ?, session_key = ?, expires_at = ?"
                        + " where token = ? and brand = ? and state = ? and expires_at > ?",
                Bind.of(
                        Session.State.SHOPPING.code,
                        key,
                        now.plus(LIFE).toEpochMilli(),
                        token,
                        brand,
                        Session.State.REQUESTED.code,
                        now.toEpochMilli()));
        var head = SessionRows.byToken(tx, token);
        if (head.isEmpty() || !head.get().brand().equals(brand)) {
            return Optional.empty();
        }
        var visit = head.get();
        if (begun == 0) {
            SessionRows.happened(
                    tx,
                    visit.id(),
                    visit.account(),
                    now,
                    Happening.Code.LATE,
                    "the address of the first page was opened again, or too late; it is good once and for "
                            + TOKEN_LIFE.toMinutes() + " minutes");
            return Optional.empty();
        }
        SessionRows.happened(
                tx, visit.id(), visit.account(), now, Happening.Code.STARTED, "the user's browser opened the shop");
        return Optional.of(visit.session(SessionRows.visit(tx, visit.id())));
    }

    /** The visit of a key as it stands now; also one that is over. */
    public Optional<Session> find(String key) {
        if (!StartTokens.plausible(key)) {
            return Optional.empty();
        }
        return database.read(tx -> {
            var head = SessionRows.byKey(tx, StartTokens.hash(key));
            return head.isEmpty()
                    ? Optional.empty()
                    : Optional.of(head.get()
                            .asOf(now())
                            .session(SessionRows.visit(tx, head.get().id())));
        });
    }

    /**
     * Speaks another language with the user from now on.
     *
     * @param locale one the brand speaks; whoever asks has looked
     * @return false = the visit is over
     */
    public boolean speak(String key, String locale) {
        return StartTokens.plausible(key)
                && database.writeRetrying(Purpose.INTERACTIVE, tx -> {
                    var hash = StartTokens.hash(key);
                    if (!goesOn(tx, hash)) {
                        return false;
                    }
                    long id = SessionRows.byKey(tx, hash).orElseThrow().id();
                    var visit = SessionRows.visit(tx, id);
                    tx.update(
                            "update punchout_setup set body = ? where session = ?",
                            Bind.of(
                                    Stored.visit(new Stored.Visit(visit.setup(), visit.way(), visit.user(), locale)),
                                    id));
                    return true;
                });
    }

    /** Locks the visit's row: what follows is one after the other, and nothing is kept behind a cart that went back. */
    private boolean goesOn(Tx tx, String key) throws SQLException {
        var now = now();
        return tx.update(
                        "update punchout_session set expires_at = ? where session_key = ? and state = ? and expires_at > ?",
                        Bind.of(now.plus(LIFE).toEpochMilli(), key, Session.State.SHOPPING.code, now.toEpochMilli()))
                > 0;
    }

    /** The account of a visit; empty when it was taken out of the files. */
    public Optional<Account> account(Session session) {
        return accounts.get().named(session.account());
    }

    /** Whether we sent this account a document of this number. */
    public boolean sent(String account, String payloadId) {
        var hash = StartTokens.hash(payloadId);
        return database.read(tx -> tx.first(
                        "select at from punchout_sent where account = ? and payload = ?",
                        Bind.of(account, hash),
                        row -> true)
                .isPresent());
    }

    /** What is in the basket of a visit; empty for a visit that is unknown. */
    public Basket basket(String key) {
        return StartTokens.plausible(key)
                ? database.read(tx -> {
                    var head = SessionRows.byKey(tx, StartTokens.hash(key));
                    return head.isEmpty()
                            ? Basket.EMPTY
                            : SessionRows.basket(tx, head.get().id()).basket();
                })
                : Basket.EMPTY;
    }

    /** Keeps a changed basket, made from the revision it names. Lines without a mark get one, and the visit lasts longer. */
    public Basket.Kept keep(String key, Basket basket) {
        return StartTokens.plausible(key)
                ? database.writeRetrying(Purpose.INTERACTIVE, tx -> keep(tx, StartTokens.hash(key), basket))
                : new Basket.Closed();
    }

    private Basket.Kept keep(Tx tx, String key, Basket basket) throws SQLException {
        if (!goesOn(tx, key)) {
            return new Basket.Closed();
        }
        long id = SessionRows.byKey(tx, key).orElseThrow().id();
        if (SessionRows.visit(tx, id).setup().operation() == Setup.Operation.INSPECT) {
            return new Basket.Closed();
        }
        var kept = SessionRows.basket(tx, id);
        if (kept.basket().revision() != basket.revision()) {
            return new Basket.Changed(kept.basket());
        }
        int next = kept.nextMark();
        var lines = new ArrayList<Basket.Line>();
        for (var line : basket.lines()) {
            lines.add(line.mark() == null ? line.marked(Openings.mark(id, next++)) : line);
        }
        var body = Stored.basket(lines);
        int revision = basket.revision() + 1;
        if (tx.update(
                        "update punchout_basket set revision = ?, next_mark = ?, body = ? where session = ?",
                        Bind.of(revision, next, body, id))
                == 0) {
            tx.update(
                    "insert into punchout_basket (session, revision, next_mark, body) values (?, ?, ?, ?)",
                    Bind.of(id, revision, next, body));
        }
        return new Basket.Done(new Basket(revision, lines));
    }

    /**
     * Brings a cart back; a visit of {@code inspect} brings none, whatever the cart holds.
     *
     * @param cart in the buyer's units and codes; the mark of each line is that of the basket
     */
    public Ended transfer(String key, Cart cart) {
        return endings.end(key, Session.State.RETURNED, cart);
    }

    /** Gives up: nothing changes at the buyer. Also after a visit expired, so that the user finds the way back. */
    public Ended cancel(String key) {
        return endings.end(key, Session.State.CANCELLED, Cart.of("0", "EUR", List.of()));
    }

    /**
     * Notes the visits whose time is over, so that people see it. What expires counts as expired from that moment on, also
     * before this was called.
     *
     * @return how many
     */
    public int expire() {
        int all = 0;
        int some;
        do {
            some = database.write(Purpose.BATCH, tx -> {
                var now = now();
                int expired = 0;
                for (var state : List.of(Session.State.REQUESTED, Session.State.SHOPPING)) {
                    for (var head : overdue(tx, state, now)) {
                        expired += expired(tx, head, now);
                    }
                }
                return expired;
            });
            all += some;
        } while (some > 0);
        return all;
    }

    private static List<SessionRows.Head> overdue(Tx tx, Session.State state, Instant now) throws SQLException {
        return tx.query(
                "select id, account, test, brand, state, created_at, expires_at, ended_at from punchout_session"
                        + " where state = ? and expires_at <= ? order by state, expires_at limit " + PAGE,
                Bind.of(state.code, now.toEpochMilli()),
                SessionRows::head);
    }

    private static int expired(Tx tx, SessionRows.Head head, Instant now) throws SQLException {
        int done = tx.update(
                "update punchout_session set state = ?, ended_at = expires_at where id = ? and state = ? and expires_at <= ?",
                Bind.of(Session.State.EXPIRED.code, head.id(), head.state().code, now.toEpochMilli()));
        if (done > 0) {
            SessionRows.happened(
                    tx,
                    head.id(),
                    head.account(),
                    now,
                    Happening.Code.EXPIRED,
                    head.state() == Session.State.REQUESTED
                            ? "the user's browser did not come within " + TOKEN_LIFE.toMinutes() + " minutes"
                            : "the user did nothing for " + LIFE.toHours() + " hours");
        }
        return done;
    }
}
