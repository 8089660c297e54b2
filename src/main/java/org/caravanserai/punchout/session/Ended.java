package org.caravanserai.punchout.session;

import java.util.List;
import org.caravanserai.punchout.ReturnForm;

/** What came of ending a visit. */
public sealed interface Ended {
    /**
     * The form the browser brings to the buyer, now and once.
     *
     * @param state returned or cancelled
     */
    record Go(Session.State state, ReturnForm form) implements Ended {}

    /**
     * It was over before: the form as it went, for the page that says so. It is not to be sent again by itself.
     *
     * @param state what the visit ended as
     */
    record Already(Session.State state, ReturnForm form) implements Ended {}

    /** The visit is over, and nothing goes back: the buyer gave no address, or it is over without a form. */
    record Nowhere(Session.State state) implements Ended {}

    /** The cart cannot be said to this buyer; the visit goes on. At least one sentence for the user and for us. */
    record Impossible(List<String> problems) implements Ended {}

    /** There is no such visit, or its account is gone. */
    record Unknown() implements Ended {}
}
