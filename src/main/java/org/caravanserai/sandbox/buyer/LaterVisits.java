package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a buyer does with a cart it has: change it, which brings all lines anew under their old marks; give the change up, which must leave them; look at it,
 * which may bring nothing.
 */
record LaterVisits(Talk talk) {
    private static final String QUANTITY = "q.";

    /** The conversation it is a part of. */
    interface Talk {
        /** A visit with the lines of an earlier one, open; a step of its own says so. */
        ObjectNode visit(String operation, String earlier) throws Rehearsal.Stop, Wire.Silent;

        /** Opens the shop, or sends a form of it; a page that is none ends the conversation. */
        ShopWalk.Page seen(String step, Walking walking) throws Rehearsal.Stop, Wire.Silent;

        /** What the buyer has of the visit after the form of this page has come back. */
        ObjectNode carried(ShopWalk.Page left, ObjectNode visit) throws Rehearsal.Stop;

        void good(String step, String key, Object... said);

        Rehearsal.Stop bad(String step, Remark remark);
    }

    /** A step through the shop. */
    @FunctionalInterface
    interface Walking {
        ShopWalk.Page go(ShopWalk walk) throws Wire.Silent;
    }

    /** The cart is opened, doubled and brought back; then opened once more and given up. */
    void edit(ObjectNode first) throws Rehearsal.Stop, Wire.Silent {
        var visit = talk.visit("edit", first.path("visit").asString());
        var cart = opened(visit, first);
        var change = cart.form("/cart/change").orElseThrow();
        change.fields().replaceAll((name, value) -> name.startsWith(QUANTITY) ? doubled(value) : value);
        var changed = talk.seen("change", walk -> walk.send(cart, change));
        var transfer = changed.form("/transfer")
                .orElseThrow(() -> talk.bad("change", Remark.of("rehearsal.stuck", "", changed.complaint())));
        var left = talk.seen("change", walk -> walk.send(changed, transfer));
        var record = talk.carried(left, visit);
        var wanted = new LinkedHashMap<String, BigDecimal>();
        lines(first).forEach(line -> wanted.put(mark(line), line.quantity().multiply(new BigDecimal(2))));
        var came = new LinkedHashMap<String, BigDecimal>();
        lines(record).forEach(line -> came.put(mark(line), line.quantity()));
        if (!state(record).equals("returned") || !same(wanted, came)) {
            throw talk.bad("change", Remark.of("rehearsal.otherlines", shown(wanted), shown(came)));
        }
        talk.good("change", "rehearsal.changed", shown(came));
        givenUp("keep", talk.visit("edit", record.path("visit").asString()), record);
        talk.good("keep", "rehearsal.kept");
    }

    /** The cart is opened, shows no way to change it, and brings nothing. */
    void inspect(ObjectNode first) throws Rehearsal.Stop, Wire.Silent {
        var visit = talk.visit("inspect", first.path("visit").asString());
        var cart = talk.seen("look", walk -> walk.open(visit.path("start").asString()));
        for (var line : lines(first)) {
            if (!cart.heard().text().contains(line.sku())) {
                throw talk.bad("look", Remark.of("rehearsal.lost", line.sku()));
            }
        }
        boolean acts = cart.form("/transfer").isPresent()
                || cart.forms().stream()
                        .anyMatch(form -> form.fields().containsKey("sku")
                                || form.fields().keySet().stream().anyMatch(name -> name.startsWith(QUANTITY)));
        if (acts) {
            throw talk.bad("look", Remark.of("rehearsal.changeable"));
        }
        talk.good("look", "rehearsal.looked", lines(first).size());
        leave("keep", cart, visit);
        talk.good("keep", "rehearsal.kept");
    }

    private void givenUp(String step, ObjectNode visit, ObjectNode earlier) throws Rehearsal.Stop, Wire.Silent {
        leave(step, opened(visit, earlier), visit);
    }

    private void leave(String step, ShopWalk.Page cart, ObjectNode visit) throws Rehearsal.Stop, Wire.Silent {
        var cancel = cart.form("/cancel").orElseThrow(() -> talk.bad(step, Remark.of("rehearsal.noway")));
        var record = talk.carried(talk.seen(step, walk -> walk.send(cart, cancel)), visit);
        if (!state(record).equals("cancelled") || !lines(record).isEmpty()) {
            throw talk.bad(
                    step,
                    Remark.of("rehearsal.notkept", state(record), lines(record).size()));
        }
    }

    /** The page with the cart, every line under its old mark and with its quantity. */
    private ShopWalk.Page opened(ObjectNode visit, ObjectNode earlier) throws Rehearsal.Stop, Wire.Silent {
        var cart = talk.seen("edit", walk -> walk.open(visit.path("start").asString()));
        var fields = cart.form("/cart/change").map(ShopWalk.Form::fields).orElse(Map.of());
        for (var line : lines(earlier)) {
            var there = fields.get(QUANTITY + line.auxiliary());
            if (there == null || !there.matches("[0-9.]+") || new BigDecimal(there).compareTo(line.quantity()) != 0) {
                throw talk.bad("edit", Remark.of("rehearsal.lost", line.sku()));
            }
        }
        talk.good("edit", "rehearsal.edit", lines(earlier).size());
        return cart;
    }

    private static List<Sheet.Line> lines(ObjectNode visit) {
        return Sheet.lines(visit.path("cart"));
    }

    private static String state(ObjectNode visit) {
        return visit.path("state").asString("");
    }

    private static String mark(Sheet.Line line) {
        return line.sku() + " " + line.auxiliary();
    }

    private static String doubled(String quantity) {
        return quantity.matches("[0-9]+(\\.[0-9]+)?")
                ? new BigDecimal(quantity).multiply(new BigDecimal(2)).toPlainString()
                : quantity;
    }

    private static boolean same(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(line -> line.getValue().compareTo(other.get(line.getKey())) == 0);
    }

    private static String shown(Map<String, BigDecimal> lines) {
        var shown = new java.util.StringJoiner(", ");
        lines.forEach((mark, quantity) -> shown.add(mark.substring(0, mark.indexOf(' ')) + " "
                + quantity.stripTrailingZeros().toPlainString()));
        return shown.toString();
    }
}
