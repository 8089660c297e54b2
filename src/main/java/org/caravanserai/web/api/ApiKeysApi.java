package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Finding;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/keys}: a key with which a program uses the API, shown this once; the key before it stays valid until the next renewal. {@code
 * POST /api/v1/keys/{holder}/revoke} takes all keys of a program away. For admins; in the audit trail.
 */
@RestController
class ApiKeysApi {
    private static final Pattern HOLDER = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");

    private final ApiKeys keys;

    ApiKeysApi(ApiKeys keys) {
        this.keys = keys;
    }

    /**
     * What a key is for.
     *
     * @param holder name of the program, such as {@code erp-nightly}
     * @param roles ids of roles, at least one
     */
    record Wish(String holder, List<String> roles) {}

    @PostMapping(value = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> issue(@RequestBody Wish wish, Authentication who) {
        UsersApi.admin(who);
        var holder = holder(UsersApi.text("holder", wish.holder()));
        var roles = UsersApi.roles(wish.roles());
        if (roles.isEmpty()) {
            throw new HttpRefusal(HttpStatus.UNPROCESSABLE_CONTENT, "ACCESS-003", "A key needs a role.");
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("holder", holder);
        json.put("roles", roles.stream().sorted().map(Role::id).toList());
        json.put("key", keys.issue(holder, roles, who.getName(), "api"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(json);
    }

    @PostMapping(value = "/api/v1/keys/{holder}/revoke", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> revoke(@PathVariable String holder, Authentication who) {
        UsersApi.admin(who);
        var json = new LinkedHashMap<String, Object>();
        json.put("holder", holder(holder));
        json.put("revoked", keys.revoke(holder, who.getName(), "api"));
        return json;
    }

    private static String holder(String name) {
        if (!HOLDER.matcher(name).matches()) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-014",
                    "'" + Finding.cut(name)
                            + "' is no name of a program: 1 to 100 of a-z 0-9 . _ @ -, such as erp-nightly.");
        }
        return name;
    }
}
