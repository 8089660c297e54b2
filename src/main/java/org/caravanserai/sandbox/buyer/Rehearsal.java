package org.caravanserai.sandbox.buyer;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Sandbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole conversation of a buyer with this hub, without a browser: set-up, shop, cart, order, answers. It ends at the first step that fails. The cart never
 * goes to the buyer's real address: what a browser would carry there is handed to the buyer inside.
 */
public final class Rehearsal {
    private static final int CANDIDATES = 10;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Sandbox sandbox;
    private final Directory directory;

    /**
     * One step.
     *
     * @param name key of its name: setup, start, shop, cart, return, check, once, order, confirmation, shipment
     * @param title its name in words
     * @param text what was seen, or what is wrong and what to mend
     */
    public record Step(String name, String title, boolean ok, String text) {}

    /**
     * What is wanted.
     *
     * @param base address of the hub, null = the one it tells buyers
     * @param operation {@code create}; {@code edit} or {@code inspect} go on with a second visit that opens the cart of the first, in the place of an order
     * @param orders whether an order is sent, as a test
     * @param patience longest wait for confirmation and ship notice together
     */
    public record Wanted(
            String account, String base, String operation, boolean orders, Duration patience, Locale locale) {}

    /** A rehearsal through the buyers of a sandbox. */
    public Rehearsal(Sandbox sandbox, Directory directory) {
        this.sandbox = sandbox;
        this.directory = directory;
    }

    /** Runs it; takes as long as it needs, at most the patience beside calls. */
    public List<Step> run(Wanted wanted) {
        return new Run(wanted).steps();
    }

    /** A step failed; it is noted already. */
    static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;

        Stop() {
            super(null, null, false, false);
        }
    }

    /** A second try of something that may happen once. */
    private interface Again {
        void again() throws Stop, Wire.Silent;
    }

    /** One run. */
    private final class Run implements LaterVisits.Talk {
        private final Wanted wanted;
        private final List<Step> steps = new ArrayList<>();
        private final ShopWalk walk = new ShopWalk(new Wire());
        private String base;
        private Counterpart buyer;
        /** What brought the cart back, to be tried a second time. */
        private Again brought;

        Run(Wanted wanted) {
            this.wanted = wanted;
        }

        List<Step> steps() {
            try {
                converse();
            } catch (Stop stopped) {
                // The last step says why.
            } catch (Wire.Silent silent) {
                steps.add(step("shop", false, Remark.of("wire", base, silent.getMessage())));
            }
            return List.copyOf(steps);
        }

        private Step step(String name, boolean ok, Remark remark) {
            return new Step(name, Remark.say(wanted.locale(), "step." + name), ok, remark.words(wanted.locale()));
        }

        @Override
        public void good(String name, String key, Object... said) {
            steps.add(step(name, true, Remark.of(key, said)));
        }

        @Override
        public Stop bad(String name, Remark remark) {
            steps.add(step(name, false, remark));
            return new Stop();
        }

        private Stop bad(String name, JsonNode remarks) {
            Remark.readAll(remarks).forEach(remark -> steps.add(step(name, false, remark)));
            return new Stop();
        }

        private void converse() throws Stop, Wire.Silent {
            buyer = directory
                    .find(wanted.account())
                    .orElseThrow(() -> bad("account", Remark.of("rehearsal.unknown", wanted.account())));
            base = wanted.base() == null ? directory.base() : wanted.base();
            if (directory.allowed(base, "").isEmpty()) {
                throw bad("account", Remark.of("rehearsal.base", base));
            }
            good(
                    "account",
                    "rehearsal.account",
                    wanted.account(),
                    Remark.say(wanted.locale(), buyer.test() ? "page.test" : "page.production"),
                    buyer.profile().word());
            var visit = json(call("/visits", Map.of("operation", "create", "base", base)));
            if (!visit.path("state").asString("").equals("open")) {
                throw bad("setup", visit.path("remarks"));
            }
            good("setup", "rehearsal.setup");
            var left = shop(visit.path("start").asString());
            returned(left, visit);
            brought.again();
            if (wanted.operation().equals("create")) {
                order(visit.path("visit").asString());
            } else if (buyer.profile().oci()) {
                throw bad(wanted.operation(), Remark.of("rehearsal.byoci"));
            } else {
                var first = record(Visits.VISITS, visit.path("visit").asString());
                var later = new LaterVisits(this);
                if (wanted.operation().equals("edit")) {
                    later.edit(first);
                } else {
                    later.inspect(first);
                }
            }
        }

        @Override
        public ObjectNode visit(String operation, String earlier) throws Stop {
            var visit = json(call("/visits", Map.of("operation", operation, "earlier", earlier, "base", base)));
            if (!visit.path("state").asString("").equals("open")) {
                throw bad(operation, visit.path("remarks"));
            }
            return visit;
        }

        @Override
        public ShopWalk.Page seen(String step, LaterVisits.Walking walking) throws Stop, Wire.Silent {
            return seen(step, walking.go(walk));
        }

        private ShopWalk.Page shop(String start) throws Stop, Wire.Silent {
            var shop = seen("start", walk.open(start));
            if (walk.open(start).good()) {
                throw bad("start", Remark.of("rehearsal.again"));
            }
            good("start", "rehearsal.start");
            var list = seen("shop", walk.search(shop, ""));
            var adds = list.forms().stream()
                    .filter(form ->
                            form.fields().containsKey("sku") && form.fields().containsKey("quantity"))
                    .limit(CANDIDATES)
                    .toList();
            if (adds.isEmpty()) {
                throw bad("shop", Remark.of("rehearsal.empty"));
            }
            good("shop", "rehearsal.shop", adds.get(0).fields().get("sku"));
            var complaint = "";
            for (var add : adds) {
                var cart = walk.send(list, add);
                var transfer = cart.form("/transfer");
                if (transfer.isPresent()) {
                    var left = walk.send(cart, transfer.get());
                    if (left.good() && leaving(left).isPresent()) {
                        good("cart", "rehearsal.cart", add.fields().get("sku"));
                        brought = () -> once(cart, transfer.get());
                        return left;
                    }
                    complaint = left.complaint();
                } else {
                    complaint = cart.complaint();
                }
                empty(cart);
            }
            throw bad(
                    "cart",
                    Remark.of(
                            "rehearsal.stuck",
                            adds.get(adds.size() - 1).fields().get("sku"),
                            complaint));
        }

        /** Takes out what cannot go back, as a user would, and tries the next. */
        private void empty(ShopWalk.Page cart) throws Wire.Silent {
            var change = cart.form("/cart/change");
            if (change.isPresent()) {
                change.get().fields().replaceAll((name, value) -> name.startsWith("q.") ? "0" : value);
                walk.send(cart, change.get());
            }
        }

        private void once(ShopWalk.Page cart, ShopWalk.Form transfer) throws Stop, Wire.Silent {
            var again = walk.send(cart, transfer);
            if (leaving(again).isPresent()) {
                throw bad("once", Remark.of("rehearsal.twice"));
            }
            good("once", "rehearsal.once");
        }

        private static java.util.Optional<ShopWalk.Form> leaving(ShopWalk.Page page) {
            return page.forms().stream()
                    .filter(form -> form.action().contains("://"))
                    .findFirst();
        }

        private ShopWalk.Page seen(String step, ShopWalk.Page page) throws Stop {
            if (!page.good()) {
                throw bad(
                        step,
                        Remark.of(
                                "rehearsal.page",
                                page.address().getPath(),
                                page.heard().status()));
            }
            return page;
        }

        @Override
        public ObjectNode carried(ShopWalk.Page left, ObjectNode visit) throws Stop {
            var form = leaving(left).orElseThrow(() -> bad("return", Remark.of("rehearsal.noway")));
            var hook = visit.path("hook").asString();
            var here = hook.replaceFirst("\\?.*", "");
            if (!form.action().replaceFirst("\\?.*", "").equals(here)) {
                throw bad("return", Remark.of("rehearsal.elsewhere", form.action(), here));
            }
            good("return", "rehearsal.return", here);
            int query = form.action().indexOf('?');
            var charset = Charset.forName(form.attributes().getOrDefault("accept-charset", "UTF-8"));
            var answer = sandbox.handle(Request.of(
                    "POST",
                    Buyer.ROOT + "/" + wanted.account() + "/hook",
                    query < 0 ? null : form.action().substring(query + 1),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    encoded(form.fields(), charset)));
            if (answer.status() != 303) {
                throw bad("check", Remark.of("http", answer.status()));
            }
            return record(Visits.VISITS, visit.path("visit").asString());
        }

        private void returned(ShopWalk.Page left, ObjectNode visit) throws Stop {
            var record = carried(left, visit);
            if (!record.path("state").asString("").equals("returned")) {
                throw bad("check", record.path("remarks"));
            }
            var cart = record.path("cart");
            good(
                    "check",
                    "rehearsal.check",
                    cart.path("lines").size(),
                    cart.path("total").asString(""),
                    cart.path("currency").asString(""));
        }

        private void order(String visit) throws Stop {
            if (!wanted.orders()) {
                good("order", "rehearsal.noorder");
                return;
            }
            if (!buyer.orders()) {
                good("order", "rehearsal.orderless");
                return;
            }
            var order = json(call("/visits/" + visit + "/order", Map.of("base", base)));
            if (!order.path("state").asString("").equals("sent")) {
                throw bad("order", order.path("remarks"));
            }
            var number = order.path("number").asString();
            good("order", "rehearsal.order", number);
            if (!directory.answersHere(wanted.account())) {
                good("confirmation", "rehearsal.unsent");
                return;
            }
            long end = System.nanoTime() + wanted.patience().toNanos();
            var confirmed = until("confirmation", number, "confirmed", end);
            good(
                    "confirmation",
                    "rehearsal.confirmation",
                    confirmed.path("confirmed").asString(""));
            until("shipment", number, "complete", end);
            good("shipment", "rehearsal.shipment");
        }

        private ObjectNode until(String step, String number, String field, long end) throws Stop {
            while (true) {
                var order = record(Visits.ORDERS, number);
                if (order.has(field) && !order.path(field).asString("").equals("false")) {
                    return order;
                }
                var refused = sandbox
                        .standIn("buyer", wanted.account())
                        .orElseThrow()
                        .records()
                        .getOrDefault(Mailbox.MESSAGES, Map.of())
                        .values()
                        .stream()
                        .filter(message -> message.path("order").asString("").equals(number)
                                && message.path("code").asInt() >= 400)
                        .findFirst();
                if (refused.isPresent()) {
                    var why = Remark.readAll(refused.get().path("remarks")).stream()
                            .map(remark -> remark.words(wanted.locale()))
                            .collect(Collectors.joining(" "));
                    throw bad(step, Remark.of("rehearsal.refusedNotice", why));
                }
                if (System.nanoTime() >= end) {
                    throw bad(
                            step, Remark.of("rehearsal.late", wanted.patience().toSeconds(), number));
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        private ObjectNode record(String kind, String key) {
            return sandbox.standIn("buyer", wanted.account())
                    .orElseThrow()
                    .records()
                    .getOrDefault(kind, Map.of())
                    .getOrDefault(key, Json.object());
        }

        private Answer call(String path, Map<String, String> fields) {
            var body = Json.object();
            fields.forEach(body::put);
            return sandbox.handle(Request.of(
                    "POST",
                    Buyer.ROOT + "/" + wanted.account() + path,
                    null,
                    Map.of("Content-Type", "application/json", "Host", host()),
                    Json.text(body).getBytes(StandardCharsets.UTF_8)));
        }

        /** So that the way back, where the account allows it, leads to this hub too. */
        private String host() {
            return base.replaceFirst("^[a-z]+://", "");
        }
    }

    private static ObjectNode json(Answer answer) {
        return Json.read(answer.body())
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(Json::object);
    }

    private static byte[] encoded(Map<String, String> fields, Charset charset) {
        var form = new StringJoiner("&");
        fields.forEach(
                (name, value) -> form.add(URLEncoder.encode(name, charset) + "=" + URLEncoder.encode(value, charset)));
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
