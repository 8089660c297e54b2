package org.caravanserai.punchout.cxml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What left our house, checked before it is sent.
 *
 * @param id our number of the shipment
 * @param noticeDate as written in cXML, see {@link Timestamps#write}
 * @param shipmentDate null = not said
 * @param deliveryDate null = not said
 * @param complete true = the order is complete with this, false = more follows, null = not said
 * @param earlier payloadID of the notice this one replaces, null = it is the first
 * @param withdrawn it was taken back: nothing of it left; says so of {@code earlier}
 * @param carriers empty = not said
 * @param portions one for each order
 */
public record ShipNotice(
        String id,
        String noticeDate,
        String shipmentDate,
        String deliveryDate,
        Boolean complete,
        String earlier,
        boolean withdrawn,
        List<Carrier> carriers,
        List<Portion> portions) {
    /**
     * Who carries it.
     *
     * @param scac Standard Carrier Alpha Code, null = none
     * @param tracking at least one number
     */
    public record Carrier(String scac, String name, List<Tracking> tracking) {
        /** One whose numbers have no page. */
        static Carrier of(String scac, String name, String... numbers) {
            return new Carrier(
                    scac,
                    name,
                    java.util.Arrays.stream(numbers)
                            .map(number -> new Tracking(number, null))
                            .toList());
        }
    }

    /**
     * A number of a carrier.
     *
     * @param url page of it, null = none; DTDs before 1.2.050 have no place for it
     */
    public record Tracking(String number, String url) {}

    /**
     * The part of an order in it.
     *
     * @param lines empty = everything that was open
     */
    public record Portion(Confirmation.OrderKey order, List<Line> lines) {}

    /** A shipped line. */
    public record Line(int number, BigDecimal quantity, String unit) {}

    /** What is wrong with it; empty when it may be sent. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (portions.isEmpty()) {
            problems.add("a ship notice names an order");
        }
        if (carriers.stream().anyMatch(carrier -> carrier.tracking().isEmpty())) {
            problems.add("a carrier goes with a tracking number");
        }
        if (withdrawn && earlier == null) {
            problems.add("what is taken back was sent before");
        }
        for (var portion : portions) {
            portion.lines().stream()
                    .filter(line -> line.quantity().signum() <= 0)
                    .forEach(line -> problems.add("line " + line.number() + " has a quantity above 0"));
        }
        return problems;
    }

    /**
     * The document's content.
     *
     * @throws IllegalStateException when there are {@link #problems}
     */
    public Progress.ShipNoticeRequest request() {
        if (!problems().isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems()));
        }
        var request = new Progress.ShipNoticeRequest();
        request.header = new Progress.ShipNoticeHeader();
        request.header.shipmentID = id;
        request.header.operation = operation();
        request.header.noticeDate = noticeDate;
        request.header.shipmentDate = shipmentDate;
        request.header.deliveryDate = deliveryDate;
        request.header.fulfillmentType = fulfilment();
        request.header.earlier = earlier == null ? null : Cxml.DocumentReference.of(earlier);
        for (var carrier : carriers) {
            request.controls.add(control(carrier, !request.controls.isEmpty()));
        }
        for (var portion : portions) {
            var made = new Progress.ShipNoticePortion();
            made.order = Confirmation.reference(portion.order());
            portion.lines().forEach(line -> made.items.add(item(line)));
            request.portions.add(made);
        }
        return request;
    }

    private String operation() {
        if (withdrawn) {
            return "delete";
        }
        return earlier == null ? "new" : "update";
    }

    private String fulfilment() {
        if (complete == null) {
            return null;
        }
        return complete ? "complete" : "partial";
    }

    /** @param another not the first of the notice, whose start is the shipment date */
    private Progress.ShipControl control(Carrier carrier, boolean another) {
        var control = new Progress.ShipControl();
        if (another) {
            control.startDate = shipmentDate == null ? noticeDate : shipmentDate;
        }
        if (carrier.scac() != null) {
            control.carriers.add(Cxml.DomainText.of("SCAC", carrier.scac()));
        }
        control.carriers.add(Cxml.DomainText.of("companyName", carrier.name()));
        for (var tracking : carrier.tracking()) {
            var identifier = new Progress.ShipmentIdentifier();
            identifier.value = tracking.number();
            identifier.trackingURL = tracking.url();
            control.identifiers.add(identifier);
        }
        return control;
    }

    private static Progress.ShipNoticeItem item(Line line) {
        var item = new Progress.ShipNoticeItem();
        item.quantity = line.quantity().toPlainString();
        item.lineNumber = Integer.toString(line.number());
        item.unit = line.unit();
        return item;
    }
}
