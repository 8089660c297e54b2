package org.caravanserai.order;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.home.Acknowledgement.State;

/**
 * A row of an acknowledgement file that could be read.
 *
 * @param line of the file it begins on
 * @param key our key of the order, null = not said
 * @param number what the ERP calls the order, null = not said
 * @param orderLine null = the whole order
 * @param quantity null = all of it
 * @param unit null = as ordered
 * @param deliveryAt null = not said, as all that follows
 * @param version 0 = not said
 * @param parcel null = none
 * @param values what stands in the file, by column
 */
record AcknowledgementRow(
        long line,
        String key,
        String number,
        String orderLine,
        State state,
        BigDecimal quantity,
        String unit,
        LocalDate deliveryAt,
        Instant shippedAt,
        Instant issuedAt,
        String document,
        int version,
        Shipment.Parcel parcel,
        String reason,
        Map<String, String> values) {

    /**
     * A row, or a whole record, that says nothing we could act on.
     *
     * @param line of the file
     * @param column first is 1: the cell of csv, the character of fixed; 0 = the row as a whole
     * @param key the order it is about, null = nobody knows
     * @param text column and what is wrong
     */
    record Wrong(long line, int column, String key, String text) {
        /** {@code ACK_1.csv:12:3 QTE: is no number}. */
        String in(String file) {
            return OrderRows.shown(file) + ":" + line + (column > 0 ? ":" + column : "") + " " + text;
        }
    }

    /** The same row said again, in whatever file, has this one too. */
    String digest() {
        var text = new StringBuilder();
        for (var part : new Object[] {
            key,
            number,
            orderLine,
            state,
            quantity == null ? null : quantity.stripTrailingZeros().toPlainString(),
            unit,
            deliveryAt,
            shippedAt,
            issuedAt,
            document,
            version,
            parcel,
            reason
        }) {
            var word = part == null ? "" : part.toString();
            text.append(word.length()).append(':').append(word);
        }
        return BusinessKey.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What the order is found by. */
    String order() {
        return key == null ? number : key;
    }

    Wrong wrong(String text) {
        return new Wrong(line, 0, order(), text);
    }
}
