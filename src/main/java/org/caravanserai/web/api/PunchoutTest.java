package org.caravanserai.web.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.parser.Nearest;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/accounts/{account}/punchout-test}: the whole conversation of a buyer with this hub, step by step, on the test side of the account where
 * there is one. Answers when it is over.
 */
@RestController
public final class PunchoutTest {
    private static final int LONGEST = 300;
    private static final List<String> OPERATIONS = List.of("create", "edit", "inspect");

    private final Conversation conversation;
    private final CurrentHome home;
    private final Audit audit;

    /** A step and how it went, in words. */
    public record Step(String name, String title, boolean ok, String text) {}

    /** Who can hold the conversation. */
    @FunctionalInterface
    public interface Conversation {
        /**
         * Holds it.
         *
         * @param base address of the hub, null = its own
         * @param operation {@code create edit inspect}
         * @param order whether an order is sent although this is no sandbox
         * @param patience for confirmation and ship notice
         */
        List<Step> hold(String account, String base, String operation, boolean order, Duration patience, Locale locale);
    }

    /**
     * How.
     *
     * @param baseUrl null = the hub's own
     * @param operation {@code create}; {@code edit} and {@code inspect} open the cart again; null = create
     * @param order null = no
     * @param seconds to wait for confirmation and ship notice, null = 30
     */
    record Asked(String baseUrl, String operation, Boolean order, Integer seconds) {}

    PunchoutTest(Conversation conversation, CurrentHome home, Audit audit) {
        this.conversation = conversation;
        this.home = home;
        this.audit = audit;
    }

    @PostMapping(
            value = "/api/v1/accounts/{account}/punchout-test",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> test(
            @PathVariable String account, @RequestBody Asked asked, Locale locale, Authentication who) {
        var accounts = home.get().accounts().keySet();
        if (!accounts.contains(account)) {
            throw new HttpRefusal(
                    HttpStatus.NOT_FOUND,
                    "API-015",
                    "There is no account '" + Finding.cut(account) + "'" + Nearest.hint(account, accounts) + ".");
        }
        var operation = asked.operation() == null ? "create" : asked.operation();
        if (!OPERATIONS.contains(operation)) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-003",
                    "There is no operation '" + Finding.cut(operation) + "' (" + String.join(", ", OPERATIONS) + ")"
                            + Nearest.hint(operation, OPERATIONS) + ".");
        }
        int seconds = Math.max(1, Math.min(asked.seconds() == null ? 30 : asked.seconds(), LONGEST));
        var steps = conversation.hold(
                account,
                asked.baseUrl() == null ? null : asked.baseUrl().replaceFirst("/+$", ""),
                operation,
                Boolean.TRUE.equals(asked.order()),
                Duration.ofSeconds(seconds),
                locale);
        boolean ok = steps.stream().allMatch(Step::ok);
        audit.record(who.getName(), "punchout-test account " + account, null, null, "api", ok ? "done" : "failed");
        var json = new LinkedHashMap<String, Object>();
        json.put("account", account);
        json.put("ok", ok);
        var list = new ArrayList<Map<String, Object>>();
        for (var step : steps) {
            var one = new LinkedHashMap<String, Object>();
            one.put("step", step.name());
            one.put("title", step.title());
            one.put("ok", step.ok());
            one.put("text", step.text());
            list.add(one);
        }
        json.put("steps", list);
        return json;
    }
}
