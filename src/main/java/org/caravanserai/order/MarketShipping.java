package org.caravanserai.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Home;
import org.caravanserai.home.Market;

/**
 * What has left is told to a marketplace: an order in one shipment as a whole, after carrier and number; one that leaves in parts as parts, each known there
 * by our name of it. A marketplace that takes no parts hears of the order when the last of them has left.
 */
final class MarketShipping {
    private final MarketTalk talk;
    private final Supplier<Home> homes;
    private final Market market;

    MarketShipping(MarketTalk talk, Supplier<Home> homes, Market market) {
        this.talk = talk;
        this.homes = homes;
        this.market = market;
    }

    /** How a shipment is told. */
    private enum Way {
        /** It is all there is. */
        WHOLE,
        /** One of several, and each is told. */
        PART,
        /** One of several, and nothing is told before the last of them. */
        LATER,
        /** One of several, or all there is of it, and yet lines stay behind for ever. */
        NEVER
    }

    Ack send(Consignment consignment, Shipment shipment) {
        if (shipment.withdrawn()) {
            return new Ack.Rejected(
                    "withdrawn", null, "a shipment cannot be taken back there; tell the marketplace's service");
        }
        boolean again = consignment.attempt() > 1 || consignment.doubt();
        var way = way(consignment, shipment, Set.of());
        boolean told = false;
        if (again || way != Way.WHOLE) {
            var seen = talk.seen(consignment);
            if (seen.trouble() != null) {
                return new Ack.Deferred(null, seen.trouble());
            }
            if (market.shipped().contains(seen.state())) {
                return new Ack.Accepted(MarketTalk.number(consignment));
            }
            if (talk.waits(seen)) {
                return MarketTalk.early(seen);
            }
            way = way(consignment, shipment, talk.ended(seen));
            told = told(shipment, seen);
        }
        return switch (way) {
            case WHOLE -> whole(consignment, shipment, told);
            case PART -> part(consignment, shipment, again);
            case LATER -> new Ack.Accepted(MarketTalk.number(consignment));
            case NEVER ->
                new Ack.Rejected(
                        "part",
                        null,
                        "an order is shipped as a whole there, and some lines are in no shipment and not cancelled there: tell it at"
                                + " the marketplace");
        };
    }

    Sight look(Consignment consignment, Shipment shipment) {
        var seen = talk.seen(consignment);
        if (seen.trouble() != null) {
            return new Sight.Unclear(seen.trouble());
        }
        var there = new Sight.There(MarketTalk.number(consignment), MarketTalk.number(consignment), 0, null);
        if (market.shipped().contains(seen.state())) {
            return there;
        }
        if (talk.waits(seen)) {
            return new Sight.Unclear(MarketTalk.tooEarly(seen));
        }
        if (way(consignment, shipment, talk.ended(seen)) != Way.PART) {
            return new Sight.Absent();
        }
        var found = found(consignment, shipment);
        if (found.trouble() != null) {
            return new Sight.Unclear(found.trouble());
        }
        return found.there() ? there : new Sight.Absent();
    }

    /** What stands in the time line of the order once it was told. */
    String told(Consignment consignment, Shipment shipment) {
        var name = "shipment " + OrderRows.shown(shipment.id());
        return switch (way(consignment, shipment, Set.of())) {
            case WHOLE -> name + " was told: all of it has left";
            case PART -> name + " was told as a part: " + pieces(consignment, shipment);
            case LATER ->
                name + " is a part, " + pieces(consignment, shipment)
                        + ": it takes an order as a whole and hears of it when the last part has left";
            case NEVER -> name + " was told";
        };
    }

    private static String pieces(Consignment consignment, Shipment shipment) {
        var pieces = new ArrayList<String>();
        quantities(consignment, shipment)
                .forEach((line, quantity) -> pieces.add(
                        quantity.stripTrailingZeros().toPlainString() + " of line " + OrderRows.shown(line)));
        return OrderRows.cut(String.join(", ", pieces), 500);
    }

    /** @param ended numbers of lines that come to nothing there */
    private Way way(Consignment consignment, Shipment shipment, Set<String> ended) {
        var order = consignment.order();
        boolean several = !others(consignment, shipment).isEmpty();
        if (!several && open(order, quantities(consignment, shipment), ended).isEmpty()) {
            return Way.WHOLE;
        }
        if (parts(consignment)) {
            return Way.PART;
        }
        var fulfilment = Fulfilment.of(order, consignment.said());
        var left = new LinkedHashMap<String, BigDecimal>();
        fulfilment.lines().forEach((line, amounts) -> left.put(line, amounts.shipped()));
        if (open(order, left, ended).isEmpty()) {
            return Way.WHOLE;
        }
        return fulfilment.complete() ? Way.NEVER : Way.LATER;
    }

    private boolean parts(Consignment consignment) {
        return market.parts() != null
                && talk.serves(consignment.channel(), market.parts().tell());
    }

    /** All other shipments of the order that count. */
    private static List<OrderEvent> others(Consignment consignment, Shipment shipment) {
        return consignment.said().stream()
                .filter(event -> event instanceof Shipment other
                        && !other.withdrawn()
                        && !(other.id().equals(shipment.id()) && other.version() == shipment.version()))
                .toList();
    }

    /** What is in a shipment, by line, in the unit ordered; without lines it is what no other one has. */
    private static Map<String, BigDecimal> quantities(Consignment consignment, Shipment shipment) {
        var order = consignment.order();
        var with = Fulfilment.of(order, List.of(shipment));
        if (!shipment.lines().isEmpty()) {
            var found = new LinkedHashMap<String, BigDecimal>();
            with.lines().forEach((line, amounts) -> found.put(line, amounts.shipped()));
            found.values().removeIf(quantity -> quantity.signum() == 0);
            return found;
        }
        var before = new ArrayList<OrderEvent>(consignment.said());
        before.removeIf(event -> event instanceof Shipment one && one.id().equals(shipment.id()));
        var found = new LinkedHashMap<String, BigDecimal>();
        Fulfilment.of(order, before).lines().forEach((line, amounts) -> found.put(line, amounts.open()));
        found.values().removeIf(quantity -> quantity.signum() <= 0);
        return found;
    }

    /** Lines of which not everything has left, without those that come to nothing there. */
    private static Set<String> open(Order order, Map<String, BigDecimal> left, Set<String> ended) {
        var open = new LinkedHashSet<String>();
        for (var line : order.lines()) {
            var sent = left.getOrDefault(line.number(), BigDecimal.ZERO);
            if (!ended.contains(line.number()) && sent.compareTo(line.quantity().value()) < 0) {
                open.add(line.number());
            }
        }
        return open;
    }

    private Ack whole(Consignment consignment, Shipment shipment, boolean told) {
        var parcel = parcel(shipment);
        if (!told && !parcel.isEmpty() && market.track() != null) {
            var outcome = talk.call(consignment, market.track(), parcel);
            if (outcome instanceof Outcome.Failed failed) {
                return judged(consignment, failed);
            }
        }
        var outcome = talk.call(consignment, market.ship(), Map.of());
        return outcome instanceof Outcome.Failed failed
                ? judged(consignment, failed)
                : new Ack.Accepted(MarketTalk.number(consignment));
    }

    private Ack part(Consignment consignment, Shipment shipment, boolean again) {
        if (again) {
            var found = found(consignment, shipment);
            if (found.trouble() != null) {
                return new Ack.Deferred(null, found.trouble());
            }
            if (found.there()) {
                return new Ack.Accepted(shipment.id());
            }
        }
        var parts = market.parts();
        var lines = new ArrayList<Object>();
        for (var line : quantities(consignment, shipment).entrySet()) {
            var quantity = line.getValue().stripTrailingZeros();
            if (quantity.scale() > 0) {
                return new Ack.Rejected(
                        "part",
                        null,
                        "whole pieces only are shipped there, and " + quantity.toPlainString() + " of line "
                                + OrderRows.shown(line.getKey()) + " have left; tell it at the marketplace");
            }
            lines.add(Row.of(Map.of(
                    parts.line(), line.getKey(), parts.quantity(), quantity.longValue(), parts.key(), shipment.id())));
        }
        var fields = new LinkedHashMap<String, Object>(parcel(shipment));
        fields.put("lines", lines);
        var outcome = talk.call(consignment, parts.tell(), fields);
        if (outcome instanceof Outcome.Answered answered) {
            var refusals = answered.records();
            return refusals.isEmpty()
                    ? new Ack.Accepted(shipment.id())
                    : new Ack.Rejected("part", null, Paths.text(refusals.get(0), parts.text()));
        }
        var failed = (Outcome.Failed) outcome;
        var unsaid = MarketTalk.unsaid(failed);
        if (unsaid != null) {
            return unsaid;
        }
        var found = found(consignment, shipment);
        if (found.trouble() != null) {
            return new Ack.Unknown(found.trouble());
        }
        return found.there() ? new Ack.Accepted(shipment.id()) : MarketTalk.refused(failed);
    }

    /** @param trouble why it could not be asked, null = it could */
    private record Found(boolean there, String trouble) {}

    /** Whether a part stands there under our name of it. */
    private Found found(Consignment consignment, Shipment shipment) {
        var outcome = talk.call(consignment, market.parts().list(), Map.of());
        if (outcome instanceof Outcome.Failed failed) {
            return new Found(false, failed.text());
        }
        var name = market.parts().lines() + "." + market.parts().key();
        boolean there = ((Outcome.Answered) outcome)
                .records().stream()
                        .filter(part -> !market.ended()
                                .contains(Paths.text(part, market.parts().state())))
                        .anyMatch(part -> Paths.texts(part, name).contains(shipment.id()));
        return new Found(there, null);
    }

    private boolean told(Shipment shipment, MarketTalk.Seen seen) {
        var there = market.tracking() == null ? null : Paths.text(seen.order(), market.tracking());
        return there != null && shipment.parcels().stream().anyMatch(parcel -> there.equals(parcel.tracking()));
    }

    /** A refusal means what the order says: it is there already, it is too early, or it is refused. */
    private Ack judged(Consignment consignment, Outcome.Failed failed) {
        return talk.told(consignment, failed, seen -> {
            if (market.shipped().contains(seen.state())) {
                return new Ack.Accepted(MarketTalk.number(consignment));
            }
            return talk.waits(seen) ? MarketTalk.early(seen) : MarketTalk.refused(failed);
        });
    }

    /** What is told of the first parcel: the order takes one. Empty = nothing is known of it. */
    private Map<String, Object> parcel(Shipment shipment) {
        var told = new LinkedHashMap<String, Object>();
        shipment.parcels().stream()
                .filter(parcel -> parcel.carrier() != null || parcel.tracking() != null)
                .findFirst()
                .ifPresent(parcel -> {
                    var code = code(parcel.carrier());
                    put(told, "carrierCode", code);
                    put(told, "carrierName", code == null ? parcel.carrier() : null);
                    put(told, "carrierUrl", code == null ? parcel.url() : null);
                    put(told, "tracking", parcel.tracking());
                });
        return told;
    }

    private String code(String carrier) {
        var table = market.carriers() == null
                ? null
                : homes.get().tables().of(market.carriers()).orElse(null);
        if (carrier == null || table == null || table.columns().size() < 2) {
            return null;
        }
        var column = table.columns().get(1);
        var code = table.cell(carrier, column);
        return code == null ? table.cell(carrier.strip().toLowerCase(Locale.ROOT), column) : code;
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
