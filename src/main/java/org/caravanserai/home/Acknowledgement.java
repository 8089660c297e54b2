package org.caravanserai.home;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.parser.Position;

/**
 * Files an ERP answers orders with: an item of {@code acknowledgements} of the stream {@code orders} of a channel.
 *
 * @param files pattern of their names, with {@code *} and {@code ?}
 * @param directory folder below the data folder, or at the server of {@code deliver}; null = {@code inbox/<channel>}, or the folder of the connection
 * @param readyFile name of the file that says a file is complete, {@code *} = the whole name of that file; null = it is complete once it stands still
 * @param every pause between two looks
 * @param format {@code csv} or {@code fixed}
 * @param columns of csv; empty for fixed
 * @param head of fixed: the record in front of the lines of an order, empty = none
 * @param line of fixed: every other record
 */
public record Acknowledgement(
        String files,
        String directory,
        String readyFile,
        Duration every,
        Format format,
        List<Column> columns,
        List<Column> head,
        List<Column> line,
        Position position) {

    /** What a column says. */
    public enum To {
        /** Our key of the order. */
        KEY,
        /** What the ERP calls the order. */
        NUMBER,
        /** Number of the order line. */
        LINE,
        STATE,
        QUANTITY,
        /** Unit of the quantity; as ordered without. */
        UNIT,
        /** When it will arrive. */
        DELIVERY_DATE,
        /** When it left. */
        SHIPPING_DATE,
        /** When the ERP wrote it: decides which of two words about a line is the last one. */
        ISSUED_AT,
        /** What the ERP calls the document: a delivery note, a confirmation. */
        DOCUMENT,
        /** Of the document; a higher one replaces a lower one. */
        VERSION,
        CARRIER,
        /** The carrier's number. */
        TRACKING,
        /** Page of the carrier. */
        URL,
        /** Why, for people. */
        REASON
    }

    /** What a row says of an order or a line. */
    public enum State {
        /** The ERP has it and promises nothing yet. */
        RECEIVED,
        ACCEPTED,
        BACKORDERED,
        REJECTED,
        SHIPPED
    }

    /**
     * A cell of a row.
     *
     * @param name its name; the header of csv
     * @param to what it says, null = nothing, it is passed over
     * @param constant with {@code to}: always this, and nothing stands in the file; without: what stands in every record of this kind
     * @param values what its words mean, for {@code state}; empty = our own words
     * @param pattern of a date, as {@code java.time} has it
     * @param width characters it takes in fixed files, 0 = csv
     * @param align where the value stands in its width
     * @param required a row without it is refused
     */
    public record Column(
            String name,
            To to,
            String constant,
            Map<String, State> values,
            String pattern,
            int width,
            OrderFile.Align align,
            char pad,
            boolean required,
            Position position) {

        /** Whether something of it stands in the file. */
        public boolean written() {
            return constant == null || to == null;
        }

        /** Whether it tells the kind of a record. */
        public boolean marks() {
            return constant != null && to == null;
        }
    }

    /** All columns, in the order of the file. */
    public List<Column> all() {
        return Stream.of(columns, head, line).flatMap(List::stream).toList();
    }
}
