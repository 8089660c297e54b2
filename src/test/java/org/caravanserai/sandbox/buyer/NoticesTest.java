package org.caravanserai.sandbox.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Confirmations and ship notices of a supplier: a good one of each, and one thing of it changed. */
class NoticesTest {
    private static final List<Sheet.Line> LINES = List.of(line(1, "3"), line(2, "2"));
    private static final String REFERENCE =
            "<OrderReference orderID=\"P\"><DocumentReference payloadID=\"o@x\"/></OrderReference>";
    private static final String CONFIRMATION =
            "<ConfirmationRequest><ConfirmationHeader confirmID=\"AB\" type=\"detail\" noticeDate=\"2026-11-22T11:00:00+01:00\"/>"
                    + REFERENCE + confirmed(1, status("accept", "2") + status("backordered", "1"))
                    + confirmed(2, status("reject", "2")) + "</ConfirmationRequest>";
    private static final String NOTICE =
            "<ShipNoticeRequest><ShipNoticeHeader shipmentID=\"LS\" noticeDate=\"2026-11-22T11:00:00+01:00\"/><ShipNoticePortion>"
                    + REFERENCE
                    + "<ShipNoticeItem quantity=\"3\" lineNumber=\"1\"><UnitOfMeasure>EA</UnitOfMeasure></ShipNoticeItem>"
                    + "</ShipNoticePortion></ShipNoticeRequest>";

    private static Sheet.Line line(int number, String quantity) {
        return new Sheet.Line(
                number,
                "A-" + number,
                "",
                new BigDecimal(quantity),
                "EA",
                BigDecimal.TEN,
                BigDecimal.ONE,
                "x",
                "U",
                "1");
    }

    private static String confirmed(int line, String statuses) {
        return "<ConfirmationItem lineNumber=\"" + line + "\" quantity=\"9\"><UnitOfMeasure>EA</UnitOfMeasure>"
                + statuses + "</ConfirmationItem>";
    }

    private static String status(String type, String quantity) {
        return "<ConfirmationStatus type=\"" + type + "\" quantity=\"" + quantity
                + "\"><UnitOfMeasure>EA</UnitOfMeasure></ConfirmationStatus>";
    }

    private static Element read(String document) throws Markup.Wrong {
        return Markup.root(document.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(Notices.Said said) {
        return said.remarks().stream()
                .map(remark -> remark.words(Locale.ENGLISH))
                .toList();
    }

    @Test
    void goodOnesAreTaken() throws Markup.Wrong {
        var confirmation = Notices.confirmation(read(CONFIRMATION), LINES, "o@x");
        assertThat(words(confirmation)).isEmpty();
        assertThat(confirmation.verdict()).isEqualTo("detail");
        var notice = Notices.shipment(read(NOTICE), LINES, "o@x", Map.of());
        assertThat(words(notice)).isEmpty();
        assertThat(notice.quantities()).containsOnly(Map.entry(1, new BigDecimal("3")));
    }

    /** A portion without items says that everything still open was shipped. */
    @Test
    void aPortionWithoutItemsIsAllThatIsOpen() throws Markup.Wrong {
        var whole = NOTICE.replaceAll("<ShipNoticeItem.*</ShipNoticeItem>", "");
        var notice = Notices.shipment(read(whole), LINES, "o@x", Map.of(1, BigDecimal.ONE));
        assertThat(words(notice)).isEmpty();
        assertThat(notice.quantities()).containsEntry(1, new BigDecimal("2")).containsEntry(2, new BigDecimal("2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "confirmID=\"AB\" | confirmID=\"\" | There is no confirmID",
                "11:00:00+01:00 | 11:00:00Z | noticeDate",
                "type=\"detail\" | type=\"maybe\" | The type \"maybe\"",
                "type=\"reject\" | type=\"gone\" | Line 2: The status \"gone\"",
                "type=\"accept\" quantity=\"2\" | type=\"accept\" quantity=\"3\" | Line 1: The parts come to 4, we ordered 3",
                "o@x | p@x | The payloadID p@x",
                "lineNumber=\"2\" | lineNumber=\"7\" | no line \"7\"",
                "<UnitOfMeasure>EA</UnitOfMeasure></ConfirmationStatus> | <UnitOfMeasure>BX</UnitOfMeasure></ConfirmationStatus> | ordered in EA",
            })
    void whatIsWrongWithAConfirmationIsSaid(String good, String bad, String said) throws Markup.Wrong {
        assertThat(CONFIRMATION).contains(good);
        assertThat(words(Notices.confirmation(read(CONFIRMATION.replace(good, bad)), LINES, "o@x")))
                .anySatisfy(text -> assertThat(text).contains(said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shipmentID=\"LS\" | shipmentID=\" \" | There is no shipmentID",
                "quantity=\"3\" | quantity=\"4\" | Line 1: With earlier notices 4 would be shipped, we ordered 3",
                "quantity=\"3\" | quantity=\"three\" | no number",
                "lineNumber=\"1\" | lineNumber=\"\" | no line \"\"",
                "<UnitOfMeasure>EA | <UnitOfMeasure>PCE | The unit is \"PCE\"",
            })
    void whatIsWrongWithAShipNoticeIsSaid(String good, String bad, String said) throws Markup.Wrong {
        assertThat(NOTICE).contains(good);
        assertThat(words(Notices.shipment(read(NOTICE.replace(good, bad)), LINES, "o@x", Map.of())))
                .anySatisfy(text -> assertThat(text).contains(said));
    }
}
