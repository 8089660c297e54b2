package org.caravanserai.punchout.door;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.oci.OciCall;
import org.caravanserai.punchout.oci.OciForm;
import org.caravanserai.punchout.oci.Parameters;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Opening;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.session.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers browsers that come by OCI. Whoever may shop is led to a clean address at once, since login and password stand in this one; a question about one
 * product is answered on the spot, with a form that sends itself.
 */
public final class OciDoor {
    /** Addresses below this are accounts. */
    public static final String PATH = "/punchout/oci/";

    private static final Logger LOG = LoggerFactory.getLogger(OciDoor.class);

    /** Price and texts of one product of an earlier cart. */
    @FunctionalInterface
    public interface Product {
        /** A cart of this product alone, in the buyer's units and codes; without lines when it is gone. */
        Cart of(Accounts.Known who, String sku, java.math.BigDecimal quantity);
    }

    /**
     * A call of a browser.
     *
     * @param account last part of the address, as it came
     * @param query null = none
     * @param form body of a form, null = none
     */
    public record Call(String account, String query, byte[] form) {
        /** Shows neither query nor form: both hold secrets. */
        @Override
        public String toString() {
            return "Call[account=" + Finding.cut(account) + "]";
        }
    }

    private final Reception reception;
    private final Product product;
    private final SecureRandom random;
    private final Pace pace;

    /** @param product null = VALIDATE is not served */
    public OciDoor(Reception reception, Product product, SecureRandom random) {
        this.reception = reception;
        this.product = product;
        this.random = random;
        this.pace = new Pace(Reception.PER_MINUTE, reception.clock());
    }

    /** Answers one call. Never throws for what is in it. */
    public Answer answer(Call call) {
        try {
            return answered(call);
        } catch (RuntimeException failed) {
            var place = failed.getStackTrace().length == 0 ? "" : " at " + failed.getStackTrace()[0];
            LOG.error(
                    "an OCI call could not be answered: {}{}", failed.getClass().getName(), place);
            return Answer.text(500, "The catalogue cannot be opened at the moment. Please try again.");
        }
    }

    private Answer answered(Call call) {
        var accounts = reception.accounts().get();
        var account = accounts.named(call.account());
        // An account that is not there is asked for its password like one that is: both are refused alike.
        var settings = account.map(org.caravanserai.home.Account::oci)
                .orElseGet(() -> new org.caravanserai.home.Account.Oci(
                        true, StandardCharsets.ISO_8859_1, false, "USERNAME", "PASSWORD", null));
        var read = OciCall.of(parameters(call, settings.encoding()), settings);
        var verdict =
                accounts.oci(call.account(), read.frame().login(), read.frame().secret());
        if (!(verdict instanceof Accounts.Known known)) {
            var refused = (Accounts.Refused) verdict;
            LOG.info("an OCI call was refused: {}", refused.reason());
            knocked(refused, read.frame().login());
            return Answer.text(
                    401,
                    "The catalogue does not know this sign-in. Your procurement system holds it; ask its administrator.");
        }
        if (!pace.allows(known.account().name())) {
            return Answer.text(429, "Too many requests in a minute. Please try again.");
        }
        if (read instanceof OciCall.Refused refused) {
            return refuse(known, 400, refused.text());
        }
        return read instanceof OciCall.Validate validate ? validate(known, validate) : shop(known, (OciCall.Shop) read);
    }

    /** The form says its encoding in a field of its own, in ASCII; browsers send what the page of the buyer was written in. */
    private static Parameters parameters(Call call, Charset usual) {
        var form = call.form() == null ? null : new String(call.form(), StandardCharsets.ISO_8859_1);
        var first = Parameters.of(call.query(), form, usual);
        boolean utf8 = first.text("http_content_charset").orElse("").equalsIgnoreCase("UTF-8");
        return utf8 ? Parameters.of(call.query(), form, StandardCharsets.UTF_8) : first;
    }

    private void knocked(Accounts.Refused refused, String login) {
        if (refused.meant().isEmpty()) {
            reception
                    .happenings()
                    .knocked("", Happening.Code.UNKNOWN_SENDER, "an OCI call came for an account that is not here");
        }
        for (var account : refused.meant()) {
            // Whatever else stands in the place of a login may be a password.
            boolean right = reception.accounts().get().named(account).stream()
                    .flatMap(one -> one.sides().stream())
                    .anyMatch(side -> login != null && login.equals(side.login()));
            var text = right
                    ? "the login '" + Finding.cut(login) + "' came with another password, or with none"
                    : "a call came with another login, or with none";
            reception.happenings().knocked(account, Happening.Code.WRONG_SECRET, text);
        }
    }

    private Answer refuse(Accounts.Known known, int status, String text) {
        return refuse(known, Happening.Code.REFUSED, status, text);
    }

    private Answer refuse(Accounts.Known known, Happening.Code code, int status, String text) {
        reception.happenings().note(known.account().name(), code, "an OCI call was refused (" + status + "): " + text);
        return Answer.text(status, text);
    }

    private Answer shop(Accounts.Known known, OciCall.Shop shop) {
        var opening = new Opening(
                known,
                known.test(),
                shop.setup(),
                new Way.Oci(shop.frame()),
                reception.brand(known.account()),
                reception.locale(
                        known.account(),
                        shop.setup().extra("sap-language").orElse(null),
                        shop.setup().extra("sap-locale").orElse(null),
                        shop.setup().extra("Language").orElse(null)));
        var opened = reception.sessions().open(opening);
        if (opened instanceof Opening.Ready ready) {
            return Answer.redirect(Sessions.startPath(opening.brand(), ready.token()));
        }
        if (opened instanceof Opening.WrongAddress wrong) {
            return refuse(
                    known,
                    Happening.Code.WRONG_ADDRESS,
                    wrong.why().malformed() ? 400 : 403,
                    "HOOK_URL: " + wrong.why().why());
        }
        return opened instanceof Opening.Nameless nameless
                ? refuse(known, Happening.Code.NAMELESS, 403, nameless.why().why())
                : refuse(known, Happening.Code.UNKNOWN_CART, 412, "lines of no cart we know");
    }

    private Answer validate(Accounts.Known known, OciCall.Validate validate) {
        if (product == null) {
            return refuse(known, 400, "VALIDATE is not served by this catalogue");
        }
        var address =
                org.caravanserai.punchout.ReturnAddress.check(validate.frame().hookUrl(), known.side());
        if (address instanceof org.caravanserai.punchout.ReturnAddress.Refused wrong) {
            return refuse(
                    known, Happening.Code.WRONG_ADDRESS, wrong.malformed() ? 400 : 403, "HOOK_URL: " + wrong.why());
        }
        var cart = product.of(known, validate.product(), validate.quantity());
        var made = OciForm.of(known.account(), validate.frame(), cart);
        if (made instanceof OciForm.Impossible impossible) {
            // Nothing the buyer could take over: the same page as for a product that is gone.
            reception
                    .happenings()
                    .note(known.account().name(), Happening.Code.IMPOSSIBLE, String.join("; ", impossible.problems()));
            made = OciForm.of(known.account(), validate.frame(), Cart.of("0", cart.currency(), java.util.List.of()));
        }
        return page(((OciForm.Form) made).form());
    }

    /** Nothing to see, and a form that sends itself: to the buyer's host and nowhere else. */
    private Answer page(org.caravanserai.punchout.ReturnForm form) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var html =
                "<!DOCTYPE html>\n<html><head><meta charset=\"" + form.charset().name()
                        + "\"><title>OCI</title></head><body>\n" + form.html("oci", "OK") + "<script nonce=\"" + nonce
                        + "\">document.getElementById('oci').submit();</script>\n</body></html>\n";
        var allowed = form.origin() == null ? "" : " form-action " + form.origin() + ";";
        return new Answer(
                200,
                "text/html; charset=" + form.charset().name(),
                html.getBytes(form.charset()),
                Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'nonce-" + nonce + "';" + allowed + " base-uri 'none'"));
    }
}
