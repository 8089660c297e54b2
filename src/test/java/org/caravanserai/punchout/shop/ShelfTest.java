package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Price;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account sees and pays. */
class ShelfTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(folder).open();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void eachAccountSeesItsAssortmentAndNothingElse() {
        assertThat(shop.found("acme", null)).containsExactly("GL-200-10", "GL-200-8", "GL-200-9");
        assertThat(shop.found("bolt", null)).containsExactly("DR-1", "GL-200-9");
        assertThat(shop.found("wide", null)).hasSize(4);
        assertThat(shop.found("acme", "perceuse")).isEmpty();
        assertThat(shop.found("acme", "DR-1")).isEmpty();
        assertThat(shop.found("bolt", "gant")).containsExactly("GL-200-9");
        assertThat(shop.shelf("acme").article("DR-1")).isEmpty();
        assertThat(shop.shelf("acme").article("GL-200")).as("a model").isEmpty();
        assertThat(shop.shelf("acme").article("NONE")).isEmpty();
        assertThat(shop.shelf("bolt")
                        .variants(shop.shelf("bolt").article("GL-200-9").orElseThrow()))
                .extracting(Article::sku)
                .containsExactly("GL-200-9");
    }

    @Test
    void whoHasNoCompanyOrNoAssortmentHasNoShelf() {
        assertThat(shop.shelves.of("closed", "en_GB")).as("company is closed").isEmpty();
        assertThat(shop.shelves.of("broken", "en_GB")).as("no such assortment").isEmpty();
        assertThat(shop.shelves.of("stranger", "en_GB")).as("no such account").isEmpty();
    }

    @Test
    void aPriceHoldsFromSoMuchOfTheUnitItIsOrderedIn() {
        var glove = shop.shelf("acme").article("GL-200-9").orElseThrow();
        assertThat(glove.unit()).isEqualTo("PR");
        assertThat(glove.steps()).hasSize(2);
        assertThat(glove.price(new BigDecimal("59")).price().amount()).isEqualByComparingTo("4.11");
        assertThat(glove.price(new BigDecimal("60")).price().of(new BigDecimal("60")))
                .as("60 pairs are 5 boxes at 42.00")
                .isEqualByComparingTo("210.00");
        var other = shop.shelf("bolt").article("GL-200-9").orElseThrow();
        assertThat(other.steps().get(0).price().amount()).isEqualByComparingTo("7777.70");
        assertThat(other.steps().get(0).price().basis()).isEqualByComparingTo("1000");
        assertThat(shop.shelf("acme").article("GL-200-10").orElseThrow().steps())
                .as("no price is agreed")
                .isEmpty();
    }

    @Test
    void whatSaysNothingIsNotShown() {
        Shop.series(shop.master, 1);
        var article = shop.current().shelf("wide").article("SE-0").orElseThrow();
        assertThat(article.text()).as("N/A in the language of the visit").isEqualTo("Long ciseau");
    }

    @Test
    void linesSayWhatTheMapOfTheAccountSays() {
        var line = new Cart.Line(
                "DR-1",
                "CV-1",
                BigDecimal.ONE,
                "EA",
                Price.each(BigDecimal.ONE),
                "en",
                "Hammer drill",
                "Long",
                List.of(),
                new Cart.More(null, null, null, null, null, false, null, null, null, Map.of("Old", "1"), "note"));
        var said = shop.shelf("bolt").worded(line);
        assertThat(said.name()).isEqualTo("Hammer drill [DR-1]");
        assertThat(said.text()).as("nothing is said of it").isEqualTo("Long");
        assertThat(said.more().leadTime()).isEqualTo(7);
        assertThat(said.more().fields()).isEqualTo(Map.of("Old", "1", "Maker", "Fichtel"));
        assertThat(said.more().note()).isEqualTo("note");
        assertThat(said.quantity()).isEqualByComparingTo("1");
        assertThat(shop.shelf("wide").worded(line).name()).isEqualTo("Hammer drill");
        assertThat(shop.shelf("bolt").worded(line).sku()).isEqualTo("DR-1");
    }

    @Test
    void textsComeInTheLanguageOfTheVisitAndStockIsThatOfAllWarehouses() {
        var drill = shop.shelf("bolt").article("DR-1").orElseThrow();
        assertThat(drill.name()).isEqualTo("Hammer drill");
        assertThat(drill.stock()).isEqualByComparingTo("12");
        assertThat(shop.shelves
                        .of("bolt", "de_DE")
                        .orElseThrow()
                        .article("DR-1")
                        .orElseThrow()
                        .name())
                .as("no German name: the first language of the house")
                .isEqualTo("Perceuse à percussion <b>&");
        assertThat(shop.shelf("acme").below(null)).extracting(Category::name).containsExactly("Safety");
        assertThat(shop.shelf("acme").below("epi")).extracting(Category::name).containsExactly("Gloves");
        assertThat(shop.shelf("bolt").below(null)).extracting(Category::name).containsExactly("Safety", "Tools");
        assertThat(shop.shelf("acme").path("epi/gants"))
                .extracting(Category::code)
                .containsExactly("epi", "epi/gants");
    }

    @Test
    void whatIsRetiredNotYetThereOrNoLongerActiveIsGoneTheSameMoment() {
        shop.take(Kind.PRODUCTS, "GL-200-8", "retiredOn", "2026-11-22");
        shop.take(Kind.PRODUCTS, "GL-200-10", "availableFrom", "2026-11-23");
        assertThat(shop.found("acme", "gant")).containsExactly("GL-200-9");
        shop.clock.pass(java.time.Duration.ofDays(1));
        assertThat(shop.found("acme", "gant")).containsExactlyInAnyOrder("GL-200-9", "GL-200-10");
        shop.take(Kind.PRODUCTS, "GL-200", "status", "retired");
        assertThat(shop.found("acme", "gant")).isEmpty();
        assertThat(shop.shelf("acme").article("GL-200-9")).isEmpty();
    }

    @Test
    void minimumAndMultipleSayWhatCanBeOrdered() {
        shop.take(Kind.PRODUCTS, "DR-1", "orderMinimum", "10", "orderMultiple", "4", "leadTimeDays", 3L);
        var drill = shop.shelf("bolt").article("DR-1").orElseThrow();
        assertThat(drill.leadTime()).isEqualTo(3);
        assertThat(drill.least()).isEqualByComparingTo("12");
        assertThat(drill.allows(new BigDecimal("12"))).isTrue();
        assertThat(drill.allows(new BigDecimal("8"))).isFalse();
        assertThat(drill.allows(new BigDecimal("13"))).isFalse();
        assertThat(drill.allows(BigDecimal.ZERO)).isFalse();
        assertThat(drill.next(new BigDecimal("13"))).isEqualByComparingTo("16");
    }

    @Test
    void onePageLeadsToTheNext() {
        for (int i = 0; i < 50; i++) {
            shop.take(
                    Kind.PRODUCTS,
                    String.format("P-%02d", i),
                    "status",
                    i % 2 == 0 ? "active" : "draft",
                    "brand",
                    "Morvan",
                    "name",
                    Map.of("fr_FR", "Piquet"));
        }
        shop.current();
        var first = (Shelf.Page.Articles) shop.shelf("acme").page("piquet", null, 0);
        assertThat(first.articles()).hasSize(20);
        var second = (Shelf.Page.Articles) shop.shelf("acme").page("piquet", null, first.next());
        assertThat(second.articles()).hasSize(5).doesNotContainAnyElementsOf(first.articles());
        assertThat(second.next()).isZero();
    }
}
