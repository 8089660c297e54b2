package org.caravanserai.canonical.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderTest {
    private static final String FULL = """
            {"number":"PO-1","version":2,"test":true,"orderedAt":"2026-11-21T10:30:00+01:00","requestedAt":"2026-12-01",
             "customer":"C-10042","currency":"EUR",
             "parties":[{"role":"ship-to","id":"A-7","name":"Usine","identifiers":{"GLN":"3012345000003"},
               "address":{"street":"1 rue X","postcode":"69000","city":"Lyon","country":"FR"},"contact":"A. B.","email":"a@b.example"}],
             "lines":[{"number":"1","sku":"GL-200-9","auxiliary":"SP-1","buyerSku":"77","description":"Gant 5/32\\" <é 漢>",
               "quantity":{"value":"1.50","unit":"PR"},"price":{"amount":{"amount":"4.50","currency":"EUR"},"per":{"value":"1000","unit":"PR"}},
               "tax":{"category":"vat","rate":"20","amount":{"amount":"0.01","currency":"EUR"}},"extras":{"CostCenter":"K1"}}],
             "totals":{"lines":{"amount":"0.01","currency":"eur"}},
             "references":[{"system":"acme","entity":"quotes","id":"Q-1"}],"comments":["vite"],"extras":{"User":"jd"}}""";

    static Map<?, ?> tree(String json) {
        try {
            var outcome = Json.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
            return (Map<?, ?>) ((Outcome.Taken<Object>) outcome).value();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> flaws(Read<?> read) {
        assertThat(read).isInstanceOf(Read.Refused.class);
        return ((Read.Refused<?>) read).flaws().stream().map(Flaw::toString).toList();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var read = Order.read(tree(FULL));

        assertThat(read).isInstanceOf(Read.Taken.class);
        var order = ((Read.Taken<Order>) read).value();
        assertThat(order.flaws()).isEmpty();
        assertThat(order.test()).isTrue();
        assertThat(order.party(Party.Role.SHIP_TO)).isPresent();
        var bytes = CanonicalJson.write(order.fields());
        var again = ((Read.Taken<Order>) Order.read(tree(new String(bytes, StandardCharsets.UTF_8)))).value();
        assertThat(CanonicalJson.write(again.fields())).isEqualTo(bytes);
        assertThat(again.lines().get(0).description()).isEqualTo("Gant 5/32\" <é 漢>");
    }

    /** An order made from another format than ours has met no length yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4001 | 1 | LON | lines[1].description: has 4001 characters; at most 4000",
                "1 | 201 | LON | extras: holds a name of 201 characters; at most 200",
                "1 | 1 | L\u0092 | parties[1].address.city: holds control characters:",
            })
    void whatCouldNotBeReadBackIsAFlaw(int description, int name, String city, String flaw) {
        var line = new OrderLine(
                "1",
                "GL-200-9",
                null,
                null,
                null,
                "x".repeat(description),
                new Quantity(BigDecimal.ONE, "PR"),
                null,
                null,
                null,
                null,
                null,
                Map.of());
        var to = new Party(
                Party.Role.SHIP_TO,
                null,
                "Usine",
                Map.of(),
                new Address(null, null, city, null, "FR"),
                null,
                null,
                null);
        var order = new Order(
                "PO-1",
                1,
                false,
                null,
                null,
                "C-1",
                "EUR",
                List.of(to),
                List.of(line),
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of("n".repeat(name), "v"));

        assertThat(order.flaws())
                .singleElement()
                .satisfies(found -> assertThat(found.toString()).startsWith(flaw));
    }

    @Test
    void equalContentIsEqualWhateverTheZeros() {
        var one = Order.of("1", "C", "EUR", List.of(line("1", "1.50", "2.0")), null);
        var other = Order.of("1", "C", "EUR", List.of(line("1", "1.5", "2")), null);

        assertThat(CanonicalJson.write(one.content())).isEqualTo(CanonicalJson.write(other.content()));
        assertThat(one.fields().toString()).contains("amount=2.0", "value=1.50");
    }

    private static OrderLine line(String number, String quantity, String price) {
        return OrderLine.of(
                number,
                "S",
                new Quantity(new BigDecimal(quantity), "EA"),
                new Price(new Money(new BigDecimal(price), "EUR"), null));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("{}", List.of("number: is missing")),
                Arguments.of("{\"number\":7}", List.of("number: must be text")),
                Arguments.of(
                        "{\"number\":\"1\",\"customer\":\"C\",\"currency\":\"EUR\",\"lines\":{},\"nmae\":1}",
                        List.of("lines: must be a list", "'nmae': is not known here; remove it")),
                Arguments.of(
                        "{\"number\":\"1\",\"customer\":\"C\",\"currency\":\"EUR\",\"lines\":[{\"number\":\"1\"},7]}",
                        List.of("lines[1].quantity: is missing", "lines[2]: must be an object")),
                Arguments.of(
                        "{\"number\":\"1\",\"customer\":\"C\",\"currency\":\"EUR\",\"lines\":[{\"number\":\"1\",\"quantity\":"
                                + "{\"value\":\"1,5\",\"unit\":\"EA\"}}]}",
                        List.of("lines[1].quantity.value: must be a decimal with a dot and no separators, such as"
                                + " \"1250.50\", not '1,5'")),
                Arguments.of(
                        "{\"number\":\"1\",\"customer\":\"C\",\"currency\":\"EUR\",\"orderedAt\":\"yesterday\",\"test\":\"no\"}",
                        List.of(
                                "test: must be true or false, not 'no'",
                                "orderedAt: must be a moment with offset, such as 2026-11-21T10:30:00+01:00, not 'yesterday'")),
                Arguments.of(
                        "{\"number\":\"1\",\"customer\":\"C\",\"currency\":\"EUR\",\"parties\":[{\"role\":\"king\"}]}",
                        List.of(
                                "parties[1].role: must be one of buyer, bill-to, ship-to, seller, end-user, not 'king'")),
                Arguments.of(
                        "{\"number\":\"1\",\"customer\":\"C\",\"currency\":\"EURO\"}",
                        List.of("currency: has 4 characters; at most 3")));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadSaysWhere(String json, List<String> flaws) {
        assertThat(flaws(Order.read(tree(json)))).containsExactlyElementsOf(flaws);
    }

    @Test
    void linesAreFoundWithAndWithoutZeros() {
        var order = Order.of("1", "C", "EUR", List.of(line("00010", "1", "1"), line("2", "1", "1")), null);

        assertThat(order.line("10")).map(OrderLine::number).contains("00010");
        assertThat(order.line("000002")).map(OrderLine::number).contains("2");
        assertThat(order.line("3")).isEmpty();
        assertThat(OrderLine.comparable("000")).isEqualTo("0");
    }

    @Test
    void eventsAreReadBackToo() {
        var confirmation = Confirmation.read(tree("""
                {"id":"AB-1","version":3,"issuedAt":"2026-11-21T10:30:00Z","number":"S-1","whole":"accepted",
                 "lines":[{"line":"1","parts":[{"verdict":"backordered","quantity":{"value":"2","unit":"EA"},"deliveryAt":"2026-12-01"}]}]}"""));
        var shipment = Shipment.read(tree("""
                {"id":"LS-1","issuedAt":"2026-11-21T10:30:00Z","lines":[{"line":"1","quantity":{"value":"2","unit":"EA"}}],
                 "parcels":[{"carrier":"DHL","tracking":"JJD1"}],"withdrawn":true}"""));

        var said = ((Read.Taken<Confirmation>) confirmation).value();
        assertThat(((Read.Taken<Confirmation>) Confirmation.read(said.fields())).value())
                .isEqualTo(said);
        var left = ((Read.Taken<Shipment>) shipment).value();
        assertThat(left.version()).isEqualTo(1);
        assertThat(((Read.Taken<Shipment>) Shipment.read(left.fields())).value())
                .isEqualTo(left);
        assertThat(flaws(Shipment.read(tree("{\"id\":\"LS-1\"}")))).containsExactly("issuedAt: is missing");
        assertThat(flaws(Confirmation.read(
                        tree("{\"id\":\"A\",\"issuedAt\":\"2026-11-21T10:30:00Z\",\"whole\":\"maybe\"}"))))
                .containsExactly("whole: must be one of accepted, backordered, rejected, not 'maybe'");
    }
}
