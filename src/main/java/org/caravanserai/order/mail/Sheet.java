package org.caravanserai.order.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.canonical.order.Address;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Confirmation.Verdict;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.home.Brand;
import org.caravanserai.order.Consignment;

/**
 * What a letter says, before it is text or a page. Sums are those the buyer wrote; nothing is computed.
 *
 * @param notes above the lines: our number, why, carriers
 * @param lines a row for each part of a line
 * @param totals label and sum
 * @param shipTo lines of the address, empty = none was said
 */
record Sheet(
        String brand,
        String subject,
        String head,
        List<String> notes,
        String linesTitle,
        List<String> lines,
        String totalsTitle,
        List<String> totals,
        String shipToTitle,
        List<String> shipTo,
        String foot) {

    static Sheet of(Consignment consignment, Words words, Brand brand) {
        return new Writing(consignment, words, brand).sheet();
    }

    /** The letter without markup; lines of a mail end with CR LF. */
    String text() {
        var text = new ArrayList<String>();
        text.add(brand);
        text.add("");
        text.add(head);
        text.addAll(notes);
        block(text, linesTitle, lines);
        block(text, totalsTitle, totals);
        block(text, shipToTitle, shipTo);
        text.add("");
        text.addAll(foot.lines().toList());
        return String.join("\r\n", text) + "\r\n";
    }

    private static void block(List<String> text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.add("");
            text.add(title);
            lines.forEach(line -> text.add("  " + line));
        }
    }

    private record Writing(Consignment consignment, Words words, Brand brand) {
        Sheet sheet() {
            var order = consignment.order();
            boolean test = order.test();
            var kind = kind();
            var subject = words.say("subject." + kind, order.number());
            return new Sheet(
                    brand.title(),
                    (test ? words.say("test") + " " : "") + subject,
                    (test ? words.say("test.head") + " " : "") + words.say("head." + kind, order.number()),
                    notes(),
                    words.say("lines"),
                    lines(),
                    words.say("totals"),
                    totals(),
                    words.say("shipTo"),
                    shipTo(),
                    foot());
        }

        /** Why it comes, who helps, and what the brand says at the end. */
        private String foot() {
            var help = Stream.of(brand.help(words.locale()), brand.mail(), brand.phone())
                    .filter(part -> part != null)
                    .collect(Collectors.joining(" · "));
            return Stream.of(
                            words.say("foot", brand.title(), consignment.head().key()),
                            help.isEmpty() ? null : help,
                            brand.foot(words.locale()))
                    .filter(line -> line != null)
                    .collect(Collectors.joining("\n"));
        }

        private String kind() {
            if (consignment.event() instanceof Shipment shipment) {
                return shipment.withdrawn() ? "withdrawn" : "shipment";
            }
            var said = (Confirmation) consignment.event();
            if (said.request() != null) {
                return "stays";
            }
            return said.whole() == Verdict.REJECTED && said.lines().isEmpty() ? "rejected" : "confirmation";
        }

        private List<String> notes() {
            var notes = new ArrayList<String>();
            if (consignment.event() instanceof Confirmation said) {
                if (said.number() != null) {
                    notes.add(words.say("number", said.number()));
                }
                if (said.text() != null) {
                    notes.add(said.text());
                }
            } else {
                var shipment = (Shipment) consignment.event();
                if (shipment.deliveryAt() != null) {
                    notes.add(words.say("delivery", words.day(shipment.deliveryAt())));
                }
                for (var parcel : shipment.parcels()) {
                    var parts = Stream.of(parcel.carrier(), parcel.tracking(), page(parcel.url()))
                            .filter(part -> part != null)
                            .toList();
                    if (!parts.isEmpty()) {
                        notes.add(words.say("parcel", String.join(", ", parts)));
                    }
                }
            }
            return notes;
        }

        private static String page(String url) {
            return url != null && url.matches("https?://[^\\s<>\"]+") ? url : null;
        }

        private List<String> lines() {
            if (consignment.event() instanceof Confirmation said) {
                return said.request() == null ? confirmed(said) : List.of();
            }
            return shipped((Shipment) consignment.event());
        }

        private List<String> confirmed(Confirmation said) {
            var named = new HashMap<String, List<Confirmation.Part>>();
            said.lines().forEach(line -> named.put(OrderLine.comparable(line.line()), line.parts()));
            var rows = new ArrayList<String>();
            for (var line : consignment.order().lines()) {
                var parts = named.get(OrderLine.comparable(line.number()));
                if (parts == null && said.whole() != null) {
                    parts = List.of(new Confirmation.Part(said.whole(), line.quantity(), null, null, null));
                }
                for (var part : parts == null ? List.<Confirmation.Part>of() : parts) {
                    if (part.quantity().value().signum() > 0) {
                        rows.add(row(line, part));
                    }
                }
            }
            return rows;
        }

        private String row(OrderLine line, Confirmation.Part part) {
            var price = part.price() == null ? consignment.price(line) : part.price();
            var parts = new ArrayList<String>();
            parts.add(goods(line, words.quantity(part.quantity())));
            if (price != null && part.verdict() != Verdict.REJECTED) {
                parts.add(price(line, price));
            }
            parts.add(words.say("verdict." + part.verdict().name().toLowerCase(Locale.ROOT)));
            if (part.deliveryAt() != null) {
                parts.add(words.say("delivery", words.day(part.deliveryAt())));
            }
            if (part.text() != null) {
                parts.add(part.text());
            }
            return String.join("; ", parts);
        }

        private String price(OrderLine line, Price price) {
            var per = price.per() == null
                    ? new org.caravanserai.canonical.Quantity(
                            java.math.BigDecimal.ONE, line.quantity().unit())
                    : price.per();
            return words.say("price", words.money(price.amount()), words.quantity(per));
        }

        private static String goods(OrderLine line, String quantity) {
            var name = line.description() == null || line.description().isBlank() ? "" : " " + line.description();
            return line.number() + ". " + quantity + " " + line.sku() + name;
        }

        private List<String> shipped(Shipment shipment) {
            if (shipment.lines().isEmpty()) {
                return shipment.withdrawn() ? List.of() : List.of(words.say("rest"));
            }
            var rows = new ArrayList<String>();
            for (var shipped : shipment.lines()) {
                consignment
                        .order()
                        .line(shipped.line())
                        .ifPresent(line -> rows.add(goods(line, words.quantity(shipped.quantity()))));
            }
            return rows;
        }

        private List<String> totals() {
            if (!(consignment.event() instanceof Confirmation)) {
                return List.of();
            }
            var said = consignment.order().totals();
            var totals = new ArrayList<String>();
            for (var sum : List.of(
                    Map.entry("total.lines", java.util.Optional.ofNullable(said.lines())),
                    Map.entry("total.charges", java.util.Optional.ofNullable(said.charges())),
                    Map.entry("total.shipping", java.util.Optional.ofNullable(said.shipping())),
                    Map.entry("total.tax", java.util.Optional.ofNullable(said.tax())),
                    Map.entry("total.grand", java.util.Optional.ofNullable(said.grand())))) {
                sum.getValue().ifPresent(money -> totals.add(words.say(sum.getKey(), words.money(money))));
            }
            return totals;
        }

        private List<String> shipTo() {
            return consignment.order().parties().stream()
                    .filter(party -> party.role() == Party.Role.SHIP_TO)
                    .findFirst()
                    .map(Writing::address)
                    .orElse(List.of());
        }

        private static List<String> address(Party party) {
            var lines = new ArrayList<String>();
            add(lines, party.name());
            add(lines, party.contact());
            Address address = party.address();
            if (address != null) {
                if (address.street() != null) {
                    address.street().lines().forEach(line -> add(lines, line));
                }
                add(
                        lines,
                        String.join(
                                        " ",
                                        Stream.of(address.postcode(), address.city(), address.country())
                                                .filter(part -> part != null)
                                                .toList())
                                .strip());
            }
            return lines;
        }

        private static void add(List<String> lines, String line) {
            if (line != null && !line.isBlank()) {
                lines.add(line.strip());
            }
        }
    }
}
