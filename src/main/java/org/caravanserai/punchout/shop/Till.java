package org.caravanserai.punchout.shop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Money;
import org.caravanserai.mapping.MapResult;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.session.Basket;
import org.caravanserai.punchout.session.Session;

/** Makes the cart of a basket: with the prices of this moment, in the buyer's units and codes. */
public final class Till {
    private Till() {}

    /** Why a line cannot go back. */
    public enum Wrong {
        /** The account does not see it (any more). */
        GONE,
        /** No price is agreed. */
        NO_PRICE,
        /** Below the minimum, or no multiple. */
        QUANTITY,
        /** The buyer has no word for the unit, or it is not sold in it. */
        UNIT,
        /** Another currency than the first line's. */
        CURRENCY,
        /** The account's map does not let it go out: something is missing. */
        HELD
    }

    /**
     * A line as it stands.
     *
     * @param article null = {@link Wrong#GONE}
     * @param price null = none
     * @param unit ours
     * @param before what the buyer remembers of an earlier visit, for one unit; null = nothing, or the same
     * @param wrong null = it can go back
     * @param said what the account's map says of the product, by field
     */
    public record Line(
            Basket.Line line,
            Article article,
            Article.Step price,
            String unit,
            Money before,
            Wrong wrong,
            Map<String, Object> said) {
        /** Without tax, exact; 0 when there is no price. */
        public BigDecimal total() {
            return price == null ? BigDecimal.ZERO : price.price().of(line.quantity());
        }
    }

    /** All lines of a basket at the prices of this moment. */
    public static List<Line> lines(Shelf shelf, Session session, Basket basket) {
        var skus = basket.lines().stream().map(Basket.Line::sku).toList();
        var articles = shelf.articles(skus);
        var said = shelf.said(skus);
        var currencies = new LinkedHashSet<String>();
        var lines = new ArrayList<Line>();
        for (var line : basket.lines()) {
            lines.add(line(shelf, session, line, articles, said.get(line.sku()), currencies));
        }
        return lines;
    }

    private static Line line(
            Shelf shelf,
            Session session,
            Basket.Line line,
            Map<String, Article> articles,
            MapResult said,
            LinkedHashSet<String> currencies) {
        var article = articles.get(line.sku());
        if (article == null) {
            return new Line(line, null, null, line.unit(), null, Wrong.GONE, Map.of());
        }
        var unit = line.unit() == null ? article.unit() : line.unit();
        var price = article.price(line.quantity(), unit);
        if (price != null) {
            currencies.add(price.currency());
        }
        var wrong = !article.units().containsKey(unit) || shelf.unit(unit).isEmpty()
                ? Wrong.UNIT
                : price == null
                        ? Wrong.NO_PRICE
                        : unit.equals(article.unit()) && !article.allows(line.quantity())
                                ? Wrong.QUANTITY
                                : price.currency().equals(currencies.iterator().next())
                                        ? said == null || said instanceof MapResult.Mapped ? null : Wrong.HELD
                                        : Wrong.CURRENCY;
        return new Line(
                line,
                article,
                price,
                unit,
                before(session, line, price),
                wrong,
                said instanceof MapResult.Mapped mapped ? mapped.row().asMap() : Map.of());
    }

    private static Money before(Session session, Basket.Line line, Article.Step price) {
        return session.setup().lines().stream()
                .filter(sent -> sent.part().sku().equals(line.sku())
                        && java.util.Objects.equals(sent.part().auxiliary(), line.mark()))
                .map(Setup.Line::unitPrice)
                .filter(money -> money != null
                        && (price == null
                                || !money.currency().equals(price.currency())
                                // Crosswise: no division, nothing rounded.
                                || money.amount()
                                                .multiply(price.price().basis())
                                                .compareTo(price.price().amount())
                                        != 0))
                .findFirst()
                .orElse(null);
    }

    /**
     * The cart.
     *
     * @param lines none of them wrong
     * @param language BCP 47, of the texts
     */
    public static Cart cart(Shelf shelf, Session session, List<Line> lines, String language) {
        var currency = lines.isEmpty() ? shelf.currency() : lines.get(0).price().currency();
        return Cart.of(
                "P" + session.id(),
                currency,
                lines.stream().map(line -> sent(shelf, line, language)).toList());
    }

    private static Cart.Line sent(Shelf shelf, Line line, String language) {
        var article = line.article();
        var plain = new Cart.Line(
                article.sku(),
                line.line().mark(),
                line.line().quantity(),
                shelf.unit(line.unit()).orElseThrow(),
                line.price().price(),
                language,
                article.name(),
                article.text() != null ? article.text() : article.shortText(),
                shelf.codes(article),
                new Cart.More(
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        Map.of(),
                        line.line().note()));
        return CartWords.applied(shelf.account().protocol(), plain, line.said());
    }
}
