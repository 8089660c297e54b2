package org.caravanserai.punchout.session;

import java.time.Clock;
import java.util.List;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.cxml.CartMessage;
import org.caravanserai.punchout.cxml.CxmlForm;
import org.caravanserai.punchout.cxml.Envelopes;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.oci.OciForm;

/** The form of a cart in the protocol the visit came by. */
record Forms(PayloadIds ids, Clock clock) {
    sealed interface Made {}

    /**
     * @param form null = nowhere to go
     * @param payloadId of the document in it, null = none
     */
    record Form(ReturnForm form, String payloadId) implements Made {}

    record Impossible(List<String> problems) implements Made {}

    Made of(Account account, Stored.Visit visit, CartMessage.End end, Cart cart) {
        if (visit.way() instanceof Way.Cxml cxml) {
            var made = CartMessage.of(
                    account, Envelopes.of(account, ids, clock), cxml.between(), visit.setup(), end, cart);
            return made instanceof CartMessage.Message message
                    ? new Form(
                            CxmlForm.of(account.cxml(), visit.setup().returnUrl(), message),
                            message.document().payloadID)
                    : new Impossible(((CartMessage.Impossible) made).problems());
        }
        // OCI has no word for giving up: a form without items is all there is.
        var sent = end == CartMessage.End.CANCELLED ? Cart.of(cart.id(), cart.currency(), List.of()) : cart;
        var made = OciForm.of(account, ((Way.Oci) visit.way()).frame(), sent);
        return made instanceof OciForm.Form form
                ? new Form(form.form(), null)
                : new Impossible(((OciForm.Impossible) made).problems());
    }
}
