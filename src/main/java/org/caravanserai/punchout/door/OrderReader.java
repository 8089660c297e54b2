package org.caravanserai.punchout.door;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Address;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.Redaction;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.Addresses;
import org.caravanserai.punchout.cxml.Cxml;
import org.caravanserai.punchout.cxml.Incoming;
import org.caravanserai.punchout.cxml.IncomingReader;
import org.caravanserai.punchout.cxml.Items;
import org.caravanserai.punchout.cxml.Timestamps;

/**
 * An OrderRequest in our words. Units are translated by the table of the account; what the buyer adds of its own is kept by its
 * names, cards and secrets masked.
 *
 * @param units of the account
 * @param unitOf the unit an article is sold by, for lines that name none
 * @param currency of an order that names none
 */
record OrderReader(Account account, CodeTable units, Function<String, Optional<String>> unitOf, String currency) {
    /** What reading gave: an order, or the sentence for the buyer. */
    sealed interface Read {}

    record Made(Order order) implements Read {}

    record Wrong(String text) implements Read {}

    Read read(Incoming.Order incoming, boolean test) {
        var header = incoming.header();
        var lines = new ArrayList<OrderLine>();
        for (var line : incoming.lines()) {
            var unit = line.unit() == null
                    ? unitOf.apply(line.item().id.supplierPart.strip()).orElse("EA")
                    : units.ours(line.unit()).orElse(null);
            if (unit == null) {
                return new Wrong("line " + line.number() + ": the unit '" + Finding.cut(line.unit())
                        + "' is not agreed; it is none of the units of this account");
            }
            lines.add(line(line, unit));
        }
        var version = header.orderVersion == null ? "1" : header.orderVersion.strip();
        if (!version.matches("[0-9]{1,6}")) {
            return new Wrong("orderVersion is '" + Finding.cut(version) + "', no whole number");
        }
        return new Made(new Order(
                header.orderID.strip(),
                Math.max(1, Integer.parseInt(version)),
                test,
                Timestamps.read(header.orderDate, account.cxml().timeZone()).orElse(null),
                date(header.requestedDeliveryDate),
                account.company(),
                currency(incoming),
                parties(header.shipTo, header.billTo),
                lines,
                totals(header),
                List.of(),
                List.of(),
                comments(header.comments),
                extras(header.extrinsics)));
    }

    private String currency(Incoming.Order incoming) {
        var total = incoming.header().total;
        return Optional.ofNullable(total)
                .flatMap(one -> one.amount())
                .or(() -> incoming.lines().stream()
                        .map(Incoming.OrderLine::unitPrice)
                        .filter(price -> price != null)
                        .findFirst())
                .map(Money::currency)
                .orElse(currency);
    }

    /** Total is the sum of the lines; tax and freight stand beside it (cXML User's Guide, OrderRequestHeader). */
    private static Totals totals(org.caravanserai.punchout.cxml.Ordering.OrderRequestHeader header) {
        return new Totals(
                header.total == null ? null : header.total.amount().orElse(null),
                null,
                header.shipping == null || header.shipping.money == null
                        ? null
                        : header.shipping.money.amount().orElse(null),
                header.tax == null || header.tax.money == null
                        ? null
                        : header.tax.money.amount().orElse(null),
                null);
    }

    private OrderLine line(Incoming.OrderLine line, String unit) {
        var item = line.item();
        var detail = item.detail;
        return new OrderLine(
                Integer.toString(line.number()),
                item.id.supplierPart.strip(),
                item.id.auxiliaryText(),
                item.id.buyerPart,
                null,
                detail == null
                        ? null
                        : detail.descriptions.stream()
                                .map(Items.Description::shown)
                                .findFirst()
                                .orElse(null),
                new Quantity(line.quantity(), unit),
                line.unitPrice() == null ? null : new Price(line.unitPrice(), new Quantity(line.basis(), unit)),
                null,
                null,
                item.shipTo == null ? null : shipTo(item.shipTo),
                date(item.requestedDeliveryDate),
                detail == null ? Map.of() : extras(detail.extrinsics));
    }

    private static List<Party> parties(Addresses.ShipTo shipTo, Addresses.BillTo billTo) {
        var parties = new ArrayList<Party>();
        if (shipTo != null && shipTo.address != null) {
            parties.add(shipTo(shipTo));
        }
        if (billTo != null && billTo.address != null) {
            var as = new Addresses.ShipTo();
            as.address = billTo.address;
            parties.add(party(Party.Role.BILL_TO, IncomingReader.destination(as)));
        }
        return parties;
    }

    private static Party shipTo(Addresses.ShipTo shipTo) {
        return party(Party.Role.SHIP_TO, IncomingReader.destination(shipTo));
    }

    private static Party party(Party.Role role, Setup.Destination to) {
        if (to == null) {
            return new Party(role, null, null, Map.of(), null, null, null, null);
        }
        boolean placed = to.country() != null || !to.street().isEmpty() || to.city() != null;
        return new Party(
                role,
                to.id(),
                to.name(),
                Map.of(),
                placed
                        ? new Address(
                                String.join("\n", to.street()), to.postcode(), to.city(), to.state(), to.country())
                        : null,
                to.deliverTo().isEmpty() ? null : String.join(", ", to.deliverTo()),
                to.mail(),
                null);
    }

    private LocalDate date(String written) {
        ZoneId zone = account.cxml().timeZone();
        return Timestamps.read(written, zone)
                .map(moment -> LocalDate.ofInstant(moment, zone))
                .orElse(null);
    }

    private static List<String> comments(List<Cxml.Comments> comments) {
        return comments.stream()
                .map(comment -> Redaction.cards(comment.text().strip()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Map<String, String> extras(List<Cxml.Extrinsic> extrinsics) {
        var extras = new LinkedHashMap<String, String>();
        for (var extrinsic : extrinsics) {
            if (extrinsic.name != null && !extrinsic.text().isBlank()) {
                extras.putIfAbsent(
                        extrinsic.name.strip(),
                        Redaction.field(extrinsic.name, extrinsic.text().strip()));
            }
        }
        return extras;
    }
}
