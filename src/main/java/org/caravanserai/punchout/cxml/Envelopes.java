package org.caravanserai.punchout.cxml;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.caravanserai.home.Account;

/** Makes our documents around a payload: each with a payloadID of its own and the time of this clock. */
public final class Envelopes {
    private final PayloadIds ids;
    private final Clock clock;
    private final ZoneId zone;

    /** @param zone of the offset that times are written with */
    public Envelopes(PayloadIds ids, Clock clock, ZoneId zone) {
        this.ids = ids;
        this.clock = clock;
        this.zone = zone;
    }

    /** The envelopes of an account: with the offset it wants. */
    public static Envelopes of(Account account, PayloadIds ids, Clock clock) {
        return new Envelopes(ids, clock, account.cxml().timeZone());
    }

    /** Now, as it is written. */
    public String now() {
        return Timestamps.write(clock.instant(), zone);
    }

    private Cxml document() {
        var document = new Cxml();
        document.payloadID = ids.next();
        document.timestamp = now();
        document.lang = "en-US";
        return document;
    }

    /** A response without payload: the answer to an order, or a refusal. */
    public Cxml response(CxmlStatus status, String detail) {
        var document = document();
        document.response = new Cxml.Response();
        document.response.status = Cxml.Status.of(status, detail);
        return document;
    }

    /** The answer to a set-up: where the browser goes. */
    public Cxml startPage(String address) {
        var document = response(CxmlStatus.OK, null);
        document.response.setup = new PunchOut.PunchOutSetupResponse();
        document.response.setup.startPage = PunchOut.UrlHolder.of(address);
        return document;
    }

    /**
     * What we take.
     *
     * @param address where, the same for every request
     */
    public Cxml profile(String address, List<String> requests) {
        var document = response(CxmlStatus.OK, null);
        document.response.profile = new Profile.ProfileResponse();
        document.response.profile.effectiveDate = now();
        for (var request : requests) {
            var transaction = new Profile.Transaction();
            transaction.requestName = request;
            transaction.url = Cxml.Url.of(address);
            document.response.profile.transactions.add(transaction);
        }
        return document;
    }

    /** A cart. */
    public Cxml message(Parties between, CxmlStatus status, PunchOut.PunchOutOrderMessage cart) {
        var document = document();
        document.header = between.header(true);
        document.message = new Cxml.Message();
        document.message.deploymentMode = between.test() ? "test" : "production";
        document.message.status = status == null ? null : Cxml.Status.of(status, null);
        document.message.cart = cart;
        return document;
    }

    private Cxml request(Parties between) {
        var document = document();
        document.header = between.header(false);
        document.request = new Cxml.Request();
        document.request.deploymentMode = between.test() ? "test" : "production";
        return document;
    }

    /** A confirmation on its way to the buyer. */
    public Cxml request(Parties between, Progress.ConfirmationRequest confirmation) {
        var document = request(between);
        document.request.confirmation = confirmation;
        return document;
    }

    /** A ship notice on its way to the buyer. */
    public Cxml request(Parties between, Progress.ShipNoticeRequest shipNotice) {
        var document = request(between);
        document.request.shipNotice = shipNotice;
        return document;
    }

    /** What became of an order that was answered with 201. */
    public Cxml request(Parties between, String payloadID, CxmlStatus status, String detail) {
        var document = request(between);
        document.request.statusUpdate = new Progress.StatusUpdateRequest();
        document.request.statusUpdate.document = Cxml.DocumentReference.of(payloadID);
        document.request.statusUpdate.status = Cxml.Status.of(status, detail);
        return document;
    }
}
