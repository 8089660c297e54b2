package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.home.Account;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acceptance check 13: a cart to be changed that we no longer know. */
class EarlierCartTest {
    @ParameterizedTest
    @CsvSource({
        "EDIT,    false, A B, A B",
        "EDIT,    false, A X, 412 X",
        "EDIT,    false, X Y, 412 X Y",
        "EDIT,    true,  A X, A",
        "EDIT,    true,  X,   ''",
        "EDIT,    false, '',  ''",
        "INSPECT, false, X,   412 X",
        "CREATE,  false, A X, A",
    })
    void isRebuiltOrRefused(Setup.Operation operation, boolean lenient, String lines, String expected) {
        var sent = Stream.of(lines.split(" "))
                .filter(sku -> !sku.isEmpty())
                .map(sku -> new Setup.Line(0, new Setup.Part(sku, "Q/" + sku), BigDecimal.ONE, null, null, null))
                .toList();
        var setup = new Setup(operation, "", "https://x", List.of(), null, null, null, null, sent);
        var usual = Buyers.account("acme").cxml();
        var settings = new Account.Cxml(
                usual.versions(), usual.form(), null, false, usual.allowed(), lenient, usual.timeZone());
        var opened = EarlierCart.of(setup, settings, part -> "AB".contains(part.sku()));
        var said = opened instanceof EarlierCart.Unknown unknown
                ? "412 "
                        + String.join(
                                " ",
                                unknown.parts().stream().map(Setup.Part::sku).toList())
                : String.join(
                        " ",
                        ((EarlierCart.Rebuilt) opened)
                                .lines().stream().map(line -> line.part().sku()).toList());
        assertThat(said).isEqualTo(expected);
    }
}
