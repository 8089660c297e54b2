package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caravanserai.home.Account;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.parser.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a map of carts may fill. */
class CartRulesTest {
    @TempDir
    private Path folder;

    @Test
    void theMapsOfTheTestShopAreFine() {
        Shop.home(folder);
        assertThat(new CartRules().check(Home.read(folder, null, Library.ofClassPath())))
                .isEmpty();
    }

    @Test
    void keysQuantitiesAndSumsAreNotSaidByAMap() throws IOException {
        Shop.home(folder);
        Files.writeString(folder.resolve("mappings/bolt/cart-out.map.yaml"), """
                fields:
                  SupplierPartID: sku
                  Descripton: name
                  UnitPrice: { const: "0.01" }
                  Extrinsic.Any: brand
                """);
        assertThat(new CartRules().check(Home.read(folder, null, Library.ofClassPath())))
                .extracting(Problem::toString)
                .hasSize(3)
                .anyMatch(text -> text.contains("cart-out.map.yaml:2:")
                        && text.contains("'SupplierPartID' is nothing a map of carts may fill for bolt"))
                .anyMatch(text -> text.contains("did you mean 'Description'?"))
                .anyMatch(text -> text.contains("'UnitPrice'"));
    }

    @ParameterizedTest
    @CsvSource({
        "CXML, Description, true",
        "CXML, Extrinsic.Warranty, true",
        "CXML, Extrinsic., false",
        "CXML, CUST_FIELD1, false",
        "CXML, quantity, false",
        "OCI, CUST_FIELD1, true",
        "OCI, MATGROUP, true",
        "OCI, PRICE, false",
        "OCI, VENDORMAT, false",
        "OCI, Extrinsic.Warranty, false",
    })
    void fieldsByProtocol(Account.Protocol protocol, String field, boolean known) {
        assertThat(CartWords.known(protocol, field)).isEqualTo(known);
    }
}
