package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.caravanserai.punchout.shop.ShopSearch.Found;
import org.caravanserai.punchout.shop.ShopSearch.Wanted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What words and numbers find. */
class ShopWordsTest {
    @TempDir
    static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop(folder).open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GL-200-9, GL-200-9",
        "gl 200/9, GL-200-9",
        "9520410000079, GL-200-9",
        "195204100009, GL-200-9",
        "perceuse, DR-1",
        "PERCEUSE A PERCUSSION, DR-1",
        "percuese, DR-1",
        "percusion, DR-1",
        "hamer dril, DR-1",
        "visseuse, DR-1",
        "Fichtel, DR-1",
        "outillage, DR-1",
        "DR-11, DR-1",
        "zzzzqqqq, ",
        "'---', ",
        "'\"*:)(~^[', "
    })
    void wordsAndNumbersFind(String text, String sku) {
        var found = products(text);
        if (sku == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).startsWith(sku);
        }
    }

    @ParameterizedTest
    @CsvSource({"gant", "gants", "coupure gant", "Schnittschutzhandschuhe", "cut glov", "GL-200", "protecion gant"})
    void everyVariantIsFoundByTheNameOfItsModel(String text) {
        assertThat(products(text)).containsExactlyInAnyOrder("GL-200-8", "GL-200-9", "GL-200-10");
    }

    @Test
    void modelsAreNotSoldAndCategoriesAreFoundApart() {
        assertThat(products(null)).containsExactly("DR-1", "GL-200-10", "GL-200-8", "GL-200-9");
        assertThat(keys(shop.search.categories("glovse", 5))).containsExactly("epi/gants");
        assertThat(keys(shop.search.products(new Wanted(null, List.of("outils"), null), 0, 9)))
                .containsExactly("DR-1");
        assertThat(keys(shop.search.products(new Wanted("gant", null, List.of("GL-200-8", "DR-1")), 0, 9)))
                .containsExactly("GL-200-8");
    }

    private List<String> products(String text) {
        return keys(shop.search.products(new Wanted(text, null, null), 0, 50));
    }

    private static List<String> keys(Found found) {
        assertThat(found).isInstanceOf(Found.Keys.class);
        return ((Found.Keys) found).keys();
    }
}
