package org.caravanserai.web.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.caravanserai.home.Account;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.api.OrderActs;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Accounts of procurement systems: how they are set up, who came, and what failed, in words for the buyer's administrator. */
@Controller
class AccountPages {
    private static final int PAGE = 25;
    private static final int LOOKED = 200;
    /** So that a buyer whose users come all day hides no failure; some thousand visits. */
    private static final int PAGES = 50;

    private static final Duration LATELY = Duration.ofDays(7);
    /** Texts of these name the user, or hold what the buyer wrote. */
    private static final Set<Happening.Code> PERSONAL = Set.of(Happening.Code.SETUP, Happening.Code.STATUS);

    private final CurrentHome home;
    private final Happenings happenings;
    private final Supplier<Accounts> accounts;
    private final OrderActs acts;
    private final Clock clock;

    AccountPages(CurrentHome home, Happenings happenings, Supplier<Accounts> accounts, OrderActs acts, Clock clock) {
        this.home = home;
        this.happenings = happenings;
        this.accounts = accounts;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * An account in the list.
     *
     * @param visit the last one, null = none
     * @param failures kinds of what failed lately
     */
    record Line(Account account, Happenings.Visit visit, List<Failure> failures) {}

    /** What failed lately, one for each kind. */
    record Failure(Happening.Code code, int times, Instant last, String text) {}

    @GetMapping("/accounts")
    String all(Model model) {
        var lines = new ArrayList<Line>();
        for (var account : home.get().accounts().values()) {
            var visits = happenings.visits(account.name(), Long.MAX_VALUE, 1);
            lines.add(new Line(account, visits.isEmpty() ? null : visits.get(0), failures(account.name())));
        }
        model.addAttribute("lines", lines);
        model.addAttribute("strangers", failures(""));
        return "console/accounts";
    }

    private List<Failure> failures(String account) {
        var from = clock.instant().minus(LATELY);
        var byCode = new EnumMap<Happening.Code, Failure>(Happening.Code.class);
        long before = Long.MAX_VALUE;
        for (int page = 0; page < PAGES; page++) {
            var happened = happenings.of(account, before, LOOKED);
            for (var one : happened) {
                if (one.code().failure() && one.at().isAfter(from)) {
                    byCode.merge(
                            one.code(),
                            new Failure(one.code(), 1, one.at(), one.text()),
                            (newest, older) ->
                                    new Failure(newest.code(), newest.times() + 1, newest.last(), newest.text()));
                }
            }
            if (happened.size() < LOOKED
                    || !happened.get(happened.size() - 1).at().isAfter(from)) {
                break;
            }
            before = happened.get(happened.size() - 1).id();
        }
        return List.copyOf(byCode.values());
    }

    @GetMapping("/accounts/{name}")
    String one(
            @PathVariable String name,
            @RequestParam(defaultValue = "0") long visit,
            @RequestParam(defaultValue = "0") long happening,
            Authentication who,
            Model model) {
        var account = home.get().accounts().get(name);
        if (account == null) {
            throw new HttpRefusal(HttpStatus.NOT_FOUND, "API-015", "There is no account of this name.");
        }
        var visits = happenings.visits(name, visit <= 0 ? Long.MAX_VALUE : visit, PAGE);
        var happened = happenings.of(name, happening <= 0 ? Long.MAX_VALUE : happening, PAGE);
        model.addAttribute("account", account);
        model.addAttribute("sides", sides(account));
        model.addAttribute(
                "missing",
                accounts.get().missing().stream()
                        .filter(text -> text.startsWith(name + ": "))
                        .map(text -> text.substring(name.length() + 2))
                        .toList());
        model.addAttribute("failures", failures(name));
        model.addAttribute("visits", visits);
        model.addAttribute(
                "nextVisit",
                visits.size() < PAGE ? null : visits.get(visits.size() - 1).id());
        model.addAttribute("happenings", happened);
        model.addAttribute(
                "nextHappening",
                happened.size() < PAGE
                        ? null
                        : happened.get(happened.size() - 1).id());
        hidden(who, model);
        return "console/account";
    }

    private static Map<String, Account.Side> sides(Account account) {
        var sides = new LinkedHashMap<String, Account.Side>();
        if (account.production() != null) {
            sides.put("production", account.production());
        }
        if (account.test() != null) {
            sides.put("test", account.test());
        }
        return sides;
    }

    /** What was sent and refused, masked; as a text, so that nothing in it is carried out. */
    @GetMapping("/accounts/{name}/happenings/{id}/document")
    ResponseEntity<byte[]> document(@PathVariable String name, @PathVariable long id, Authentication who) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .header("X-Content-Type-Options", "nosniff")
                .body(acts.sent(name, id, who));
    }

    private static void hidden(Authentication who, Model model) {
        boolean clear = OrderActs.mayClear(who);
        model.addAttribute("clear", clear);
        model.addAttribute("personal", clear ? Set.of() : PERSONAL);
    }

    @GetMapping("/visits/{id}")
    String visit(@PathVariable long id, Authentication who, Model model) {
        Session visit = happenings
                .visit(id)
                .orElseThrow(
                        () -> new HttpRefusal(HttpStatus.NOT_FOUND, "API-052", "There is no visit of this number."));
        model.addAttribute("visit", visit);
        model.addAttribute("account", home.get().accounts().get(visit.account()));
        model.addAttribute("happenings", happenings.of(id));
        hidden(who, model);
        return "console/visit";
    }
}
