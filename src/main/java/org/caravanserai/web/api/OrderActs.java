package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.order.Closed;
import org.caravanserai.order.Deciding;
import org.caravanserai.order.Decision;
import org.caravanserai.order.Desk;
import org.caravanserai.order.OrderCode;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Register;
import org.caravanserai.parser.Redaction;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** What people do about orders and visits, alike for the API and the console: each act is in the audit trail, each refusal says why. */
@Component
public class OrderActs {
    /** Most characters of a reason. */
    public static final int LONGEST = 500;

    private final Orders orders;
    private final Register register;
    private final Happenings happenings;
    private final Audit audit;

    OrderActs(Orders orders, Register register, Happenings happenings, Audit audit) {
        this.orders = orders;
        this.register = register;
        this.happenings = happenings;
        this.audit = audit;
    }

    /**
     * What somebody wants to be done.
     *
     * @param decision {@code release refuse arrived send-again cancel tell-again deleted stays}
     * @param reason needed where something is refused or cancelled; null = none
     * @param number of the order at the ERP, for {@code arrived}; null = not known
     * @param revision of the order as it was seen; null = as it stands
     */
    public record Asked(String decision, String reason, String number, Integer revision) {}

    /** Who may see the people an order names: those who look after customers, and those who answer partners. */
    public static boolean mayClear(Authentication who) {
        return who instanceof Caller caller && (caller.may(Role.CUSTOMERS) || caller.may(Role.SUPPORT));
    }

    /** The state of a word; 400 when it is none. */
    public static OrderState state(String word) {
        return OrderState.of(word).orElseThrow(() -> {
            var words = Stream.of(OrderState.values()).map(OrderState::word).collect(Collectors.joining(", "));
            return new HttpRefusal(HttpStatus.BAD_REQUEST, "API-046", "An order is one of " + words + ".");
        });
    }

    /** By our key, else by whatever it is called, as long as it is one order; 404 and 409 otherwise. */
    public OrderHead known(String key) {
        var byKey = orders.find(new OrderRef.ByKey(key));
        if (byKey.isPresent()) {
            return byKey.get();
        }
        var found = orders.search(key);
        if (found.size() > 1) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-048",
                    found.size() + " orders are called so: name one by its key.",
                    Map.of("keys", found.stream().map(OrderHead::key).toList()));
        }
        return found.stream().findFirst().orElseThrow(OrderActs::missing);
    }

    static HttpRefusal missing() {
        return new HttpRefusal(
                HttpStatus.NOT_FOUND,
                OrderCode.UNKNOWN_ORDER.code(),
                "Nobody calls an order so here: look at the list.");
    }

    /** Decides about an order; the answer says what came of it. */
    public Desk.Said decide(OrderHead order, Asked asked, String who, String source) {
        var decision = decision(asked);
        var reason = asked.reason() == null || asked.reason().isBlank()
                ? null
                : needed(asked.reason()); // what is written must fit
        int revision = asked.revision() == null ? -1 : asked.revision();
        var said = Desk.of(orders.decide(order.id(), decision, new Deciding(who, reason, revision)));
        boolean done = said.status() == 200;
        audit.record(
                who,
                "order " + order.key() + " " + asked.decision(),
                order.state().word(),
                done ? (String) said.body().get("state") : order.state().word(),
                source,
                done ? (reason == null ? "done" : reason) : "refused");
        return said;
    }

    private static Decision decision(Asked asked) {
        return switch (asked.decision()) {
            case "release" -> new Decision.Release();
            case "refuse" -> new Decision.Refuse(needed(asked.reason()));
            case "arrived" -> new Decision.Arrived(asked.number());
            case "send-again" -> new Decision.SendAgain();
            case "cancel" -> new Decision.Cancel(needed(asked.reason()));
            case "tell-again" -> new Decision.TellAgain();
            case "deleted" -> new Decision.Deleted(needed(asked.reason()));
            case "stays" -> new Decision.Stays(needed(asked.reason()));
            default ->
                throw new HttpRefusal(
                        HttpStatus.NOT_FOUND,
                        "API-049",
                        "An operator decides one of release, refuse, arrived, send-again, cancel, tell-again, deleted, stays.");
        };
    }

    /** A reason that somebody gave; 400 without. */
    public static String needed(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-003",
                    "Say why in 1 to " + LONGEST + " characters, as in {\"reason\":\"agreed with the buyer\"}.");
        }
        return reason.strip();
    }

    /** Somebody has looked at something about an order; 404 when somebody was quicker, 409 when it asks for a decision and not for a look. */
    public void close(long trouble, String reason, String who, String source) {
        var note = needed(reason);
        var came = orders.close(trouble, who, note);
        if (came == Closed.UNDECIDED) {
            audit.record(who, "close order trouble " + trouble, "open", "open", source, "refused");
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    OrderCode.DELETION.code(),
                    "The buyer waits for an answer: decide about the order, deleted or stays, which closes this too.");
        }
        closed(came == Closed.DONE);
        audit.record(who, "close order trouble " + trouble, "open", "closed", source, note);
    }

    /** Somebody has looked at something about an account; 404 when somebody was quicker. */
    public void closeOfAccount(long trouble, String reason, String who, String source) {
        var note = needed(reason);
        closed(happenings.close(trouble, who, note));
        audit.record(who, "close account trouble " + trouble, "open", "closed", source, note);
    }

    private static void closed(boolean done) {
        if (!done) {
            throw new HttpRefusal(
                    HttpStatus.NOT_FOUND, "API-047", "Nothing open has this number; somebody may have been quicker.");
        }
    }

    /** What was masked when it came is masked once more: what an earlier version has kept may not have been. */
    private static Register.Paper redacted(Register.Paper paper) {
        return new Register.Paper(paper.orderId(), paper.about(), Redaction.bytes(paper.body()));
    }

    /** Remarks and extras of an order without secrets and card numbers: a tree of maps, lists and texts. */
    public static Object redacted(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            var clean = new LinkedHashMap<Object, Object>();
            map.forEach((key, one) -> clean.put(key, redacted((String) key, one)));
            return clean;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> redacted(name, one)).toList();
        }
        return value instanceof String text ? Redaction.field(name, text) : value;
    }

    /**
     * A kept message, for those who may see the people it names.
     *
     * @param order it must belong to; 0 = what became no order
     */
    public Register.Paper paper(long order, long message, Authentication who) {
        clear(who);
        return register.paper(message)
                .filter(paper -> paper.orderId() == order)
                .map(OrderActs::redacted)
                .orElseThrow(() ->
                        new HttpRefusal(HttpStatus.NOT_FOUND, "API-050", "This order has no message of this number."));
    }

    /** What an account sent that was refused and became no order, for those who may see the people it names. */
    public byte[] sent(String account, long happening, Authentication who) {
        clear(who);
        return happenings
                .document(account, happening)
                .map(Redaction::bytes)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND, "API-053", "Nothing that was sent is kept with this number."));
    }

    private static void clear(Authentication who) {
        if (!mayClear(who)) {
            throw new HttpRefusal(
                    HttpStatus.FORBIDDEN,
                    "WEB-403",
                    "A message may name people: this needs the role customers or support.");
        }
    }
}
