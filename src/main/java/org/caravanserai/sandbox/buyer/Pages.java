package org.caravanserai.sandbox.buyer;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person sees of the buyers: accounts, visits, carts with their verdict in words, messages that came back. */
final class Pages {
    private static final int MOST = 20;

    private Pages() {}

    /** All accounts. */
    static Answer accounts(Directory directory, Locale locale) {
        var html = new Html(locale);
        html.raw("<h1>").say("page.title").raw("</h1><p>").say("page.intro").raw("</p><ul>");
        for (var account : directory.accounts()) {
            html.raw("<li><a")
                    .value("href", Buyer.ROOT + "/" + account)
                    .raw(">")
                    .text(account)
                    .raw("</a> <span class=\"facts\">");
            var known = directory.find(account);
            if (known.isPresent()) {
                html.text(known.get().profile().word() + " · ")
                        .say(known.get().test() ? "page.test" : "page.production");
            } else {
                html.say("page.nosecret");
            }
            html.raw("</span></li>");
        }
        return html.raw("</ul>").answer(Remark.say(locale, "page.title"), null);
    }

    /** One account. */
    static Answer account(Optional<Counterpart> buyer, String account, State state, Locale locale) {
        var html = new Html(locale);
        html.raw("<p><a")
                .value("href", Buyer.ROOT)
                .raw(">")
                .say("page.title")
                .raw("</a></p><h1>")
                .text(account)
                .raw("</h1>");
        if (buyer.isEmpty()) {
            return html.raw("<p class=\"bad\">")
                    .say("page.nosecret")
                    .raw("</p>")
                    .answer(account, null);
        }
        var known = buyer.get();
        html.raw("<p class=\"facts\">")
                .text(known.profile().word() + " · ")
                .say(known.test() ? "page.test" : "page.production")
                .raw("</p>");
        if (!known.plain() || !known.hosts().contains("localhost")) {
            html.raw("<p>").say("page.noway").raw("</p>");
        }
        html.raw("<form method=\"post\"")
                .value("action", Buyer.ROOT + "/" + account + "/visits")
                .raw("><button>");
        html.say("page.begin").raw("</button></form><h2>").say("page.visits").raw("</h2><ul>");
        for (var visit : newest(state, Visits.VISITS)) {
            var id = visit.path("visit").asString();
            html.raw("<li><a")
                    .value("href", Buyer.ROOT + "/" + account + "/visits/" + id)
                    .raw(">");
            html.text(moment(visit))
                    .raw("</a> ")
                    .say("state." + visit.path("state").asString());
            html.raw("</li>");
        }
        html.raw("</ul>");
        messages(html, state, null, locale);
        return html.answer(account, null);
    }

    private static List<ObjectNode> newest(State state, String kind) {
        var all = new ArrayList<ObjectNode>();
        state.keys(kind).forEach(key -> state.get(kind, key).ifPresent(all::add));
        all.sort(Comparator.comparing((ObjectNode one) -> one.path("at").asString(""))
                .reversed());
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static String moment(JsonNode record) {
        return Instant.parse(record.path("at").asString())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("T", " ")
                .replace("Z", " UTC");
    }

    /**
     * One visit, with its cart and what came of it.
     *
     * @param editable whether the system of the buyer can open a cart again
     */
    static Answer visit(
            String account, ObjectNode visit, State state, Locale locale, boolean framed, boolean editable) {
        var html = new Html(locale);
        var here = Buyer.ROOT + "/" + account;
        var id = visit.path("visit").asString();
        var how = visit.path("state").asString();
        html.raw("<p><a")
                .value("href", here)
                .raw(">")
                .text(account)
                .raw("</a></p><h1>")
                .say("page.visit")
                .raw("</h1><p>");
        html.say("state." + how);
        var operation = visit.path("operation").asString("create");
        if (!operation.equals("create")) {
            html.text(" · ").say("operation." + operation);
        }
        html.raw("</p>");
        remarks(html, visit.path("remarks"), locale);
        String frames = null;
        if (how.equals("open")) {
            var start = visit.path("start").asString();
            if (framed) {
                frames = origin(start);
                html.raw("<iframe")
                        .value("src", start)
                        .value("title", Remark.say(locale, "page.shop"))
                        .raw("></iframe>");
            } else {
                html.raw("<p><a rel=\"noreferrer\"")
                        .value("href", start)
                        .raw(">")
                        .say("page.open")
                        .raw("</a> · <a");
                html.value("href", here + "/visits/" + id + "/frame")
                        .raw(">")
                        .say("page.frame")
                        .raw("</a></p>");
            }
        }
        if (visit.has("cart")) {
            cart(html, visit.path("cart"));
        }
        if (how.equals("returned")
                && !visit.has("order")
                && !visit.path("cart").path("lines").isEmpty()) {
            html.raw("<form method=\"post\"")
                    .value("action", here + "/visits/" + id + "/order")
                    .raw("><button>");
            html.say("page.order").raw("</button></form>");
        }
        if (how.equals("returned") && editable) {
            for (var later : List.of("edit", "inspect")) {
                html.raw("<form method=\"post\"")
                        .value("action", here + "/visits")
                        .raw("><input type=\"hidden\" name=\"earlier\"");
                html.value("value", id)
                        .raw("><input type=\"hidden\" name=\"operation\"")
                        .value("value", later);
                html.raw("><button>").say("page." + later).raw("</button></form>");
            }
        }
        for (var key : state.find(Visits.ORDERS, "visit", id)) {
            state.get(Visits.ORDERS, key).ifPresent(order -> order(html, order, locale));
            messages(html, state, key, locale);
        }
        return html.answer(Remark.say(locale, "page.visit"), frames);
    }

    private static String origin(String address) {
        var uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static void remarks(Html html, JsonNode remarks, Locale locale) {
        if (remarks.isEmpty()) {
            return;
        }
        html.raw("<ul class=\"bad\" role=\"alert\">");
        for (var remark : Remark.readAll(remarks)) {
            html.raw("<li>").text(remark.words(locale)).raw("</li>");
        }
        html.raw("</ul>");
    }

    private static void cart(Html html, JsonNode cart) {
        html.raw("<h2>").say("page.cart").raw("</h2>");
        if (cart.path("remarks").isEmpty()) {
            html.raw("<p class=\"good\">")
                    .say(cart.path("cancelled").asBoolean() ? "page.cancelled" : "page.good")
                    .raw("</p>");
        }
        html.raw("<div class=\"wide\"><table><thead><tr><th>")
                .say("page.article")
                .raw("</th><th class=\"num\">")
                .say("page.quantity");
        html.raw("</th><th>")
                .say("page.unit")
                .raw("</th><th class=\"num\">")
                .say("page.price")
                .raw("</th><th>");
        html.say("page.class").raw("</th></tr></thead><tbody>");
        for (var node : cart.path("lines")) {
            var line = Sheet.Line.read(node);
            html.raw("<tr><td>")
                    .text(line.sku())
                    .raw("<br><span class=\"facts\">")
                    .text(line.description());
            html.raw("</span></td><td class=\"num\">")
                    .text(line.quantity().toPlainString())
                    .raw("</td><td>");
            html.text(line.unit())
                    .raw("</td><td class=\"num\">")
                    .text(line.price().toPlainString());
            if (line.basis().compareTo(java.math.BigDecimal.ONE) != 0) {
                html.text(" / " + line.basis().toPlainString());
            }
            html.raw("</td><td>").text(line.domain() + " " + line.code()).raw("</td></tr>");
        }
        html.raw("</tbody></table></div><p>")
                .say(
                        "page.total",
                        cart.path("total").asString(""),
                        cart.path("currency").asString(""));
        html.raw("</p>");
    }

    private static void order(Html html, ObjectNode order, Locale locale) {
        html.raw("<h2>").say("page.ordered", order.path("number").asString()).raw("</h2><p>");
        html.say("order.state." + order.path("state").asString());
        if (order.has("confirmed")) {
            html.text(" · ").say("page.confirmed", order.path("confirmed").asString());
        }
        if (order.has("shipped")) {
            html.text(" · ").say(order.path("complete").asBoolean() ? "page.shipped" : "page.partly");
        }
        html.raw("</p>");
        remarks(html, order.path("remarks"), locale);
    }

    /** @param order null = of all */
    private static void messages(Html html, State state, String order, Locale locale) {
        html.raw("<h2>").say("page.messages").raw("</h2><ul>");
        for (var message : newest(state, Mailbox.MESSAGES)) {
            if (order != null && !order.equals(message.path("order").asString(""))) {
                continue;
            }
            html.raw("<li>")
                    .text(moment(message) + " "
                            + message.path("kind").asString("?") + " "
                            + message.path("order").asString("") + " "
                            + message.path("verdict").asString("") + ": "
                            + message.path("code").asInt());
            remarks(html, message.path("remarks"), locale);
            html.raw("</li>");
        }
        html.raw("</ul>");
    }
}
