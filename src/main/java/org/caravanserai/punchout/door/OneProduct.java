package org.caravanserai.punchout.door;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.shop.Article;
import org.caravanserai.punchout.shop.Shelf;
import org.caravanserai.punchout.shop.Shelves;

/**
 * What OCI asks with VALIDATE: one product as the account sees it now. What it does not see, cannot be priced or has no unit the buyer knows is answered
 * like a product that is gone: the buyer must not take over half of it.
 *
 * @param locale of the texts
 */
public record OneProduct(Shelves shelves, String locale) implements OciDoor.Product {
    @Override
    public Cart of(Accounts.Known who, String sku, BigDecimal quantity) {
        return shelves.of(who.account().name(), locale)
                .map(shelf -> of(shelf, sku, quantity))
                .orElseGet(() -> Cart.of("0", "EUR", List.of()));
    }

    private Cart of(Shelf shelf, String sku, BigDecimal quantity) {
        var article = shelf.article(sku);
        var price = article.map(one -> one.price(quantity, one.unit())).orElse(null);
        var unit = article.flatMap(one -> shelf.unit(one.unit()));
        return price == null || unit.isEmpty()
                ? Cart.of("0", shelf.currency(), List.of())
                : Cart.of(
                        "0",
                        price.currency(),
                        List.of(shelf.worded(line(shelf, article.get(), quantity, unit.get(), price))));
    }

    private Cart.Line line(Shelf shelf, Article article, BigDecimal quantity, String unit, Article.Step price) {
        return new Cart.Line(
                article.sku(),
                null,
                quantity,
                unit,
                price.price(),
                locale.replace('_', '-'),
                article.name(),
                article.text() != null ? article.text() : article.shortText(),
                shelf.codes(article),
                Cart.More.NOTHING);
    }
}
