package org.caravanserai.web.distributor;

import org.caravanserai.access.Role;
import org.caravanserai.home.Channel;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.web.HttpProblem;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Whose channel an address may show. A partner that names another's channel gets what it gets for one that does not exist: nothing tells them apart. An operator
 * may look over the partner's shoulder, and change nothing there.
 */
@Component
final class Door {
    private final CurrentHome home;

    Door(CurrentHome home) {
        this.home = home;
    }

    /** The channel, when the caller may see it.
     * @throws HttpRefusal when not */
    Channel open(String channel, Authentication who) {
        var found = home.get().channel(channel);
        if (who instanceof Caller caller && caller.kind() != Caller.Kind.CHANNEL && !caller.may(Role.OPERATOR)) {
            throw refusal(HttpStatus.FORBIDDEN);
        }
        boolean may = who instanceof Caller caller && (caller.isChannel(channel) || caller.may(Role.OPERATOR));
        if (!may || found.isEmpty()) {
            throw nothing();
        }
        return found.get();
    }

    /** The same for what only the partner itself may do. */
    Caller partner(String channel, Authentication who) {
        open(channel, who);
        if (who instanceof Caller caller && caller.isChannel(channel)) {
            return caller;
        }
        throw refusal(HttpStatus.FORBIDDEN);
    }

    /** What everybody gets who asks for something that is not there, or not theirs. */
    static HttpRefusal nothing() {
        return refusal(HttpStatus.NOT_FOUND);
    }

    private static HttpRefusal refusal(HttpStatus status) {
        var usual = HttpProblem.of(status);
        return new HttpRefusal(status, usual.code(), usual.detail());
    }
}
