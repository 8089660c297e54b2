package org.caravanserai.punchout.door;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Address;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.home.Account;
import org.caravanserai.parser.Redaction;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.Addresses;
import org.caravanserai.punchout.cxml.Amounts;
import org.caravanserai.punchout.cxml.Cxml;
import org.caravanserai.punchout.cxml.Incoming;
import org.caravanserai.punchout.cxml.IncomingReader;
import org.caravanserai.punchout.cxml.Items;
import org.caravanserai.punchout.cxml.Ordering;
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
    private static final int LONGEST_REMARK = 4_000;

    /** What reading gave: an order, or the sentence for the buyer. */
    sealed interface Read {}

    /** @param unread what may be missing, was said and could not be read */
    record Made(Order order, List<Flaw> unread) implements Read {}

    record Wrong(String text) implements Read {}

    Read read(Incoming.Order incoming, boolean test) {
        var header = incoming.header();
        var unread = new ArrayList<Flaw>();
        var lines = new ArrayList<OrderLine>();
        for (var line : incoming.lines()) {
            var unit = line.unit() == null
                    ? unitOf.apply(line.item().id.supplierPart.strip()).orElse("EA")
                    : units.ours(line.unit()).orElse(null);
            if (unit == null) {
                return new Wrong("line " + line.number() + ": the unit '" + Finding.cut(line.unit())
                        + "' is not agreed; it is none of the units of this account");
            }
            lines.add(line(line, unit, unread));
        }
        var version = version(header);
        if (version < 0) {
            return new Wrong(wrongVersion(header));
        }
        var order = new Order(
                header.orderID.strip(),
                Math.max(1, version),
                test,
                moment(header.orderDate, "orderDate", unread).orElse(null),
                date(header.requestedDeliveryDate, "requestedDeliveryDate", unread),
                account.company(),
                currency(incoming),
                parties(header.shipTo, header.billTo),
                lines,
                totals(header, unread),
                List.of(),
                List.of(),
                comments(header.comments),
                extras(header.extrinsics));
        return new Made(order, unread);
    }

    /** The version the buyer says; 0 = none, -1 = what is said is no number. */
    static int version(Ordering.OrderRequestHeader header) {
        var said = header.orderVersion == null ? "" : header.orderVersion.strip();
        if (said.isEmpty()) {
            return 0;
        }
        return said.matches("[0-9]{1,6}") ? Math.max(1, Integer.parseInt(said)) : -1;
    }

    static String wrongVersion(Ordering.OrderRequestHeader header) {
        return "orderVersion is '" + Finding.cut(header.orderVersion.strip()) + "', no whole number";
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
    private static Totals totals(Ordering.OrderRequestHeader header, List<Flaw> unread) {
        return new Totals(
                header.total == null ? null : amount(header.total.money, "Total", unread),
                null,
                header.shipping == null ? null : amount(header.shipping.money, "Shipping", unread),
                header.tax == null ? null : amount(header.tax.money, "Tax", unread),
                null);
    }

    private static Money amount(Amounts.Money said, String path, List<Flaw> unread) {
        if (said == null) {
            return null;
        }
        var amount = said.amount();
        if (amount.isEmpty() && said.value != null && !said.value.isBlank()) {
            unread.add(new Flaw(
                    path,
                    "'" + Finding.cut(said.value.strip()) + "' of the currency '"
                            + Finding.cut(said.currency == null ? "" : said.currency.strip())
                            + "' is no amount; it was left out"));
        }
        return amount.orElse(null);
    }

    private OrderLine line(Incoming.OrderLine line, String unit, List<Flaw> unread) {
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
                date(item.requestedDeliveryDate, "line " + line.number() + " requestedDeliveryDate", unread),
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

    private LocalDate date(String written, String path, List<Flaw> unread) {
        return moment(written, path, unread)
                .map(moment -> LocalDate.ofInstant(moment, account.cxml().timeZone()))
                .orElse(null);
    }

    private Optional<Instant> moment(String written, String path, List<Flaw> unread) {
        var moment = Timestamps.read(written, account.cxml().timeZone());
        if (moment.isEmpty() && written != null && !written.isBlank()) {
            unread.add(new Flaw(path, "'" + Finding.cut(written.strip()) + "' is no day or time; it was left out"));
        }
        return moment;
    }

    private static List<String> comments(List<Cxml.Comments> comments) {
        return comments.stream()
                .map(comment -> Redaction.cards(comment.text().strip()))
                .flatMap(OrderReader::pieces)
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** A remark may be longer than a text of ours; nothing of it is lost. */
    private static Stream<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + LONGEST_REMARK, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces.stream();
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
