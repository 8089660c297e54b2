package org.caravanserai.punchout;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Carts for tests. */
public final class Carts {
    /** Markup, quotes, letters beyond Latin-1 and beyond the first plane. */
    public static final String HOSTILE = "5/32\" <x> & é € 漢 𝄞 '</form>";

    private Carts() {}

    public static Cart.Line line(String sku, String quantity, String amount, String basis, String name) {
        return new Cart.Line(
                sku,
                "Q-1/" + sku,
                new BigDecimal(quantity),
                "EA",
                new Price(new BigDecimal(amount), new BigDecimal(basis)),
                "en",
                name,
                null,
                List.of(new Cart.Code("UNSPSC", "46181504")),
                Cart.More.NOTHING);
    }

    public static Cart of(Cart.Line... lines) {
        return Cart.of("Q-1", "EUR", List.of(lines));
    }

    public static Cart.Line full(String sku) {
        return new Cart.Line(
                sku,
                "Q-1/" + sku,
                new BigDecimal("12"),
                "PAA",
                new Price(new BigDecimal("450"), new BigDecimal("100")),
                "fr",
                "Gant anti-coupure, taille 9, enduction nitrile",
                "Gant anti-coupure\n\"niveau F\" & lavable <30°>",
                List.of(new Cart.Code("UNSPSC", "46181504"), new Cart.Code("custom", "A-1")),
                new Cart.More(
                        "4711",
                        "SAFETY",
                        "Morvan",
                        "M-GL-200",
                        3,
                        false,
                        "https://hub.example/gl-200.jpg",
                        "4600001",
                        "10",
                        Map.of("CUST_FIELD1", "carbon-neutral", "Warranty", "24"),
                        "3rd floor, <b> & é"));
    }
}
