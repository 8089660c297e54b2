package org.caravanserai.web.distributor;

import org.caravanserai.access.AccessCode;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** A partner renews its key itself, with the newest it has. The one before stays valid until the next renewal. */
@Component
final class Renewal {
    private final ChannelKeys keys;

    Renewal(ChannelKeys keys) {
        this.keys = keys;
    }

    /** The new key; it cannot be shown again.
     * @throws HttpRefusal when the partner proved itself with an older one */
    String of(Caller partner, String address) {
        return keys.renew(partner.name(), partner.key(), "channel " + partner.name(), address)
                .orElseThrow(
                        () -> new HttpRefusal(
                                HttpStatus.CONFLICT,
                                AccessCode.OLDER_KEY.code(),
                                "A newer key than the one you used was issued already: sign in with that one, or ask for a new one."));
    }
}
