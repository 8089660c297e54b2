package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.punchout.shop.ShopSearch.Found;
import org.caravanserai.punchout.shop.ShopSearch.Wanted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in the shop, how it stays current, and what becomes of an index that is not right. */
class ShopSearchTest {
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
    void theIndexFollowsProductsParentsAndCategories() {
        shop.take(Kind.PRODUCTS, "GL-200", "name", Map.of("fr_FR", "Moufle"));
        shop.take(Kind.CATEGORIES, "outils", "name", Map.of("fr_FR", "Quincaillerie"));
        shop.take(Kind.PRODUCTS, "NEW-1", "name", Map.of("fr_FR", "Brouette"));
        shop.current();
        assertThat(products("moufle")).hasSize(3);
        assertThat(products("quincaillerie")).containsExactly("DR-1");
        assertThat(products("brouette")).containsExactly("NEW-1");
    }

    @Test
    void whatHappensWhileNobodyLooksIsCaughtUpWithoutBuildingAnew() throws IOException {
        var marker = segments();
        shop.search.close();
        shop.take(Kind.PRODUCTS, "NEW-1", "name", Map.of("fr_FR", "Brouette"));
        shop.open();
        assertThat(products("brouette")).containsExactly("NEW-1");
        assertThat(segments()).as("the files of before").containsAll(marker);
    }

    @ParameterizedTest
    @CsvSource({"missing", "torn", "cut", "foreign"})
    void anIndexThatIsNotRightIsBuiltAnew(String how) throws IOException {
        shop.search.close();
        var index = folder.resolve("data/search");
        try (var all = Files.list(index)) {
            for (var file : all.toList()) {
                var name = file.getFileName().toString();
                switch (how) {
                    case "missing" -> Files.delete(file);
                    case "torn" -> {
                        if (!name.startsWith("segments") && !name.equals("write.lock")) {
                            var bytes = Files.readAllBytes(file);
                            bytes[bytes.length / 2] ^= 0x55;
                            Files.write(file, bytes);
                        }
                    }
                    case "cut" -> {
                        if (name.startsWith("segments")) {
                            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 20));
                        }
                    }
                    default -> {
                        if (name.startsWith("segments")) {
                            Files.writeString(file, "no index of ours");
                        }
                    }
                }
            }
        }
        shop.open();
        assertThat(products("perceuse")).containsExactly("DR-1");
        assertThat(products("gant")).hasSize(3);
    }

    @Test
    void anIndexThatKnowsWhatHasNotHappenedIsBuiltAnew() throws IOException {
        shop.search.close();
        var index = Index.open(folder.resolve("data/search"), "1 [fr_FR, en_GB, de_DE]");
        index.put(new Entry(999, Entry.Type.PRODUCT, "GHOST", List.of("GHOST"), List.of(), List.of(), List.of()));
        index.commit(shop.master.changes().head() + 1000);
        index.close();
        shop.open();
        assertThat(products("GHOST")).isEmpty();
        assertThat(products("perceuse")).containsExactly("DR-1");
    }

    @Test
    void aSearchBeforeTheIndexIsThereSaysSo() {
        shop.search.close();
        assertThat(shop.search.products(new Wanted("gant", null, null), 0, 5)).isInstanceOf(Found.Building.class);
        assertThat(shop.shelf("acme").page("gant", null, 0)).isInstanceOf(Shelf.Page.Building.class);
    }

    private List<String> segments() throws IOException {
        try (var all = Files.list(folder.resolve("data/search"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cfs") || name.endsWith(".si"))
                    .toList();
        }
    }

    private List<String> products(String text) {
        return keys(shop.search.products(new Wanted(text, null, null), 0, 50));
    }

    private static List<String> keys(Found found) {
        assertThat(found).isInstanceOf(Found.Keys.class);
        return ((Found.Keys) found).keys();
    }
}
