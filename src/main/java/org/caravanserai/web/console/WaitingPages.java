package org.caravanserai.web.console;

import java.util.List;
import java.util.Map;
import org.caravanserai.access.Role;
import org.caravanserai.order.OrderCode;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Reason;
import org.caravanserai.order.Register;
import org.caravanserai.order.Trouble;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.api.OrderActs;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for a human about orders and accounts, and what a human decides about it. */
@Controller
class WaitingPages {
    private static final int PAGE = 25;
    private static final String SOURCE = "console";
    private static final String WAITING = "/orders/waiting";

    private final Orders orders;
    private final Register register;
    private final Happenings happenings;
    private final OrderActs acts;

    WaitingPages(Orders orders, Register register, Happenings happenings, OrderActs acts) {
        this.orders = orders;
        this.register = register;
        this.happenings = happenings;
        this.acts = acts;
    }

    /**
     * An order of a queue.
     *
     * @param why reasons of the first answer where it is held
     * @param troubles what is open about it
     * @param below the version that hinders its release, null = nothing does
     */
    record Card(OrderHead head, List<Reason> why, List<Trouble> troubles, OrderHead below) {}

    /** A queue: {@code unknown held parked troubles accounts}; the fullest that asks for most comes first. */
    @GetMapping(WAITING)
    String waiting(
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "") String came,
            @RequestParam(defaultValue = "") String about,
            Authentication who,
            Model model) {
        var waiting = register.waiting();
        int accounts = happenings.open(100);
        var counts = new java.util.LinkedHashMap<String, Integer>();
        counts.put("unknown", waiting.unknown());
        counts.put("held", waiting.held());
        counts.put("parked", waiting.parked());
        counts.put("troubles", waiting.troubles());
        counts.put("accounts", accounts);
        var queue = counts.containsKey(show) ? show : first(counts);
        long next = 0;
        switch (queue) {
            case "troubles" -> {
                var found = register.loose(after <= 0 ? Long.MAX_VALUE : after, PAGE);
                next = found.size() < PAGE ? 0 : found.get(found.size() - 1).id();
                model.addAttribute("troubles", found);
                model.addAttribute("heads", heads(found));
            }
            case "accounts" -> {
                var found = happenings.troubles(after <= 0 ? Long.MAX_VALUE : after, PAGE);
                next = found.size() < PAGE ? 0 : found.get(found.size() - 1).id();
                model.addAttribute("accountTroubles", found);
            }
            default -> {
                var found = orders.waiting(OrderState.of(queue).orElseThrow(), after, PAGE);
                next = found.size() < PAGE ? 0 : found.get(found.size() - 1).id();
                model.addAttribute("cards", found.stream().map(this::card).toList());
            }
        }
        model.addAttribute("counts", counts);
        model.addAttribute("queue", queue);
        model.addAttribute("next", next == 0 ? null : next);
        model.addAttribute("came", OrderPages.came(came));
        model.addAttribute("about", about.matches("[0-9A-Za-z-]{1,40}") ? about : "");
        model.addAttribute("clear", OrderActs.mayClear(who));
        model.addAttribute("mayDecide", who instanceof Caller caller && caller.may(Role.OPERATOR));
        return "console/orders-waiting";
    }

    private static String first(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("unknown");
    }

    private Map<Long, OrderHead> heads(List<Trouble> troubles) {
        var heads = new java.util.HashMap<Long, OrderHead>();
        for (var trouble : troubles) {
            if (trouble.orderId() != 0) {
                orders.byId(trouble.orderId()).ifPresent(head -> heads.put(head.id(), head));
            }
        }
        return heads;
    }

    private Card card(OrderHead head) {
        var why = head.state() == OrderState.HELD
                ? orders.detail(head.id()).map(Orders.Detail::held).orElse(List.of())
                : List.<Reason>of();
        return new Card(
                head,
                why,
                register.troubles(head.id()),
                register.standsBelow(head).orElse(null));
    }

    /**
     * What a human decides, with the reason, about the order as the page showed it. A form that is sent twice decides once.
     *
     * @param back {@code waiting} = to the queue, else to the order
     */
    @PostMapping("/orders/{key}/{decision}")
    String decide(
            @PathVariable String key,
            @PathVariable String decision,
            @RequestParam String reason,
            @RequestParam(required = false) String number,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String back,
            Authentication who) {
        operator(who);
        var head = acts.known(key);
        OrderActs.needed(reason);
        var asked = new OrderActs.Asked(decision, reason, number, Math.max(0, revision));
        var said = acts.decide(head, asked, who.getName(), SOURCE);
        var came = said.status() == 200 ? "done" : code(said.body());
        return back.equals("waiting")
                ? "redirect:" + WAITING + "?show=" + queue(head) + "&came=" + came + "&about=" + head.key()
                : "redirect:" + OrderPages.address(head) + "?came=" + came;
    }

    private static String queue(OrderHead head) {
        return head.state().waits() ? head.state().word() : "";
    }

    private static String code(Map<String, Object> body) {
        var reasons = (List<?>) body.get("reasons");
        var code = (String) ((Map<?, ?>) reasons.get(0)).get("code");
        return code.equals(OrderCode.TOO_LATE.code()) ? "moved" : code;
    }

    @PostMapping("/orders/troubles/{id}/close")
    String close(@PathVariable long id, @RequestParam String reason, Authentication who) {
        operator(who);
        acts.close(id, reason, who.getName(), SOURCE);
        return "redirect:" + WAITING + "?show=troubles&came=done";
    }

    @PostMapping("/accounts/troubles/{id}/close")
    String closeOfAccount(@PathVariable long id, @RequestParam String reason, Authentication who) {
        operator(who);
        acts.closeOfAccount(id, reason, who.getName(), SOURCE);
        return "redirect:" + WAITING + "?show=accounts&came=done";
    }

    private static void operator(Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Deciding about orders needs the role operator.");
        }
    }
}
