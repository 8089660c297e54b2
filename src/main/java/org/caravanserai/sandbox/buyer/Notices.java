package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Confirmations and ship notices of a supplier, held against the order they speak of. */
final class Notices {
    /** Types of ConfirmationStatus a buyer's system books. */
    private static final String TYPES = "accept|allDetail|detail|backordered|reject|unknown";

    private final List<Sheet.Line> lines;
    private final String orderPayload;
    private final List<Remark> remarks = new ArrayList<>();

    private Notices(List<Sheet.Line> lines, String orderPayload) {
        this.lines = lines;
        this.orderPayload = orderPayload;
    }

    /**
     * What a notice says.
     *
     * @param verdict type of the confirmation, or {@code shipped}
     * @param quantities by line: confirmed or shipped with this notice
     */
    record Said(String verdict, Map<Integer, BigDecimal> quantities, List<Remark> remarks) {}

    /** Number and payloadID of the order a notice speaks of; a ship notice may name several, the first counts. */
    static Optional<Map.Entry<String, String>> order(Element notice) {
        var reference =
                Markup.at(notice, "OrderReference").or(() -> Markup.at(notice, "ShipNoticePortion", "OrderReference"));
        return reference.map(one -> Map.entry(
                one.getAttribute("orderID"),
                Markup.at(one, "DocumentReference")
                        .map(document -> document.getAttribute("payloadID"))
                        .orElse("")));
    }

    static Said confirmation(Element notice, List<Sheet.Line> lines, String orderPayload) {
        return new Notices(lines, orderPayload).confirm(notice);
    }

    /** @param shipped by line, with earlier notices */
    static Said shipment(
            Element notice, List<Sheet.Line> lines, String orderPayload, Map<Integer, BigDecimal> shipped) {
        return new Notices(lines, orderPayload).ship(notice, shipped);
    }

    private void header(Element header, String id) {
        if (header.getAttribute(id).isBlank()) {
            remarks.add(Remark.of("notice.id", id));
        }
        if (!header.getAttribute("noticeDate").matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*[+-][0-9]{2}:[0-9]{2}")) {
            remarks.add(Remark.of("notice.date", header.getAttribute("noticeDate")));
        }
    }

    private void reference(String payload) {
        if (!payload.equals(orderPayload)) {
            remarks.add(Remark.of("notice.payload", payload));
        }
    }

    private Said confirm(Element notice) {
        var header = Markup.at(notice, "ConfirmationHeader");
        if (header.isEmpty()) {
            remarks.add(Remark.of("notice.header"));
            return new Said("", Map.of(), List.copyOf(remarks));
        }
        header(header.get(), "confirmID");
        order(notice).ifPresent(named -> reference(named.getValue()));
        var verdict = header.get().getAttribute("type");
        if (!verdict.matches("accept|allDetail|detail|backordered|except|reject|requestToPay|replace")) {
            remarks.add(Remark.of("notice.type", verdict));
        }
        var items = Markup.children(notice, "ConfirmationItem");
        if (verdict.matches("allDetail|detail|except") && items.isEmpty()) {
            remarks.add(Remark.of("notice.items", verdict));
        }
        var said = new LinkedHashMap<Integer, BigDecimal>();
        for (var item : items) {
            confirmed(item, said);
        }
        return new Said(verdict, said, List.copyOf(remarks));
    }

    private void confirmed(Element item, Map<Integer, BigDecimal> said) {
        var line = line(item);
        if (line == null) {
            return;
        }
        var sum = BigDecimal.ZERO;
        for (var status : Markup.children(item, "ConfirmationStatus")) {
            if (!status.getAttribute("type").matches(TYPES)) {
                remarks.add(Remark.at(line.number(), "notice.status", status.getAttribute("type")));
            }
            var part = Lines.number(line.number(), "quantity", status.getAttribute("quantity"), remarks);
            unit(line, status);
            sum = part == null ? sum : sum.add(part);
        }
        if (sum.compareTo(line.quantity()) != 0) {
            remarks.add(Remark.at(
                    line.number(),
                    "notice.sum",
                    sum.toPlainString(),
                    line.quantity().toPlainString()));
        }
        said.put(line.number(), sum);
    }

    private Said ship(Element notice, Map<Integer, BigDecimal> shipped) {
        var header = Markup.at(notice, "ShipNoticeHeader");
        if (header.isEmpty()) {
            remarks.add(Remark.of("notice.header"));
            return new Said("shipped", Map.of(), List.copyOf(remarks));
        }
        header(header.get(), "shipmentID");
        order(notice).ifPresent(named -> reference(named.getValue()));
        var said = new LinkedHashMap<Integer, BigDecimal>();
        for (var portion : Markup.children(notice, "ShipNoticePortion")) {
            var items = Markup.children(portion, "ShipNoticeItem");
            for (var item : items) {
                var line = line(item);
                var quantity = line == null
                        ? null
                        : Lines.number(line.number(), "quantity", item.getAttribute("quantity"), remarks);
                if (quantity != null) {
                    unit(line, item);
                    said.merge(line.number(), quantity, BigDecimal::add);
                }
            }
            if (items.isEmpty()) {
                // A portion without items: all that is still open.
                lines.forEach(line -> said.put(
                        line.number(), line.quantity().subtract(shipped.getOrDefault(line.number(), BigDecimal.ZERO))));
            }
        }
        said.forEach((number, quantity) -> {
            var all = quantity.add(shipped.getOrDefault(number, BigDecimal.ZERO));
            var line = lines.stream().filter(one -> one.number() == number).findFirst();
            if (line.isPresent() && all.compareTo(line.get().quantity()) > 0) {
                remarks.add(Remark.at(
                        number,
                        "notice.much",
                        all.toPlainString(),
                        line.get().quantity().toPlainString()));
            }
        });
        return new Said("shipped", said, List.copyOf(remarks));
    }

    private Sheet.Line line(Element item) {
        var number = item.getAttribute("lineNumber");
        var found = lines.stream()
                .filter(line -> Integer.toString(line.number()).equals(number))
                .findFirst();
        if (found.isEmpty()) {
            remarks.add(Remark.of("notice.line", number));
        }
        return found.orElse(null);
    }

    private void unit(Sheet.Line line, Element item) {
        var unit = Markup.text(item, "UnitOfMeasure");
        if (!unit.equals(line.unit())) {
            remarks.add(Remark.at(line.number(), "notice.unit", unit, line.unit()));
        }
    }
}
