package org.caravanserai.web.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.Account;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of procurement systems, their visits and what happened; secrets are in none of the answers. */
@RestController
class AccountsApi {
    private static final String SOURCE = "api";
    private static final int MOST = 200;
    /** Texts of these name the user, or hold what the buyer wrote. */
    private static final Set<Happening.Code> PERSONAL = Set.of(Happening.Code.SETUP, Happening.Code.STATUS);

    private final CurrentHome home;
    private final Happenings happenings;
    private final OrderActs acts;

    AccountsApi(CurrentHome home, Happenings happenings, OrderActs acts) {
        this.home = home;
        this.happenings = happenings;
        this.acts = acts;
    }

    /** Why somebody closes something. */
    record Why(String reason) {}

    @GetMapping(value = "/api/v1/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> all() {
        return home.get().accounts().values().stream().map(AccountsApi::head).toList();
    }

    /** One account with its sides, its visits before {@code visit} and what happened before {@code happening}, the newest first. */
    @GetMapping(value = "/api/v1/accounts/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> one(
            @PathVariable String name,
            @RequestParam(defaultValue = "0") long visit,
            @RequestParam(defaultValue = "0") long happening,
            @RequestParam(defaultValue = "50") int limit,
            Authentication who) {
        var account = home.get().accounts().get(name);
        if (account == null) {
            throw new HttpRefusal(HttpStatus.NOT_FOUND, "API-015", "There is no account of this name.");
        }
        int most = Math.max(1, Math.min(limit, MOST));
        var json = head(account);
        json.put("production", side(account.production()));
        json.put("test", side(account.test()));
        json.put(
                "visits",
                happenings.visits(name, visit <= 0 ? Long.MAX_VALUE : visit, most).stream()
                        .map(AccountsApi::visit)
                        .toList());
        boolean clear = OrderActs.mayClear(who);
        json.put(
                "happenings",
                happenings.of(name, happening <= 0 ? Long.MAX_VALUE : happening, most).stream()
                        .map(one -> happening(one, clear))
                        .toList());
        return json;
    }

    private static Map<String, Object> head(Account account) {
        var json = new LinkedHashMap<String, Object>();
        json.put("account", account.name());
        json.put("title", account.title());
        json.put("protocol", account.protocol().name().toLowerCase(Locale.ROOT));
        json.put("pack", account.pack());
        json.put("company", account.company());
        json.put("assortment", account.assortment());
        json.put("owner", account.owner());
        return json;
    }

    private static Map<String, Object> side(Account.Side side) {
        if (side == null) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("identity", names(side.identity()));
        json.put("sender", names(side.sender()));
        json.put("supplier", names(side.supplier()));
        json.put("login", side.login());
        json.put("returnHosts", side.returnHosts());
        json.put("secrets", side.secret().size());
        return json;
    }

    private static List<String> names(List<Account.Identity> identities) {
        return identities.stream().map(Account.Identity::toString).toList();
    }

    private static Map<String, Object> visit(Happenings.Visit visit) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", visit.id());
        json.put("test", visit.test());
        json.put("state", visit.state().name().toLowerCase(Locale.ROOT));
        json.put("createdAt", visit.createdAt().toString());
        json.put("endedAt", text(visit.endedAt()));
        return json;
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    private static Map<String, Object> happening(Happening happening, boolean clear) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", happening.id());
        json.put("visit", happening.session() == 0 ? null : happening.session());
        json.put("at", happening.at().toString());
        json.put("code", word(happening.code()));
        json.put("failure", happening.code().failure());
        json.put("text", clear || !PERSONAL.contains(happening.code()) ? happening.text() : PlanJson.MASK);
        json.put("document", happening.document());
        return json;
    }

    /** What a known sender sent that was refused, without secrets and card numbers; it may name people. */
    @GetMapping("/api/v1/accounts/{name}/happenings/{id}/document")
    ResponseEntity<byte[]> document(@PathVariable String name, @PathVariable long id, Authentication who) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .header("X-Content-Type-Options", "nosniff")
                .body(acts.sent(name, id, who));
    }

    private static String word(Happening.Code code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One visit with all that happened in it, in its order. */
    @GetMapping(value = "/api/v1/visits/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> visit(@PathVariable long id, Authentication who) {
        var visit = happenings
                .visit(id)
                .orElseThrow(
                        () -> new HttpRefusal(HttpStatus.NOT_FOUND, "API-052", "There is no visit of this number."));
        boolean clear = OrderActs.mayClear(who);
        var json = new LinkedHashMap<String, Object>();
        json.put("id", visit.id());
        json.put("account", visit.account());
        json.put("test", visit.test());
        json.put("brand", visit.brand());
        json.put("state", visit.state().name().toLowerCase(Locale.ROOT));
        json.put("operation", visit.setup().operation().name().toLowerCase(Locale.ROOT));
        json.put("user", visit.user() == null ? null : clear ? visit.user() : PlanJson.MASK);
        json.put("locale", visit.locale());
        json.put("createdAt", visit.createdAt().toString());
        json.put("expiresAt", visit.expiresAt().toString());
        json.put("endedAt", text(visit.endedAt()));
        json.put(
                "happenings",
                happenings.of(id).stream().map(one -> happening(one, clear)).toList());
        return json;
    }

    /** What operators have to look at about accounts, the newest first. */
    @GetMapping(value = "/api/v1/account-troubles", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> troubles(
            @RequestParam(defaultValue = "0") long before, @RequestParam(defaultValue = "100") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        var found = happenings.troubles(before <= 0 ? Long.MAX_VALUE : before, most);
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "troubles",
                found.stream()
                        .map(trouble -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("id", trouble.id());
                            one.put("account", trouble.account());
                            one.put("at", trouble.at().toString());
                            one.put("code", word(trouble.code()));
                            one.put("text", trouble.text());
                            return one;
                        })
                        .toList());
        json.put(
                "next", found.size() < most ? null : found.get(found.size() - 1).id());
        return json;
    }

    /** Somebody has looked at it. */
    @PostMapping(value = "/api/v1/account-troubles/{id}/close", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> close(@PathVariable long id, @RequestBody(required = false) Why why, Authentication who) {
        acts.closeOfAccount(id, why == null ? null : why.reason(), who.getName(), SOURCE);
        return Map.of("id", id, "closed", true);
    }
}
