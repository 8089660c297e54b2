package org.caravanserai.punchout.answer;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Outcome;
import org.caravanserai.home.Account;
import org.caravanserai.home.Answers;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Xml;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.cxml.Cxml;
import org.caravanserai.punchout.cxml.CxmlDtd;
import org.caravanserai.punchout.cxml.CxmlWriter;
import org.caravanserai.punchout.cxml.Envelopes;
import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.cxml.Replies;
import org.caravanserai.punchout.cxml.Timestamps;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Tells buyers what becomes of their orders by cXML, at the address their account names. A document is written once and kept before it goes out; every further
 * attempt sends the same bytes under the same payloadID, so that a buyer who has it already knows it again. Thread-safe.
 */
public final class CxmlAnswers {
    /** The connector that carries documents. */
    public static final String SYSTEM = "cxml";

    /** Its operation. */
    public static final String OPERATION = "send-document";

    /** Stands in what is kept where the secret goes; documents begin with their header, so the first one is ours. */
    private static final String SECRET = "<SharedSecret>{secret}</SharedSecret>";

    /** In the place of a Status. */
    private static final int NO_CXML = -1;

    private final Supplier<Home> homes;
    private final Client client;
    private final Database database;
    private final Envelopes envelopes;
    private final Happenings happenings;
    private final Supplier<String> host;

    /**
     * @param envelopes make documents; number and time are those of the answer
     * @param happenings hear of what will not mend itself
     * @param host what payloadIDs end with
     */
    public CxmlAnswers(
            Supplier<Home> homes,
            Client client,
            Database database,
            Envelopes envelopes,
            Happenings happenings,
            Supplier<String> host) {
        this.homes = homes;
        this.client = client;
        this.database = database;
        this.envelopes = envelopes;
        this.happenings = happenings;
        this.host = host;
    }

    /** The side of an account answers of an order go to: tests hear at the test system and nowhere else. Empty when it hears nothing. */
    public static Optional<Account.Side> side(Account account, boolean test) {
        return Optional.ofNullable(test ? account.test() : account.production()).filter(side -> side.answers() != null);
    }

    /**
     * Sends one document. Never throws for anything the buyer, the network or the files of the home do. Accepted: the buyer has taken it (Status 2xx);
     * Rejected: it was refused (4xx), or cannot be said; Deferred: it did not go out; Unknown: everything else, to be told again with the same key.
     */
    public Ack tell(Telling telling) {
        var home = homes.get();
        var account = home.accounts().get(telling.account());
        var side = account == null
                ? Optional.<Account.Side>empty()
                : side(account, telling.test()).filter(one -> one.answers().url() != null);
        if (side.isEmpty()) {
            return new Ack.Deferred(
                    null, "account '" + telling.account() + "' names no address for answers any more: answers.url");
        }
        var answers = side.get().answers();
        var secret = answers.secret().isEmpty()
                ? Optional.<String>empty()
                : home.secrets().resolve(answers.secret().get(0));
        if (secret.isEmpty()) {
            return new Ack.Deferred(null, "the secret of answers is not there: " + answers.secret());
        }
        Ready ready;
        try {
            ready = ready(telling, new Draft(telling, home, account, side.get()));
        } catch (Impossible cannot) {
            return new Ack.Rejected("not-written", null, cannot.getMessage());
        }
        return ready.ack() != null ? ready.ack() : send(telling, answers, ready.body(), secret.get());
    }

    /**
     * What is to be done.
     *
     * @param ack it is over already; null = {@code body} goes out
     */
    private record Ready(Ack ack, String body) {}

    private Ready ready(Telling telling, Draft draft) throws Impossible {
        var written = new Impossible[1];
        var ready = database.writeRetrying(Purpose.ORDER, tx -> {
            try {
                return ready(tx, telling, draft);
            } catch (Impossible cannot) {
                written[0] = cannot;
                return null;
            }
        });
        if (written[0] != null) {
            throw written[0];
        }
        return ready.body() == null && ready.ack() == null
                ? new Ready(null, new SentAnswers(database).body(telling.key()).orElseThrow())
                : ready;
    }

    private Ready ready(Tx tx, Telling telling, Draft draft) throws SQLException, Impossible {
        var all = SentAnswers.of(tx, telling.orderId());
        var known =
                all.stream().filter(sent -> sent.key().equals(telling.key())).findFirst();
        if (known.isPresent() && known.get().state() == SentAnswers.State.TAKEN) {
            return new Ready(new Ack.Accepted(known.get().payload()), null);
        }
        var kind = draft.kind();
        boolean outdated = all.stream()
                .anyMatch(sent -> sent.kind() == kind
                        && sent.document().equals(telling.event().id())
                        && sent.version() > telling.event().version()
                        && sent.state() == SentAnswers.State.TAKEN);
        var earlier = all.stream()
                .filter(sent -> sent.kind() == kind
                        && sent.document().equals(telling.event().id())
                        && sent.version() < telling.event().version()
                        && sent.state() == SentAnswers.State.TAKEN)
                .max(java.util.Comparator.comparingInt(SentAnswers.Sent::version))
                .map(SentAnswers.Sent::payload);
        if (outdated || telling.event() instanceof Shipment shipment && shipment.withdrawn() && earlier.isEmpty()) {
            SentAnswers.move(tx, telling.key(), SentAnswers.State.NOT_NEEDED, 0);
            return new Ready(new Ack.Accepted(null), null);
        }
        boolean again = known.isPresent() && known.get().state() == SentAnswers.State.ON_ITS_WAY;
        // A document that overtakes an older one would be taken back by it.
        var before = all.stream()
                .filter(sent -> sent.state() == SentAnswers.State.ON_ITS_WAY && sent.kind() == kind)
                .filter(sent -> !sent.key().equals(telling.key()))
                .findFirst();
        if (!again && before.isPresent()) {
            return new Ready(
                    new Ack.Deferred(
                            null,
                            "document '" + Finding.cut(before.get().document())
                                    + "' about the order is not answered yet"),
                    null);
        }
        if (again) {
            return new Ready(null, null);
        }
        var now = database.clock().instant();
        var payload = telling.key() + "@" + host.get();
        var taken = kind == SentAnswers.Kind.CONFIRMATION && all.stream().anyMatch(sent -> sent.kind() == kind)
                ? SentAnswers.confirmations(tx, telling.orderId())
                : List.<SentAnswers.Body>of();
        var body = draft.write(payload, now, earlier.orElse(null), taken);
        SentAnswers.keep(
                tx,
                new SentAnswers.Sent(
                        telling.key(),
                        telling.account(),
                        payload,
                        telling.orderId(),
                        kind,
                        telling.event().id(),
                        telling.event().version(),
                        telling.test(),
                        now,
                        SentAnswers.State.ON_ITS_WAY,
                        0),
                body);
        return new Ready(null, body);
    }

    /** One document before it is written. */
    private final class Draft {
        private final Telling telling;
        private final Account account;
        private final Account.Side side;
        private final Wording words;

        Draft(Telling telling, Home home, Account account, Account.Side side) {
            this.telling = telling;
            this.account = account;
            this.side = side;
            this.words = new Wording(account, CodeTable.units(account, home.tables()));
        }

        SentAnswers.Kind kind() {
            return telling.event() instanceof Confirmation
                    ? SentAnswers.Kind.CONFIRMATION
                    : SentAnswers.Kind.SHIP_NOTICE;
        }

        String write(String payload, Instant now, String earlier, List<SentAnswers.Body> taken) throws Impossible {
            var between = new Parties(side.supplier().get(0), side.identity().get(0), "{secret}", telling.test());
            var document = document(between, earlier, taken);
            document.payloadID = payload;
            document.timestamp = Timestamps.write(now, words.zone());
            var version = account.cxml()
                    .versions()
                    .get(kind() == SentAnswers.Kind.CONFIRMATION ? "confirmation" : "shipment");
            return new String(CxmlWriter.write(document, CxmlDtd.of(version, document)), StandardCharsets.UTF_8);
        }

        private Cxml document(Parties between, String earlier, List<SentAnswers.Body> taken) throws Impossible {
            if (telling.event() instanceof Confirmation said) {
                var confirming = new Confirming(words, telling, said);
                var fresh = confirming.document(null);
                var before = earlier == null ? Replacing.same(taken, fresh) : Replacing.named(taken, earlier);
                var made = before.isEmpty() ? fresh : confirming.document(before.get());
                return envelopes.request(between, made.request());
            }
            return envelopes.request(
                    between,
                    new Shipping(words, telling, (Shipment) telling.event())
                            .document(earlier)
                            .request());
        }
    }

    private Ack send(Telling telling, Answers answers, String body, String secret) {
        var document = with(body, secret);
        var outcome =
                client.post(telling.account(), SYSTEM, OPERATION, answers.connection(), query(answers.url()), document);
        var reply =
                outcome instanceof Outcome.Answered answered ? answered.reply() : ((Outcome.Failed) outcome).reply();
        if (reply == null) {
            return ((Outcome.Failed) outcome).unanswered();
        }
        var said = Replies.of(reply.status(), reply.body());
        if (said instanceof Replies.Taken taken) {
            moved(telling, SentAnswers.State.TAKEN, taken.code());
            return new Ack.Accepted(null);
        }
        if (said instanceof Replies.Refused refused) {
            moved(telling, SentAnswers.State.REFUSED, refused.code());
            return new Ack.Rejected(
                    "status-" + refused.code(), null, reply.masking().apply(refused.text()));
        }
        var again = (Replies.Again) said;
        var why = reply.masking().apply(again.why());
        if (again.alert()) {
            alert(telling, why);
        }
        return new Ack.Unknown(why);
    }

    /** The call has happened, whatever becomes of the disk. */
    private void moved(Telling telling, SentAnswers.State state, int code) {
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            SentAnswers.move(tx, telling.key(), state, code);
            return null;
        });
    }

    /** Once for each document: what it is about does not mend itself. */
    private void alert(Telling telling, String why) {
        boolean first = database.writeRetrying(Purpose.CONFIRM, tx -> SentAnswers.alerted(tx, telling.key(), NO_CXML));
        if (first) {
            happenings.trouble(
                    telling.account(),
                    Happening.Code.STATUS,
                    "a document about order '" + Finding.cut(telling.order().number()) + "' does not arrive: " + why);
        }
    }

    private static String with(String body, String secret) {
        int at = body.indexOf(SECRET);
        var escaped =
                Xml.text(secret).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return body.substring(0, at) + "<SharedSecret>" + escaped + "</SharedSecret>"
                + body.substring(at + SECRET.length());
    }

    /** A kept document for people. */
    static String shown(String body) {
        return with(body, "***");
    }

    private static Map<String, String> query(String url) {
        var query = new LinkedHashMap<String, String>();
        var raw = URI.create(url).getRawQuery();
        for (var pair : raw == null ? List.<String>of() : List.of(raw.split("&"))) {
            var parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
