package org.caravanserai.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Outcome;
import org.caravanserai.home.Connector;
import org.caravanserai.home.reload.CurrentHome;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/channels/{channel}/ping}: whether the partner can be reached. Calls the descriptor's read operation {@code ping} where there is one. */
@RestController
class PingApi {
    private static final String PING = "ping";

    private final CurrentHome home;
    private final Client client;
    private final Audit audit;

    PingApi(CurrentHome home, Client client, Audit audit) {
        this.home = home;
        this.client = client;
        this.audit = audit;
    }

    @PostMapping(value = "/api/v1/channels/{channel}/ping", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> ping(@PathVariable String channel, Authentication who) {
        ChannelKeysApi.known(home, channel);
        var steps = new ArrayList<Map<String, Object>>();
        var now = home.get();
        var connector = now.connectors().get(now.channel(channel).orElseThrow().system());
        boolean ok = true;
        if (connector == null || connector.operations().isEmpty()) {
            steps.add(step("address", true, "nothing is called: the partner fetches, or its files are delivered"));
        } else {
            for (var reached : client.reach(channel)) {
                ok &= reached.ok();
                steps.add(step(reached.what(), reached.ok(), reached.text()));
            }
            if (ok && asks(connector)) {
                var outcome = client.call(channel, PING, List.of(), Map.of());
                ok = outcome instanceof Outcome.Answered;
                steps.add(step(PING, ok, text(outcome)));
            }
        }
        audit.record(who.getName(), "ping channel " + channel, null, null, "api", ok ? "done" : "failed");
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("ok", ok);
        json.put("steps", steps);
        return json;
    }

    private static boolean asks(Connector connector) {
        var operation = connector.operations().get(PING);
        return operation != null && operation.kind() == Connector.Effect.READ;
    }

    private static String text(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.text();
        }
        return "the partner answered, and accepted how the hub signs in";
    }

    private static Map<String, Object> step(String what, boolean ok, String text) {
        var step = new LinkedHashMap<String, Object>();
        step.put("what", what);
        step.put("ok", ok);
        step.put("text", text);
        return step;
    }
}
