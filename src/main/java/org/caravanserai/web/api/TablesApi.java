package org.caravanserai.web.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.connector.table.PartnerTables;
import org.caravanserai.home.reload.CurrentHome;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/channels/{channel}/tables}: fetches the value tables of the partner now, as far as its ceilings allow; for operators. */
@RestController
class TablesApi {
    private final CurrentHome home;
    private final PartnerTables tables;
    private final Audit audit;
    private final Clock clock;

    TablesApi(CurrentHome home, PartnerTables tables, Audit audit, Clock clock) {
        this.home = home;
        this.tables = tables;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping(value = "/api/v1/channels/{channel}/tables", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> fetch(@PathVariable String channel, Authentication who) {
        ChannelKeysApi.known(home, channel);
        var standings = tables.fetch(channel);
        audit.record(
                who.getName(), "fetch tables of channel " + channel, null, null, "api", standings.size() + " asked");
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("tables", json(standings, clock.instant()));
        return json;
    }

    /** @param now the age of the rows is told from it */
    static List<Map<String, Object>> json(List<PartnerTables.Standing> standings, Instant now) {
        var list = new ArrayList<Map<String, Object>>();
        for (var standing : standings) {
            var json = new LinkedHashMap<String, Object>();
            json.put("table", standing.name());
            json.put("rows", standing.rows());
            json.put("fetchedAt", time(standing.fetchedAt()));
            json.put(
                    "ageSeconds",
                    standing.fetchedAt() == null
                            ? null
                            : Duration.between(standing.fetchedAt(), now).toSeconds());
            json.put("triedAt", time(standing.triedAt()));
            json.put("next", time(standing.next()));
            json.put("problem", standing.problem());
            json.put("offered", standing.offered() < 0 ? null : standing.offered());
            list.add(json);
        }
        return list;
    }

    private static String time(Instant at) {
        return at == null ? null : at.toString();
    }
}
