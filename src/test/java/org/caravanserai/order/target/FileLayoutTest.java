package org.caravanserai.order.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Read;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.depot.Drop;
import org.caravanserai.home.Format;
import org.caravanserai.home.OrderFile;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Sight;
import org.caravanserai.parser.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders as bytes of a file, and what the sender of files says about them. */
class FileLayoutTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Position AT = Position.of("config/channels/erp.yaml");
    private static final Instant NOW = Instant.parse("2026-11-22T23:30:00Z");

    @Test
    void csvRepeatsTheHeadOnEveryLineInTheEncodingAndDecimalOfTheErp() throws Exception {
        var layout = layout(
                csv(),
                column("CLE", "key"),
                column("CDE", "order.number"),
                date("DATE", "order.orderedAt"),
                column("ART", "line.sku"),
                number("QTE", "line.quantity.value", null),
                number("PU", "line.price.amount.amount", 2),
                column("VILLE", "order.parties[role=ship-to].address.city"));

        assertThat(new String(layout.write(order("Gant; été")), WINDOWS)).isEqualTo("""
                CLE;CDE;DATE;ART;QTE;PU;VILLE\r
                CVTEST;PO-1;20261123;A-1;2;10,50;Orléans\r
                CVTEST;PO-1;20261123;A-2;1,5;3,00;Orléans\r
                """);
        assertThat(layout.write(order("x"))).isEqualTo(layout.write(order("x")));
        assertThat(layout.name(order("x"))).isEqualTo("ORDER_CVTEST.csv");
    }

    @Test
    void fixedFilesHaveOneHeadAndARecordPerLine() throws Exception {
        var file = new OrderFile(
                "{key}.txt",
                format("fixed", ','),
                List.of(),
                List.of(constant("T", "H", 1), wide("CDE", "order.number", 8, OrderFile.Align.LEFT, ' ')),
                List.of(
                        constant("T", "L", 1),
                        wide("ART", "line.sku", 5, OrderFile.Align.LEFT, ' '),
                        wide("QTE", "line.quantity.value", 6, OrderFile.Align.RIGHT, '0')),
                Duration.ofHours(1),
                AT);

        assertThat(new String(new FileLayout(file, ZoneId.of("Europe/Paris")).write(order("x")), WINDOWS))
                .isEqualTo("HPO-1    \r\nLA-1  000002\r\nLA-2  0001.5\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order.number     | TEXT   | 3  | false | false | has 4 characters, the column takes 3
            line.gtin        | TEXT   | 0  | false | true  | the order has no line.gtin
            line.sku         | NUMBER | 0  | false | false | is no number
            order.number     | DATE   | 0  | false | false | is no date
            line.description | TEXT   | 0  | false | false | U+0142
            """)
    void whatDoesNotFitIsSaidAndNothingIsWritten(
            String from, OrderFile.As as, int width, boolean cut, boolean required, String text) {
        var column = new OrderFile.Column(
                "COL", from, null, as, null, "yyyyMMdd", width, OrderFile.Align.LEFT, ' ', cut, required, AT);

        var misfit = catchThrowableOfType(
                FileLayout.Misfit.class, () -> layout(csv(), column).write(order("Łódź ł")));

        assertThat(misfit).hasMessageContaining(text.strip().replace("U+0142", "U+0141"));
        assertThat(misfit.column).isEqualTo("COL");
    }

    @Test
    void onlyAColumnThatSaysSoIsCutAndTooManyDecimalsAreNot() throws Exception {
        var cut = new OrderFile.Column(
                "CDE",
                "order.number",
                null,
                OrderFile.As.TEXT,
                null,
                null,
                3,
                OrderFile.Align.LEFT,
                ' ',
                true,
                false,
                AT);
        assertThat(new String(layout(csv(), cut).write(order("x")), WINDOWS)).contains("PO-\r\n");

        var misfit = catchThrowableOfType(
                FileLayout.Misfit.class,
                () -> layout(csv(), number("PU", "line.price.amount.amount", 1), column("A", "line.sku"))
                        .write(priced("10.55")));
        assertThat(misfit).hasMessage("has more than 1 decimals");
    }

    /** A drop that answers as it is told and counts. */
    private static final class Told implements Drop {
        private Left left = new Left.There();
        private Lies lies = new Lies.Gone();
        private int files;

        @Override
        public Left leave(String name, byte[] bytes) {
            files++;
            return left;
        }

        @Override
        public Lies look(String name) {
            return lies;
        }
    }

    @Test
    void whatHasItsNameIsSubmittedAndOnlyWhatNeverHadItIsAbsent() {
        var told = new Told();
        var sender = new FileSender(
                layout(csv(), column("CDE", "order.number")),
                told,
                Duration.ofHours(4),
                Clock.fixed(NOW, ZoneId.of("UTC")));
        var until = NOW.plus(Duration.ofHours(4));

        assertThat(sender.send(order("x"))).isEqualTo(new Ack.Submitted("ORDER_CVTEST.csv", "", until, until));
        told.left = new Drop.Left.NotThere(Fault.TRANSIENT, "no line");
        assertThat(sender.send(order("x"))).isEqualTo(new Ack.Deferred(null, "no line"));
        told.left = new Drop.Left.Unsure("cut");
        assertThat(sender.send(order("x"))).isEqualTo(new Ack.Unknown("cut"));

        assertThat(sender.look(order("x")))
                .isInstanceOfSatisfying(
                        Sight.Unclear.class,
                        unclear -> assertThat(unclear.why()).contains("look at the ERP"));
        told.lies = new Drop.Lies.There(7);
        assertThat(sender.look(order("x")))
                .isInstanceOfSatisfying(
                        Sight.Unclear.class,
                        unclear -> assertThat(unclear.why()).contains("was not taken yet"));
        told.lies = new Drop.Lies.Unnamed();
        assertThat(sender.look(order("x"))).isEqualTo(new Sight.Absent());
        assertThat(told.files).isEqualTo(3);
    }

    @Test
    void anOrderThatDoesNotFitIsRefusedBeforeAnythingIsLeft() {
        var told = new Told();
        var narrow = wide("CDE", "order.number", 2, OrderFile.Align.LEFT, ' ');
        var sender = new FileSender(layout(csv(), narrow), told, Duration.ofHours(4), Clock.systemUTC());

        assertThat(sender.send(order("x")))
                .isEqualTo(new Ack.Rejected("layout", "CDE", "has 4 characters, the column takes 2"));
        assertThat(told.files).isZero();
    }

    private static FileLayout layout(Format format, OrderFile.Column... columns) {
        var file = new OrderFile(
                "ORDER_{key}.csv", format, List.of(columns), List.of(), List.of(), Duration.ofHours(4), AT);
        return new FileLayout(file, ZoneId.of("Europe/Paris"));
    }

    private static Format csv() {
        return format("csv", ',');
    }

    private static Format format(String type, char decimal) {
        return new Format(type, WINDOWS, ';', '"', decimal, true, false, "\r\n", null, null, List.of(), AT);
    }

    private static OrderFile.Column column(String name, String from) {
        return wide(name, from, 0, OrderFile.Align.LEFT, ' ');
    }

    private static OrderFile.Column wide(String name, String from, int width, OrderFile.Align align, char pad) {
        return new OrderFile.Column(
                name, from, null, OrderFile.As.TEXT, null, null, width, align, pad, false, false, AT);
    }

    private static OrderFile.Column constant(String name, String value, int width) {
        return new OrderFile.Column(
                name, null, value, OrderFile.As.TEXT, null, null, width, OrderFile.Align.LEFT, ' ', false, false, AT);
    }

    private static OrderFile.Column number(String name, String from, Integer decimals) {
        return new OrderFile.Column(
                name, from, null, OrderFile.As.NUMBER, decimals, null, 0, OrderFile.Align.LEFT, ' ', false, false, AT);
    }

    private static OrderFile.Column date(String name, String from) {
        return new OrderFile.Column(
                name, from, null, OrderFile.As.DATE, null, "yyyyMMdd", 0, OrderFile.Align.LEFT, ' ', false, true, AT);
    }

    private static Consignment order(String description) {
        return consignment(description, "10.5");
    }

    private static Consignment priced(String amount) {
        return consignment("x", amount);
    }

    private static Consignment consignment(String description, String amount) {
        var euro = "EUR";
        var tree = Map.<String, Object>of(
                "number",
                "PO-1",
                "customer",
                "C-1",
                "currency",
                euro,
                "orderedAt",
                NOW.toString(),
                "parties",
                List.of(
                        Map.of("role", "bill-to", "address", Map.of("city", "Nevers", "country", "FR")),
                        Map.of("role", "ship-to", "address", Map.of("city", "Orléans", "country", "FR"))),
                "lines",
                List.of(line("1", "A-1", "2", amount, description), line("2", "A-2", "1.5", "3", description)));
        var order = ((Read.Taken<Order>) Order.read(tree)).value();
        return new Consignment("erp", "orders", "CVTEST", null, order, null, Map.of(), null, List.of(), 1, false);
    }

    private static Map<String, Object> line(
            String number, String sku, String quantity, String amount, String description) {
        return Map.of(
                "number", number,
                "sku", sku,
                "description", description,
                "quantity", Map.of("value", quantity, "unit", "EA"),
                "price", Map.of("amount", Map.of("amount", amount, "currency", "EUR")));
    }
}
