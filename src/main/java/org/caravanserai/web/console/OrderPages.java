package org.caravanserai.web.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.order.Figures;
import org.caravanserai.order.OrderCode;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Register;
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
import org.springframework.web.bind.annotation.RequestParam;

/** Orders: found by any id, each with one time line over all systems, and their figures. */
@Controller
class OrderPages {
    private static final int PAGE = 50;
    /** Sources of orders that are no channel. */
    private static final List<String> SOURCES = List.of("api", "punchout");

    private final CurrentHome home;
    private final Orders orders;
    private final Register register;
    private final Figures figures;
    private final Happenings happenings;
    private final OrderActs acts;

    OrderPages(
            CurrentHome home,
            Orders orders,
            Register register,
            Figures figures,
            Happenings happenings,
            OrderActs acts) {
        this.home = home;
        this.orders = orders;
        this.register = register;
        this.figures = figures;
        this.happenings = happenings;
        this.acts = acts;
    }

    /**
     * One entry of the time line.
     *
     * @param what key of its name in the messages, without {@code timeline.}
     * @param paper number of the message it is about, null = none
     */
    record Moment(long id, Instant at, String actor, String what, String state, String text, Orders.Message paper) {}

    /** A line of the order with what became of it. */
    record Row(OrderLine line, Fulfilment.Amounts amounts, Long visit) {}

    @GetMapping("/orders")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String world,
            @RequestParam(defaultValue = "0") long before,
            Model model) {
        Register.Page page;
        if (q.isBlank()) {
            var filter = new Register.Filter(
                    source.isEmpty() ? null : source,
                    account.isEmpty() ? null : account,
                    state.isEmpty() ? null : OrderActs.state(state),
                    world.isEmpty() ? null : world.equals("test"));
            page = register.page(filter, before <= 0 ? Long.MAX_VALUE : before, PAGE);
        } else {
            var found = orders.search(q.strip());
            if (found.size() == 1) {
                return "redirect:/orders/" + found.get(0).key();
            }
            page = new Register.Page(found, 0, null);
        }
        model.addAttribute("page", page);
        model.addAttribute("q", q);
        model.addAttribute("source", source);
        model.addAttribute("account", account);
        model.addAttribute("state", state);
        model.addAttribute("world", world);
        model.addAttribute("sources", sources());
        model.addAttribute("accounts", home.get().accounts().keySet());
        model.addAttribute(
                "states",
                Arrays.stream(OrderState.values())
                        .filter(one -> one != OrderState.RECEIVED)
                        .map(OrderState::word)
                        .toList());
        model.addAttribute("waits", register.waiting().all() + happenings.open(100));
        return "console/orders";
    }

    private Set<String> sources() {
        var names = new TreeSet<>(SOURCES);
        home.get().channels().forEach((name, channel) -> {
            if (channel.streams().containsKey("order-status")
                    || channel.streams().containsKey("shipments")) {
                names.add(name);
            }
        });
        home.get().sources().keySet().forEach(names::add);
        return names;
    }

    @GetMapping("/orders/figures")
    String figures(@RequestParam(defaultValue = "24h") String window, Model model) {
        var wanted = Arrays.stream(Figures.Window.values())
                .filter(one -> one.word().equals(window))
                .findFirst()
                .orElseThrow(
                        () -> new HttpRefusal(HttpStatus.BAD_REQUEST, "API-051", "A window is one of 24h, 7d, 30d."));
        var board = figures.board();
        var lines = board.windows().get(wanted);
        model.addAttribute("board", board);
        model.addAttribute("window", window);
        model.addAttribute(
                "windows",
                Arrays.stream(Figures.Window.values()).map(Figures.Window::word).toList());
        model.addAttribute(
                "earnest", lines.stream().filter(line -> !line.of().test()).toList());
        model.addAttribute(
                "tests", lines.stream().filter(line -> line.of().test()).toList());
        return "console/order-figures";
    }

    @GetMapping("/orders/{key}")
    String one(
            @PathVariable String key, @RequestParam(defaultValue = "") String came, Authentication who, Model model) {
        var head = acts.known(key);
        if (!head.key().equals(key)) {
            return "redirect:/orders/" + head.key();
        }
        var detail = orders.detail(head.id()).orElseThrow();
        model.addAttribute("head", detail.head());
        model.addAttribute("order", detail.order());
        model.addAttribute("comments", OrderActs.redacted("", detail.order().comments()));
        model.addAttribute("extras", OrderActs.redacted("", detail.order().extras()));
        model.addAttribute("held", detail.head().state() == OrderState.HELD ? detail.held() : List.of());
        model.addAttribute("notes", detail.notes());
        model.addAttribute("rows", rows(detail));
        model.addAttribute("parties", parties(detail));
        model.addAttribute("references", detail.references());
        model.addAttribute("moments", moments(detail));
        model.addAttribute("papers", detail.messages());
        model.addAttribute("troubles", register.troubles(head.id()));
        model.addAttribute("below", register.standsBelow(detail.head()).orElse(null));
        model.addAttribute("clear", OrderActs.mayClear(who));
        model.addAttribute("mayDecide", who instanceof Caller caller && caller.may(Role.OPERATOR));
        model.addAttribute("came", came(came));
        return "console/order";
    }

    private static List<Party> parties(Orders.Detail detail) {
        return detail.order().parties().stream()
                .sorted(Comparator.comparing(Party::role))
                .toList();
    }

    private List<Row> rows(Orders.Detail detail) {
        var head = detail.head();
        return detail.order().lines().stream()
                .map(line -> new Row(
                        line,
                        detail.fulfilment().lines().get(line.number()),
                        head.account().isEmpty()
                                ? null
                                : happenings
                                        .origin(head.account(), head.test(), line.sku(), line.auxiliary())
                                        .orElse(null)))
                .toList();
    }

    /** Everything that happened and every message that came, in order of time. */
    private static List<Moment> moments(Orders.Detail detail) {
        var head = detail.head();
        var moments = new ArrayList<Moment>();
        for (var entry : detail.timeline()) {
            moments.add(new Moment(
                    entry.id(),
                    entry.at(),
                    entry.actor(),
                    entry.what(),
                    entry.state().word(),
                    entry.text(),
                    entry.id() == head.id() ? paper(detail, head.id()) : null));
        }
        for (var message : detail.messages()) {
            if (message.id() != head.id()) {
                moments.add(
                        new Moment(message.id(), message.at(), message.transport(), "message", null, null, message));
            }
        }
        moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::id));
        return moments;
    }

    private static Orders.Message paper(Orders.Detail detail, long id) {
        return detail.messages().stream()
                .filter(message -> message.id() == id)
                .findFirst()
                .orElse(null);
    }

    /** A kept message, masked. */
    @GetMapping("/orders/{key}/messages/{id}")
    String message(@PathVariable String key, @PathVariable long id, Authentication who, Model model) {
        var head = acts.known(key);
        model.addAttribute("head", head);
        model.addAttribute("number", head.number());
        show(acts.paper(head.id(), id, who), model);
        return "console/order-message";
    }

    /** The message an operator has to look at that became no order. */
    @GetMapping("/orders/troubles/{id}/message")
    String troubleMessage(@PathVariable long id, Authentication who, Model model) {
        var trouble = register.trouble(id)
                .filter(one -> one.message() != 0)
                .orElseThrow(() ->
                        new HttpRefusal(HttpStatus.NOT_FOUND, "API-047", "Nothing with a message has this number."));
        model.addAttribute(
                "head",
                trouble.orderId() == 0 ? null : orders.byId(trouble.orderId()).orElse(null));
        model.addAttribute("number", trouble.number());
        show(acts.paper(trouble.orderId(), trouble.message(), who), model);
        return "console/order-message";
    }

    private static void show(Register.Paper paper, Model model) {
        model.addAttribute("paper", paper.about());
        model.addAttribute("body", new String(paper.body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** What came of a decision, as the page says it: {@code done}, {@code moved}, or a code of the orders; else nothing. */
    static String came(String word) {
        return word.equals("done")
                        || word.equals("moved")
                        || Arrays.stream(OrderCode.values())
                                .anyMatch(code -> code.code().equals(word))
                ? word
                : "";
    }

    /** Where an order is shown. */
    static String address(OrderHead head) {
        return "/orders/" + head.key();
    }
}
