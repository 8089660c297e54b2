package org.caravanserai.mapping;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;

/**
 * A compiled map of orders, {@code <system>/order-in}: one order of a marketplace becomes the tree of canonical JSON. It only lays texts where they belong;
 * whether the tree is an order is said by whoever reads it. {@code each} names the list of lines. Immutable, any number of threads, each with its own
 * {@link Run}.
 */
public final class OrderMap {
    private static final String LINE = "line.";
    private static final String EXTRAS = "extras.";
    private static final Set<String> TOTALS =
            Set.of("totals.lines", "totals.charges", "totals.shipping", "totals.tax", "totals.grand");
    private static final Map<String, String> PARTIES =
            Map.of("buyer", "buyer", "billTo", "bill-to", "shipTo", "ship-to", "endUser", "end-user");
    private static final Set<String> PERSON = Set.of("id", "name", "contact", "email", "phone");
    private static final Set<String> PLACE = Set.of("street", "postcode", "city", "subdivision", "country");
    private static final Set<String> HEAD = Set.of("number", "orderedAt", "requestedAt", "customer", "currency");
    private static final Set<String> LINES = Set.of(
            "number", "sku", "buyerSku", "gtin", "description", "requestedAt", "quantity", "unit", "price", "amount");

    private final AckNames heads;
    private final AckNames elements;
    private final Map<String, InwardPlan> head;
    private final Map<String, InwardPlan> line;
    private final Compiled select;
    private final String each;

    private OrderMap(
            AckNames heads,
            AckNames elements,
            Map<String, InwardPlan> head,
            Map<String, InwardPlan> line,
            Compiled select,
            String each) {
        this.heads = heads;
        this.elements = elements;
        this.head = head;
        this.line = line;
        this.select = select;
        this.each = each;
    }

    /**
     * What became of one record.
     *
     * @param order tree of canonical JSON, null = {@code select} leaves the record out, or it cannot be read
     * @param refused why it cannot be read, null = it can
     */
    public record Result(Map<String, Object> order, String refused) {}

    /**
     * Compiles a map of orders.
     *
     * @param name {@code mirakl/order-in}
     * @param problems receives everything that is wrong
     * @return empty when there were errors
     */
    public static Optional<OrderMap> compile(Surroundings world, String name, Problems problems) {
        var found = new Problems();
        var compiled = new MapReader(world.maps(), found).read(name).flatMap(file -> compile(file, world, found));
        problems.addAll(found.sorted());
        return found.failed() ? Optional.empty() : compiled;
    }

    private static Optional<OrderMap> compile(MapFile file, Surroundings world, Problems problems) {
        var yaml = new Yamls(problems);
        if (file.way() != MapFile.Way.ORDER) {
            yaml.error(
                    file.at(),
                    MapCode.NAME,
                    "this map is " + file.way().sentence() + "; maps of orders are named order-in.map.yaml");
            return Optional.empty();
        }
        if (file.each() == null) {
            yaml.error(file.at(), MapCode.SHAPE, "say where the lines are, e.g. each: order_lines");
        }
        var zone = world.company() == null ? ZoneId.of("UTC") : world.company().timeZone();
        var entries = new InwardEntries(world, file, null, new Dialect('.', zone), problems);
        var heads = new AckNames();
        var elements = new AckNames();
        var head = new LinkedHashMap<String, InwardPlan>();
        var line = new LinkedHashMap<String, InwardPlan>();
        for (var entry : file.entries().values()) {
            var name = entry.name();
            boolean inLine = name.startsWith(LINE);
            if (!known(name)) {
                yaml.error(
                        entry.at(),
                        MapCode.PATH,
                        "'" + name + "' is no field of an order (" + Yamls.listed(known()) + ")"
                                + Nearest.hint(name, known()));
                continue;
            }
            var left = new Left(List.of(name), Attribute.of(name, AttributeType.TEXT), false, null);
            entries.value(entry, left, inLine ? elements : heads)
                    .ifPresent(plan -> (inLine ? line : head).put(name, plan));
        }
        for (var needed : List.of("number", LINE + "number", LINE + "sku", LINE + "quantity")) {
            if (!file.entries().containsKey(needed)) {
                yaml.error(file.at(), MapCode.SOURCE, "no entry fills " + needed + ", which every order needs");
            }
        }
        Compiled select = file.select() == null
                ? null
                : entries.expression("select", file.select(), heads, true).orElse(null);
        return problems.failed()
                ? Optional.empty()
                : Optional.of(new OrderMap(
                        heads, elements, head, line, select, file.each().text()));
    }

    private static boolean known(String name) {
        var inLine = name.startsWith(LINE) ? name.substring(LINE.length()) : null;
        var own = inLine == null ? name : inLine;
        return own.startsWith(EXTRAS) && own.length() > EXTRAS.length() || known().contains(name);
    }

    private static Set<String> known() {
        var known = new java.util.TreeSet<>(HEAD);
        known.add("comment");
        known.addAll(TOTALS);
        for (var party : PARTIES.keySet()) {
            PERSON.forEach(field -> known.add(party + "." + field));
            PLACE.forEach(field -> known.add(party + "." + field));
        }
        LINES.forEach(field -> known.add(LINE + field));
        return known;
    }

    /**
     * Makes the tree of one order. Never throws because of what a partner sent.
     *
     * @param record one order as the partner's answer has it
     * @param beside texts that count where the map says nothing: {@code currency}, {@code customer}
     */
    public Result apply(Map<String, Object> record, Map<String, String> beside, Run run) {
        run.begin();
        var work = new Work(run);
        try {
            var slots = heads.read(record, record, Map.of());
            if (select != null && select.truth(slots, run) != Truth.TRUE) {
                return new Result(null, null);
            }
            var texts = new LinkedHashMap<String, String>(beside);
            texts.putAll(texts(head, slots, work));
            var order = new Laying(texts).order();
            order.put("lines", lines(record, texts.get("currency"), work));
            return work.rejected() == null ? new Result(order, null) : new Result(null, work.rejected());
        } catch (Refused parked) {
            return new Result(null, parked.getMessage());
        }
    }

    private List<Object> lines(Map<String, Object> record, String currency, Work work) {
        var lines = new ArrayList<Object>();
        var inside = AckNames.at(record, each);
        for (var element : inside instanceof List<?> list ? list : List.of()) {
            lines.add(new Laying(texts(line, elements.read(record, element, Map.of()), work)).line(currency));
        }
        return lines;
    }

    private static Map<String, String> texts(Map<String, InwardPlan> plans, Object[] slots, Work work) {
        var texts = new LinkedHashMap<String, String>();
        plans.forEach((name, plan) -> {
            var value = plan.eval().eval(slots, work);
            if (value != null && value != ScalarCheck.BAD && !value.toString().isBlank()) {
                texts.put(name, value.toString().strip());
            } else if (plan.required()) {
                work.reject(name + " is required and the order has no usable one");
            }
        });
        return texts;
    }

    /** Texts of one order, or of one line, laid where canonical JSON has them. */
    private record Laying(Map<String, String> texts) {
        Map<String, Object> order() {
            var order = new LinkedHashMap<String, Object>();
            for (var name : List.of("number", "orderedAt", "requestedAt", "customer", "currency")) {
                put(order, name, texts.get(name));
            }
            var parties = new ArrayList<Object>();
            for (var party : new java.util.TreeMap<>(PARTIES).entrySet()) {
                party(party.getKey(), party.getValue()).ifPresent(parties::add);
            }
            put(order, "parties", parties.isEmpty() ? null : parties);
            var totals = new LinkedHashMap<String, Object>();
            texts.forEach((name, text) -> {
                if (TOTALS.contains(name)) {
                    totals.put(name.substring(name.indexOf('.') + 1), money(text, texts.get("currency")));
                }
            });
            put(order, "totals", totals.isEmpty() ? null : totals);
            put(order, "comments", texts.containsKey("comment") ? List.of(texts.get("comment")) : null);
            put(order, "extras", extras(EXTRAS));
            return order;
        }

        Map<String, Object> line(String currency) {
            var line = new LinkedHashMap<String, Object>();
            for (var name : List.of("number", "sku", "buyerSku", "gtin", "description", "requestedAt")) {
                put(line, name, texts.get(LINE + name));
            }
            var quantity = new LinkedHashMap<String, Object>();
            put(quantity, "value", texts.get(LINE + "quantity"));
            quantity.put("unit", texts.getOrDefault(LINE + "unit", "EA"));
            line.put("quantity", quantity);
            if (texts.containsKey(LINE + "price")) {
                line.put("price", Map.of("amount", money(texts.get(LINE + "price"), currency)));
            }
            if (texts.containsKey(LINE + "amount")) {
                line.put("amount", money(texts.get(LINE + "amount"), currency));
            }
            put(line, "extras", extras(LINE + EXTRAS));
            return line;
        }

        /** A party that is nothing but a role or a country is none. */
        private Optional<Map<String, Object>> party(String prefix, String role) {
            var party = new LinkedHashMap<String, Object>();
            PERSON.forEach(field -> put(party, field, texts.get(prefix + "." + field)));
            var address = new LinkedHashMap<String, Object>();
            PLACE.forEach(field -> put(address, field, texts.get(prefix + "." + field)));
            if (address.size() > 1) {
                party.put("address", address);
            }
            if (party.isEmpty()) {
                return Optional.empty();
            }
            party.put("role", role);
            return Optional.of(party);
        }

        private Map<String, Object> extras(String prefix) {
            var extras = new LinkedHashMap<String, Object>();
            texts.forEach((name, text) -> {
                if (name.startsWith(prefix)) {
                    extras.put(name.substring(prefix.length()), text);
                }
            });
            return extras.isEmpty() ? null : extras;
        }

        private static Map<String, Object> money(String amount, String currency) {
            var money = new LinkedHashMap<String, Object>();
            money.put("amount", amount);
            put(money, "currency", currency);
            return money;
        }

        private static void put(Map<String, Object> map, String name, Object value) {
            if (value != null) {
                map.put(name, value);
            }
        }
    }
}
