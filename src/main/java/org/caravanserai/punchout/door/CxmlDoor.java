package org.caravanserai.punchout.door;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Account;
import org.caravanserai.parser.Redaction;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.cxml.Cxml;
import org.caravanserai.punchout.cxml.CxmlDtd;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.cxml.CxmlStatus;
import org.caravanserai.punchout.cxml.CxmlWriter;
import org.caravanserai.punchout.cxml.Envelopes;
import org.caravanserai.punchout.cxml.Incoming;
import org.caravanserai.punchout.cxml.IncomingReader;
import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.cxml.Senders;
import org.caravanserai.punchout.session.Answers;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Opening;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.session.Way;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers cXML requests: read, Sender authenticated, then what is asked for. Whatever comes, the answer is a cXML Response under HTTP 200; an
 * error of ours says 500 or 560, so that the sender tries again.
 */
public final class CxmlDoor {
    /** Where requests are sent to. */
    public static final String PATH = "/punchout/cxml";

    private static final Logger LOG = LoggerFactory.getLogger(CxmlDoor.class);
    private static final String ORDER = "OrderRequest";
    private static final String VERSION = "1.2.014";

    private final Reception reception;
    private final PayloadIds ids;
    private final OrderDesk desk;
    private final Pace pace;
    private final Crowd crowd;

    /** @param desk null = this installation takes no orders */
    public CxmlDoor(Reception reception, PayloadIds ids, OrderDesk desk) {
        this.reception = reception;
        this.ids = ids;
        this.desk = desk;
        this.pace = new Pace(Reception.PER_MINUTE, reception.clock());
        this.crowd = new Crowd(reception.clock());
    }

    /** The number maker of an installation. */
    public static PayloadIds ids(java.time.Clock clock, SecureRandom random, String publicUrl) {
        var host = publicUrl == null
                ? "localhost"
                : publicUrl.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*", "");
        return new PayloadIds(clock, random, host);
    }

    /** Answers one request. Never throws for what is in it. */
    public Answer answer(byte[] body) {
        try {
            return Answer.cxml(document(body));
        } catch (StoreException.Busy | StoreException.Conflict busy) {
            long more = crowd.one();
            if (more > 0) {
                LOG.warn("{} cXML requests were told to come again later: {}", more, busy.getMessage());
            }
            return tryAgain(CxmlStatus.TRY_AGAIN);
        } catch (RuntimeException failed) {
            return failed(failed);
        }
    }

    /**
     * What a sender hears whose document nobody reads: it was too long, too slow or one too many. In cXML too, since a system that hears 4xx over HTTP may
     * never send its order again.
     */
    public Answer unread(CxmlStatus status, String text) {
        return Answer.cxml(refused(status, text));
    }

    /** What went wrong stays in the log, by its kind and place; the message of an exception may hold what was sent. */
    private Answer failed(RuntimeException failed) {
        var place = failed.getStackTrace().length == 0 ? "" : " at " + failed.getStackTrace()[0];
        LOG.error(
                "a cXML request could not be answered: {}{}", failed.getClass().getName(), place);
        return tryAgain(CxmlStatus.SERVER_ERROR);
    }

    private Answer tryAgain(CxmlStatus status) {
        return Answer.cxml(written(null, nobody().response(status, "please send the same document again later")));
    }

    private Envelopes nobody() {
        return new Envelopes(ids, reception.clock(), ZoneOffset.UTC);
    }

    private static byte[] written(Account account, Cxml document) {
        var version = account == null ? VERSION : account.cxml().versions().getOrDefault("setup", VERSION);
        return CxmlWriter.write(document, CxmlDtd.of(version, document));
    }

    private byte[] refused(CxmlStatus status, String text) {
        return written(null, nobody().response(status, text));
    }

    private byte[] document(byte[] body) {
        var reading = CxmlReader.read(body);
        if (reading instanceof CxmlReader.Refused refused) {
            return refused(refused.status(), refused.text());
        }
        var read = (CxmlReader.Read) reading;
        if (read.document().request == null) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "this address takes requests, and the document holds none");
        }
        var verdict = reception.accounts().get().cxml(Senders.claim(read.document().header));
        if (verdict instanceof Accounts.Refused refused) {
            LOG.info("a cXML request was refused: {}", refused.reason());
            knocked(refused, Senders.claim(read.document().header).sender());
            var told = Senders.refused(refused.reason());
            return refused(told.status(), told.text());
        }
        var known = (Accounts.Known) verdict;
        if (!pace.allows(known.account().name())) {
            return refused(CxmlStatus.TRY_AGAIN, "more than " + Reception.PER_MINUTE + " requests in a minute");
        }
        return new Turn(known, read, body).document();
    }

    /** Who was not let in is seen by people; the caller hears the same either way. */
    private void knocked(Accounts.Refused refused, List<Account.Identity> sender) {
        var name = sender.isEmpty()
                ? "no sender at all"
                : "the sender '" + Finding.cut(sender.get(0).toString()) + "'";
        if (refused.meant().isEmpty()) {
            reception.happenings().knocked("", Happening.Code.UNKNOWN_SENDER, name + " is the name of no account");
        }
        for (var account : refused.meant()) {
            switch (refused.reason()) {
                case UNKNOWN ->
                    reception
                            .happenings()
                            .knocked(account, Happening.Code.WRONG_SECRET, name + " gave another secret, or none");
                case NOT_FOR_FROM ->
                    reception
                            .happenings()
                            .knocked(account, Happening.Code.NOT_FOR_FROM, name + " named another buyer in From");
                case NOT_TO_US ->
                    reception
                            .happenings()
                            .knocked(account, Happening.Code.NOT_TO_US, name + " named another supplier in To");
            }
        }
    }

    /** One request of somebody we know. */
    private final class Turn {
        private final Accounts.Known known;
        private final Account account;
        private final CxmlReader.Read read;
        private final byte[] body;
        private final boolean test;
        private final Envelopes envelopes;
        private final Answers.Document document;

        Turn(Accounts.Known known, CxmlReader.Read read, byte[] body) {
            this.known = known;
            this.account = known.account();
            this.read = read;
            this.body = body;
            this.test = known.test(read.document().request.test());
            this.envelopes = Envelopes.of(account, ids, reception.clock());
            this.document = new Answers.Document(known, read.document().payloadID, body);
        }

        byte[] document() {
            var incoming = IncomingReader.of(read, account.cxml());
            if (incoming instanceof Incoming.Refused refused) {
                if (read.document().request.order != null) {
                    unreadable(refused.text());
                }
                return refuse(refused.status(), refused.text());
            }
            if (incoming instanceof Incoming.Profile) {
                return written(account, envelopes.profile(reception.base().get() + PATH, taken()));
            }
            if (incoming instanceof Incoming.SetupRequest setup) {
                return setup(setup);
            }
            if (incoming instanceof Incoming.Order order) {
                return order(order);
            }
            return status((Incoming.StatusUpdate) incoming);
        }

        private List<String> taken() {
            return IncomingReader.TAKEN.stream()
                    .filter(request -> desk != null || !request.equals(ORDER))
                    .toList();
        }

        private byte[] refuse(CxmlStatus status, String text) {
            return refuse(Happening.Code.REFUSED, status, text);
        }

        private byte[] refuse(Happening.Code code, CxmlStatus status, String text) {
            var what = Finding.cut(read.payload()) + " was refused (" + status.code() + "): " + text;
            if (read.document().request.order == null) {
                reception.happenings().note(account.name(), code, what, Redaction.bytes(body));
            } else {
                // What came as an order is kept with the orders.
                reception.happenings().note(account.name(), code, what);
            }
            return written(account, envelopes.response(status, text));
        }

        private byte[] setup(Incoming.SetupRequest request) {
            if (account.protocol() == Account.Protocol.OCI) {
                return refuse(
                        CxmlStatus.NOT_IMPLEMENTED, "users of this account come by OCI; only orders come by cXML");
            }
            var opening = new Opening(
                    known,
                    test,
                    request.setup(),
                    new Way.Cxml(Parties.back(read.document().header, test)),
                    reception.brand(account),
                    reception.locale(account, request.setup().extra("Language").orElse(null), read.document().lang));
            var visit = reception
                    .answers()
                    .open(
                            document,
                            opening,
                            token -> written(
                                    account,
                                    envelopes.startPage(
                                            reception.base().get() + Sessions.startPath(opening.brand(), token))));
            if (visit instanceof Answers.Open open) {
                return open.body();
            }
            return visit instanceof Answers.Refused refused
                    ? refuse(refused.why())
                    : again(((Answers.Taken) visit).earlier());
        }

        private byte[] refuse(Opening.Opened why) {
            if (why instanceof Opening.WrongAddress wrong) {
                var told = Senders.refused(wrong.why());
                return refuse(Happening.Code.WRONG_ADDRESS, told.status(), told.text());
            }
            if (why instanceof Opening.UnknownLines unknown) {
                var told = Senders.refused(unknown.lines());
                return refuse(Happening.Code.UNKNOWN_CART, told.status(), told.text());
            }
            return refuse(
                    Happening.Code.NAMELESS,
                    CxmlStatus.FORBIDDEN,
                    ((Opening.Nameless) why).why().why());
        }

        private byte[] again(Answers.Earlier earlier) {
            return earlier instanceof Answers.Answered answered
                    ? answered.body()
                    : written(
                            account,
                            envelopes.response(
                                    CxmlStatus.CONFLICT, "another document was answered under this payloadID"));
        }

        private OrderDesk.Paper paper() {
            return new OrderDesk.Paper(
                    read.document().payloadID, body, Redaction.text(body).getBytes(StandardCharsets.UTF_8), List.of());
        }

        /** An order of somebody we know that cannot be read is kept: people see it with what was sent. */
        private void unreadable(String why) {
            var header = read.document().request.order.header;
            if (desk != null) {
                desk.unreadable(known, header == null ? null : header.orderID, paper(), why);
            }
        }

        private byte[] order(Incoming.Order order) {
            if (desk == null) {
                return refuse(CxmlStatus.NOT_IMPLEMENTED, "orders are not taken here");
            }
            var earlier = reception.answers().earlier(document);
            if (!(earlier instanceof Answers.New)) {
                return again(earlier);
            }
            if (account.company() == null) {
                var why = "this account names no customer, so nobody can order by it";
                unreadable(why);
                return refuse(CxmlStatus.FORBIDDEN, why);
            }
            var paper = paper();
            var reply = order.type() == Incoming.Order.Type.DELETE ? deleted(order, paper) : ordered(order, paper);
            if (reply instanceof OrderDesk.Refused refused) {
                return refuse(Happening.Code.ORDER_REFUSED, refused.status(), refused.detail());
            }
            boolean fresh = order.type() == Incoming.Order.Type.NEW;
            var done = switch (order.type()) {
                case NEW -> "was taken";
                case UPDATE -> "was changed";
                case DELETE -> "is to be deleted";
            };
            reception
                    .happenings()
                    .note(
                            account.name(),
                            fresh ? Happening.Code.ORDERED : Happening.Code.ORDER_CHANGED,
                            "order '" + Finding.cut(order.header().orderID) + "' " + done + (test ? ", a test" : ""));
            var detail = ((OrderDesk.Taken) reply).detail();
            return again(reception
                    .answers()
                    .keep(document, written(account, envelopes.response(CxmlStatus.OK, detail))));
        }

        private OrderDesk.Reply ordered(Incoming.Order order, OrderDesk.Paper paper) {
            var home = reception.home().get();
            var made = new OrderReader(
                            account,
                            CodeTable.units(account, home.tables()),
                            desk::unit,
                            home.company().currency())
                    .read(order, test);
            if (made instanceof OrderReader.Wrong wrong) {
                unreadable(wrong.text());
                return new OrderDesk.Refused(CxmlStatus.BAD_REQUEST, wrong.text());
            }
            var read = (OrderReader.Made) made;
            var told = paper.without(read.unread());
            return order.type() == Incoming.Order.Type.NEW
                    ? desk.take(known, read.order(), told)
                    : desk.change(known, read.order(), OrderReader.version(order.header()) > 0, previous(order), told);
        }

        private OrderDesk.Reply deleted(Incoming.Order order, OrderDesk.Paper paper) {
            int version = OrderReader.version(order.header());
            if (version < 0) {
                var wrong = OrderReader.wrongVersion(order.header());
                unreadable(wrong);
                return new OrderDesk.Refused(CxmlStatus.BAD_REQUEST, wrong);
            }
            return desk.delete(known, order.header().orderID.strip(), version, test, previous(order), paper);
        }

        /** The document of the version before (cXML User's Guide, OrderRequestHeader); null where the buyer does not say. */
        private static String previous(Incoming.Order order) {
            var said = order.header().previous;
            return said == null || said.payloadID == null || said.payloadID.isBlank() ? null : said.payloadID.strip();
        }

        /** What became of something we sent; a person reads it, nothing of ours changes by it. */
        private byte[] status(Incoming.StatusUpdate update) {
            var earlier = reception.answers().earlier(document);
            if (!(earlier instanceof Answers.New)) {
                return again(earlier);
            }
            if (update.payloadID() == null || !reception.sessions().sent(account.name(), update.payloadID())) {
                return refuse(
                        CxmlStatus.EXPECTATION_FAILED,
                        "DocumentReference names no document that we sent to this account");
            }
            var status = update.request().status;
            var said = Stream.of(status.text, status.detail)
                    .flatMap(text -> Optional.ofNullable(text).stream())
                    .map(Redaction::text)
                    .toList();
            var text = update.code() + " " + Finding.cut(String.join(" ", said));
            reception
                    .happenings()
                    .note(
                            account.name(),
                            Happening.Code.STATUS,
                            "document '" + Finding.cut(update.payloadID()) + "': " + text);
            if (desk != null) {
                desk.said(known, update.payloadID(), update.code(), text);
            }
            return again(reception.answers().keep(document, written(account, envelopes.response(CxmlStatus.OK, null))));
        }
    }
}
