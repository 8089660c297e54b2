package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.parser.Nearest;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/channels/{channel}/key}: a new key for the partner of a channel, shown this once. The key before it stays valid until the next
 * renewal. For operators; in the audit trail.
 */
@RestController
class ChannelKeysApi {
    private final CurrentHome home;
    private final ChannelKeys keys;

    ChannelKeysApi(CurrentHome home, ChannelKeys keys) {
        this.home = home;
        this.keys = keys;
    }

    @PostMapping(value = "/api/v1/channels/{channel}/key", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> renew(@PathVariable String channel, Authentication who) {
        known(home, channel);
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("key", keys.issue(channel, who.getName(), "api"));
        var publicUrl = home.get().company().publicUrl();
        json.put("url", publicUrl == null ? null : publicUrl + "/feeds/" + channel + "/");
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(json);
    }

    /** Refuses with 404 and the nearest name when the home has no such channel. */
    static void known(CurrentHome current, String channel) {
        known(current.get(), channel);
    }

    /** The same for a home that may not run yet. */
    static void known(Home home, String channel) {
        if (!home.channels().containsKey(channel)) {
            var hint = Nearest.hint(channel, home.channels().keySet());
            throw new HttpRefusal(
                    HttpStatus.NOT_FOUND,
                    "API-012",
                    "There is no channel '" + Finding.cut(channel) + "'" + (hint.isEmpty() ? "." : hint) + " There are "
                            + String.join(", ", home.channels().keySet()) + ".");
        }
    }
}
