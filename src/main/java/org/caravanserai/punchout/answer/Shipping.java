package org.caravanserai.punchout.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.punchout.cxml.CxmlDtd;
import org.caravanserai.punchout.cxml.ShipNotice;

/** A shipment in the words of cXML. What has no tracking number is no ShipControl: the DTD wants one. */
record Shipping(Wording words, Telling telling, Shipment said) {
    private static final String NAMELESS = "carrier";

    /** @param earlier payloadID of the version before this one that the buyer has, null = none */
    ShipNotice document(String earlier) throws Impossible {
        var order = words.order(telling);
        var lines = new ArrayList<ShipNotice.Line>();
        for (var entry : quantities().entrySet()) {
            var line = telling.order().line(entry.getKey()).orElseThrow();
            lines.add(new ShipNotice.Line(words.number(line), entry.getValue(), words.unit(line)));
        }
        if (lines.isEmpty() && !said.lines().isEmpty() && !said.withdrawn()) {
            throw new Impossible("nothing of any line is in shipment " + said.id());
        }
        var made = new ShipNotice(
                said.id(),
                words.moment(said.issuedAt()),
                words.moment(said.shippedAt()),
                words.day(said.deliveryAt()),
                null,
                earlier,
                said.withdrawn(),
                carriers(),
                List.of(new ShipNotice.Portion(order, lines)));
        if (!made.problems().isEmpty()) {
            throw new Impossible(String.join("; ", made.problems()));
        }
        return made;
    }

    /** A notice names a line once, however many parcels it is in. */
    private LinkedHashMap<String, BigDecimal> quantities() throws Impossible {
        var quantities = new LinkedHashMap<String, BigDecimal>();
        for (var shipped : said.lines()) {
            var line = telling.order()
                    .line(shipped.line())
                    .orElseThrow(() -> new Impossible("the order has no line " + shipped.line()));
            var quantity = Wording.ordered(line, shipped.quantity());
            if (quantity.signum() > 0) {
                quantities.merge(
                        line.number(), quantity, (one, other) -> one.add(other).stripTrailingZeros());
            }
        }
        return quantities;
    }

    private List<ShipNotice.Carrier> carriers() {
        boolean pages = CxmlDtd.rich(words.account().cxml().versions().get("shipment"));
        var numbers = new LinkedHashMap<String, List<ShipNotice.Tracking>>();
        for (var parcel : said.parcels()) {
            if (parcel.tracking() != null) {
                numbers.computeIfAbsent(
                                parcel.carrier() == null ? NAMELESS : parcel.carrier(), none -> new ArrayList<>())
                        .add(new ShipNotice.Tracking(parcel.tracking(), pages ? parcel.url() : null));
            }
        }
        return numbers.entrySet().stream()
                .map(entry -> new ShipNotice.Carrier(null, entry.getKey(), entry.getValue()))
                .toList();
    }
}
