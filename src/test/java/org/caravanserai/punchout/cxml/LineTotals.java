package org.caravanserai.punchout.cxml;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Decimals;
import org.caravanserai.punchout.Price;
import org.caravanserai.punchout.Setup;

/** What a buyer computes from the cXML of a line. */
public final class LineTotals {
    private LineTotals() {}

    public static BigDecimal of(Cart.Line line) {
        var setup = new Setup(Setup.Operation.CREATE, "", "https://x", List.of(), null, null, null, null, List.of());
        var message = (CartMessage.Message) CartMessage.of(
                Buyers.account("prominate"),
                CartMessageTest.ENVELOPES,
                CartMessageTest.PARTIES,
                setup,
                CartMessage.End.RETURNED,
                Cart.of("Q", "EUR", List.of(line)));
        var item = message.document().message.cart.items.get(0);
        var amount = item.detail.unitPrice.amount().orElseThrow().amount();
        var basis = item.detail.priceBasis == null
                ? BigDecimal.ONE
                : Decimals.of(item.detail.priceBasis.quantity).orElseThrow();
        return new Price(amount, basis).of(Decimals.of(item.quantity).orElseThrow());
    }
}
