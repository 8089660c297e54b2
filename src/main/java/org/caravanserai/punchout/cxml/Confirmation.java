package org.caravanserai.punchout.cxml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.caravanserai.canonical.Money;

/**
 * What we deliver of an order, checked before it is sent: the parts of a line add up to its quantity, a line stands once.
 *
 * @param id our number of the confirmation
 * @param type what is said of the order as a whole
 * @param noticeDate as written in cXML, see {@link Timestamps#write}
 * @param order payloadID of the OrderRequest, its number and date
 * @param earlier payloadID of the confirmation this one replaces, null = it is the first
 * @param lines what is said of each line; none for accept and reject of the whole
 * @param comment null = none
 */
public record Confirmation(
        String id, Type type, String noticeDate, OrderKey order, String earlier, List<Line> lines, String comment) {
    /** The order meant. */
    public record OrderKey(String payloadID, String orderID, String orderDate) {}

    /** What is said of an order. Accept, except and reject void everything said before. */
    public enum Type {
        ACCEPT("accept"),
        /** Every line is said. */
        ALL_DETAIL("allDetail"),
        /** Only what differs is said. */
        DETAIL("detail"),
        BACKORDERED("backordered"),
        EXCEPT("except"),
        REJECT("reject");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What becomes of a part of a line. */
    public enum Fate {
        ACCEPT,
        /** Another price or date than ordered. */
        DETAIL,
        BACKORDERED,
        REJECT
    }

    /**
     * A line of the order.
     *
     * @param number the buyer's, or the one given where it sent none
     * @param quantity as ordered
     * @param unit the buyer's code, as ordered
     */
    public record Line(int number, BigDecimal quantity, String unit, List<Part> parts) {}

    /**
     * A part of a line.
     *
     * @param deliveryDate as written in cXML, null = not said
     * @param price another than ordered, null = as ordered
     * @param comment null = none
     */
    public record Part(
            BigDecimal quantity, Fate fate, String shipmentDate, String deliveryDate, Money price, String comment) {}

    /** What is wrong with it; empty when it may be sent. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        var seen = new HashSet<Integer>();
        for (var line : lines) {
            var where = "line " + line.number();
            if (!seen.add(line.number())) {
                problems.add(where + " stands twice; a line is said once in a confirmation");
            }
            if (line.parts().isEmpty()) {
                problems.add(where + " says nothing");
            }
            var sum = line.parts().stream().map(Part::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (!line.parts().isEmpty() && sum.compareTo(line.quantity()) != 0) {
                problems.add(where + ": the parts are " + sum.toPlainString() + " together, the line is "
                        + line.quantity().toPlainString());
            }
            if (line.parts().stream().anyMatch(part -> part.quantity().signum() <= 0)) {
                problems.add(where + ": a part has a quantity above 0");
            }
        }
        boolean whole = type == Type.ACCEPT || type == Type.REJECT;
        if (lines.isEmpty() != whole) {
            problems.add(
                    whole
                            ? type.word() + " speaks of the whole order and names no line"
                            : type.word() + " names its lines");
        }
        return problems;
    }

    /**
     * The document's content.
     *
     * @throws IllegalStateException when there are {@link #problems}
     */
    public Progress.ConfirmationRequest request() {
        if (!problems().isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems()));
        }
        var request = new Progress.ConfirmationRequest();
        request.header = new Progress.ConfirmationHeader();
        request.header.confirmID = id;
        request.header.operation = earlier == null ? "new" : "update";
        request.header.type = type.word();
        request.header.noticeDate = noticeDate;
        request.header.earlier = earlier == null ? null : Cxml.DocumentReference.of(earlier);
        if (comment != null) {
            request.header.comments.add(Cxml.Comments.of("en", comment));
        }
        request.order = reference(order);
        for (var line : lines) {
            request.items.add(item(line));
        }
        return request;
    }

    static Progress.OrderReference reference(OrderKey order) {
        var reference = new Progress.OrderReference();
        reference.orderID = order.orderID();
        reference.orderDate = order.orderDate();
        reference.document = Cxml.DocumentReference.of(order.payloadID());
        return reference;
    }

    private static Progress.ConfirmationItem item(Line line) {
        var item = new Progress.ConfirmationItem();
        item.quantity = line.quantity().toPlainString();
        item.lineNumber = Integer.toString(line.number());
        item.unit = line.unit();
        for (var part : line.parts()) {
            var status = new Progress.ConfirmationStatus();
            status.quantity = part.quantity().toPlainString();
            status.type = part.fate().name().toLowerCase(Locale.ROOT);
            status.shipmentDate = part.shipmentDate();
            status.deliveryDate = part.deliveryDate();
            status.unit = line.unit();
            status.unitPrice = part.price() == null ? null : Amounts.Amount.of(part.price());
            if (part.comment() != null) {
                status.comments.add(Cxml.Comments.of("en", part.comment()));
            }
            item.states.add(status);
        }
        return item;
    }
}
