package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.home.Company;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/reload}: which version of the files runs and what was refused; {@code POST} takes the files as they are now, for admins. */
@RestController
@RequestMapping(value = "/api/v1/reload", produces = MediaType.APPLICATION_JSON_VALUE)
class ReloadApi {
    private final Reload reload;
    private final CurrentHome home;

    ReloadApi(Reload reload, CurrentHome home) {
        this.reload = reload;
        this.home = home;
    }

    @GetMapping
    Map<String, Object> state() {
        return json("state", "running");
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> now(Authentication who) {
        UsersApi.admin(who);
        if (home.get().company().reload() == Company.Reload.OFF) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "RELOAD-001",
                    "config/hub.yaml says reload: off; changed files take effect at the next start.");
        }
        var outcome = reload.now(who.getName(), "api");
        if (outcome instanceof Reload.Outcome.Done done) {
            var json = json("outcome", "done");
            json.put("changed", done.changed());
            return ResponseEntity.ok(json);
        }
        if (outcome instanceof Reload.Outcome.Refused) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY).body(json("outcome", "refused"));
        }
        return ResponseEntity.ok(json("outcome", "same"));
    }

    private Map<String, Object> json(String key, String value) {
        var state = reload.state();
        var json = new LinkedHashMap<String, Object>();
        json.put(key, value);
        json.put("version", state.version());
        json.put("since", state.since().toString());
        json.put("reload", home.get().company().reload().name().toLowerCase(java.util.Locale.ROOT));
        if (state.refused() == null) {
            json.put("refused", null);
        } else {
            var refused = new LinkedHashMap<String, Object>();
            refused.put("version", state.refused().version());
            refused.put("at", state.refused().at().toString());
            refused.put(
                    "problems",
                    state.refused().problems().stream().map(Object::toString).toList());
            json.put("refused", refused);
        }
        return json;
    }
}
