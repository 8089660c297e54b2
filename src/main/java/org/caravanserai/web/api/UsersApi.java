package org.caravanserai.web.api;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.access.AccessCode;
import org.caravanserai.access.Role;
import org.caravanserai.access.User;
import org.caravanserai.access.Users;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Nearest;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People and their roles; for admins only. Every change is in the audit trail. */
@RestController
@RequestMapping(value = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
class UsersApi {
    private static final String SOURCE = "api";

    private final Users users;

    UsersApi(Users users) {
        this.users = users;
    }

    /**
     * What is said about a user; absent = not said.
     *
     * @param roles ids of roles
     */
    record Wish(String name, List<String> roles, String password) {}

    @GetMapping
    List<Map<String, Object>> all(Authentication who) {
        admin(who);
        return users.all().stream().map(UsersApi::json).toList();
    }

    @PostMapping
    Map<String, Object> add(@RequestBody Wish wish, Authentication who) {
        admin(who);
        return done(users.add(
                text("name", wish.name()),
                roles(wish.roles()),
                text("password", wish.password()),
                who.getName(),
                SOURCE));
    }

    @PostMapping("/{name}/password")
    Map<String, Object> password(@PathVariable String name, @RequestBody Wish wish, Authentication who) {
        admin(who);
        return done(users.changePassword(name, text("password", wish.password()), who.getName(), SOURCE));
    }

    @PostMapping("/{name}/roles")
    Map<String, Object> roles(@PathVariable String name, @RequestBody Wish wish, Authentication who) {
        admin(who);
        return done(users.changeRoles(name, roles(wish.roles()), who.getName(), SOURCE));
    }

    static void admin(Authentication who) {
        if (!(who instanceof Caller caller && caller.may(Role.ADMIN))) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "API-403", "Users are looked after by the role admin.");
        }
    }

    static String text(String field, String value) {
        if (value == null) {
            throw new HttpRefusal(HttpStatus.BAD_REQUEST, "API-007", "The body lacks \"" + field + "\".");
        }
        return value;
    }

    static Set<Role> roles(List<String> ids) {
        var roles = EnumSet.noneOf(Role.class);
        for (var id : ids == null ? List.<String>of() : ids) {
            roles.add(Role.of(id).orElseThrow(() -> {
                var known = java.util.Arrays.stream(Role.values()).map(Role::id).toList();
                return new HttpRefusal(
                        HttpStatus.BAD_REQUEST,
                        "API-008",
                        "There is no role '" + Finding.cut(id) + "'" + Nearest.hint(id, known) + " There are "
                                + String.join(", ", known) + ".");
            }));
        }
        return roles;
    }

    private static Map<String, Object> done(Users.Change change) {
        if (change instanceof Users.Change.Refused refused) {
            boolean unknown = refused.code().equals(AccessCode.NO_USER.code());
            throw new HttpRefusal(
                    unknown ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT, refused.code(), refused.text());
        }
        return json(((Users.Change.Done) change).user());
    }

    private static Map<String, Object> json(User user) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", user.name());
        json.put("roles", user.roles().stream().sorted().map(Role::id).toList());
        json.put("active", user.active());
        return json;
    }
}
