package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of options are words of the visit's language; what no table has put into words stays as it is. */
class OptionWordsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "de_DE, material, hppe, Hochdichtes Polyethylen",
        "de_AT, material, hppe, Hochdichtes Polyethylen",
        "en_GB, material, hppe, High-density polyethylene",
        "es_ES, material, hppe, Polyéthylène haute densité",
        "en_GB, material, half, À moitié",
        "en_GB, material, kevlar, kevlar",
        "en_GB, material, bare, bare",
        "en_GB, colour, black, black",
        "en_GB, nothing, black, black",
    })
    void codesOfOptionsAreSaidInWords(String locale, String attribute, String code, String expected) {
        Shop.home(folder);
        Shop.write(folder, "mappings/tables/fabrics.csv", """
                material;en_GB;fr_FR;de_DE
                hppe;High-density polyethylene;Polyéthylène haute densité;Hochdichtes Polyethylen
                half;;À moitié;
                bare;;;
                """);
        Shop.write(folder, "config/model/products.yaml", """
                attributes:
                  material: { type: option, table: fabrics }
                """);
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(new OptionWords(home, List.of("material", "colour", "nothing"), locale).say(attribute, code))
                .isEqualTo(expected);
    }
}
