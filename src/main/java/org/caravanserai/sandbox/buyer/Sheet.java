package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cart as the buyer's system took it over, and what it has against it.
 *
 * @param cancelled the user gave up: nothing changes
 * @param total as the supplier said it, null = unsaid
 * @param remarks empty = taken
 */
record Sheet(boolean cancelled, String currency, BigDecimal total, List<Line> lines, List<Remark> remarks) {
    /**
     * A line.
     *
     * @param price for {@code basis} units
     */
    record Line(
            int number,
            String sku,
            String auxiliary,
            BigDecimal quantity,
            String unit,
            BigDecimal price,
            BigDecimal basis,
            String description,
            String domain,
            String code) {
        /** Exact where the division ends, else to ten digits. */
        BigDecimal sum() {
            return quantity.multiply(price).divide(basis, 10, java.math.RoundingMode.HALF_UP);
        }

        ObjectNode json() {
            return Json.object()
                    .put("number", number)
                    .put("sku", sku)
                    .put("auxiliary", auxiliary)
                    .put("quantity", quantity.toPlainString())
                    .put("unit", unit)
                    .put("price", price.toPlainString())
                    .put("basis", basis.toPlainString())
                    .put("description", description)
                    .put("domain", domain)
                    .put("code", code);
        }

        static Line read(JsonNode node) {
            return new Line(
                    node.path("number").asInt(),
                    node.path("sku").asString(""),
                    node.path("auxiliary").asString(""),
                    new BigDecimal(node.path("quantity").asString("0")),
                    node.path("unit").asString(""),
                    new BigDecimal(node.path("price").asString("0")),
                    new BigDecimal(node.path("basis").asString("1")),
                    node.path("description").asString(""),
                    node.path("domain").asString(""),
                    node.path("code").asString(""));
        }
    }

    /** What the lines come to, to the cent. */
    BigDecimal sum() {
        return lines.stream()
                .map(Line::sum)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, java.math.RoundingMode.HALF_UP);
    }

    void write(ObjectNode record) {
        record.put("cancelled", cancelled).put("currency", currency).put("total", sum().toPlainString());
        var list = record.putArray("lines");
        lines.forEach(line -> list.add(line.json()));
        var said = record.putArray("remarks");
        remarks.forEach(remark -> said.add(remark.json()));
    }

    static List<Line> lines(JsonNode record) {
        var lines = new ArrayList<Line>();
        record.path("lines").forEach(line -> lines.add(Line.read(line)));
        return lines;
    }
}
