package org.caravanserai.punchout.session;

import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.oci.OciCall;

/** How a cart goes back. Holds no secret. */
public sealed interface Way {
    /** @param between us and the buyer, changed over */
    record Cxml(Parties between) implements Way {
        public Cxml {
            between = new Parties(between.us(), between.them(), null, between.test());
        }
    }

    /** @param frame of the call; login and secret are dropped */
    record Oci(OciCall.Frame frame) implements Way {
        public Oci {
            frame = new OciCall.Frame(null, null, frame.hookUrl(), frame.charset(), frame.target(), frame.echo());
        }
    }
}
