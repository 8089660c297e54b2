package org.caravanserai.web.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.delivery.publish.Couriers;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.home.reload.CurrentHome;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where published files are pushed to: how each target stands, and "try again now". */
@RestController
class TargetsApi {
    private final CurrentHome home;
    private final Couriers couriers;
    private final Publishing publishing;
    private final Audit audit;

    TargetsApi(CurrentHome home, Couriers couriers, Publishing publishing, Audit audit) {
        this.publishing = publishing;
        this.home = home;
        this.couriers = couriers;
        this.audit = audit;
    }

    /** Tries at once what failed at the targets of a channel; for operators. */
    @PostMapping(value = "/api/v1/channels/{channel}/targets/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> again(@PathVariable String channel, Authentication who) {
        ChannelKeysApi.known(home, channel);
        int count = couriers.again(channel);
        audit.record(who.getName(), "retry targets of channel " + channel, null, null, "api", count + " tried again");
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("retried", count);
        return json;
    }

    /** Publishes what a channel publishes once more, its files of changes holding everything: for a receiver that lost what it had; for operators. */
    @PostMapping(value = "/api/v1/channels/{channel}/targets/whole", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> whole(@PathVariable String channel, Authentication who) {
        ChannelKeysApi.known(home, channel);
        var publications = publishing.whole(channel);
        audit.record(who.getName(), "publish everything of channel " + channel, null, null, "api", "asked");
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("streams", publications);
        return json;
    }

    static List<Map<String, Object>> json(List<Couriers.Standing> standings) {
        var list = new ArrayList<Map<String, Object>>();
        for (var standing : standings) {
            var json = new LinkedHashMap<String, Object>();
            json.put("to", standing.to());
            json.put("address", standing.address());
            json.put("confirms", standing.confirms());
            json.put("stream", standing.publication());
            json.put("state", standing.state());
            json.put("version", standing.wanted());
            var sent = standing.sent();
            json.put("received", sent == null ? null : sent.version());
            json.put("receivedAt", sent == null ? null : time(sent.sentAt()));
            json.put("bytes", sent == null ? null : sent.bytes());
            var newest = standing.newest();
            boolean failing = newest != null && newest.failingSince() != null;
            json.put("failingSince", failing ? time(newest.failingSince()) : null);
            json.put("code", failing ? newest.code() : null);
            json.put("reason", failing ? newest.reason() : null);
            json.put("attempts", failing ? newest.attempts() : 0);
            json.put("next", failing ? time(newest.next()) : null);
            list.add(json);
        }
        return list;
    }

    private static String time(Instant at) {
        return at == null ? null : at.toString();
    }
}
