package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Prices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps of the other kinds of records, and prices with and without VAT. */
class MapKindsTest {
    private static final String OFFER =
            "{\"sku\":\"GL-1\",\"prices\":[{\"list\":\"public-2026\",\"minQuantity\":\"1\",\"amount\":\"10.00\",\"currency\":\"EUR\"},"
                    + "{\"list\":\"public-2026\",\"minQuantity\":\"10\",\"amount\":\"9.00\",\"currency\":\"EUR\"}],\"stock\":[{\"warehouse\":\"nevers\",\"quantity\":\"7\"}]}";
    private static final Map<String, String> RELATED = Map.of(
            "products GL-1", "{\"sku\":\"GL-1\",\"parent\":\"GL\",\"taxClass\":\"reduced\",\"discountGroup\":\"GANT\"}",
            "products GL", "{\"sku\":\"GL\",\"brand\":\"morvan\",\"name\":{\"fr_FR\":\"Gant\"}}",
            "companies C-1", "{\"number\":\"C-1\",\"name\":\"ACME\",\"country\":\"FR\"}");

    private static MapFixture shop(Prices.Vat vat) {
        return new MapFixture()
                .table("vat-fr", "taxClass;rate;category", "standard;20;S", "reduced;5,5 %;AA")
                .zone("france", "vat-fr")
                .who(new Circumstances(
                        "shop",
                        "france",
                        null,
                        null,
                        List.of("fr_FR"),
                        null,
                        null,
                        "public-2026",
                        vat,
                        List.of("nevers"),
                        new BigDecimal("5"),
                        null));
    }

    private static Map<String, Object> row(MapFixture fixture, String map, String record) {
        return ((MapResult.Mapped) fixture.apply(map, record, RELATED)).row().asMap();
    }

    @Test
    void anOfferKnowsItsProduct() {
        var map = shop(null).map("t/offer-out", """
                fields:
                  id: sku
                  brand: product.brand
                  title: product.name
                  price: { price: channel }
                  net: { price: level-a, round: half-up }
                  left: { stock: channel }
                  tiers: { each: prices, where: "list = 'public-2026' and minQuantity > 1", fields: { from: minQuantity, at: { from: amount, round: 0.1 } } }
                """);
        assertThat(row(map, "t/offer-out", OFFER).toString())
                .isEqualTo(
                        "{id=GL-1, brand=morvan, title=Gant, price=10.00, net=6.65, left=2, tiers=[{from=10, at=9.0}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "'{price: channel}', , 10.00",
        "'{price: channel, tax: net}', INCLUDED, 10.00",
        "'{price: channel, tax: gross}', , 10.55",
        "'{price: channel, tax: gross, quantity: 10, round: 0.05}', , 9.50",
        "'{price: channel, round: half-up}', INCLUDED, 10.55"
    })
    void vatIsAddedByTheZone(String entry, Prices.Vat vat, BigDecimal expected) {
        var map = shop(vat).map("t/offer-out", "fields:\n  p: " + entry + "\n");
        assertThat((BigDecimal) row(map, "t/offer-out", OFFER).get("p")).isEqualByComparingTo(expected);
    }

    @Test
    void vatNeedsAZoneWithATable() {
        assertThat(new MapFixture()
                        .map("t/product-out", "fields:\n  p: {price: public-2026, tax: gross}\n")
                        .problems("t/product-out"))
                .containsExactly(
                        "mappings/t/product-out.map.yaml:2:32 MAP-015 list public-2026 is without VAT and the channel's zone has no vatTable"
                                + " to change that; name one in config/hub.yaml");
    }

    @Test
    void aRateThatIsNoneIsFoundBeforeAnythingIsPriced() {
        var map = shop(Prices.Vat.INCLUDED)
                .table("vat-fr", "taxClass;rate;category", "standard;vingt;S")
                .map("t/product-out", "fields:\n  p: {price: channel}\n");
        assertThat(map.problems("t/product-out"))
                .containsExactly(
                        "mappings/t/product-out.map.yaml:2:14 MAP-019 table vat-fr has the rate 'vingt' for standard; write a percentage such as 5.5");
    }

    @Test
    void companiesAndContacts() {
        var company = new MapFixture().map("t/company-out", """
                fields:
                  no: number
                  city: { from: addresses, where: "role = 'billing'", pick: first, take: city }
                  all: { each: addresses, template: "{role}: {postcode?} {city}", join: "; " }
                """);
        assertThat(row(
                        company,
                        "t/company-out",
                        "{\"number\":\"C-1\",\"addresses\":[{\"role\":\"delivery\",\"city\":\"Lyon\"},"
                                + "{\"role\":\"billing\",\"postcode\":\"58000\",\"city\":\"Nevers\"}]}"))
                .isEqualTo(Map.of("no", "C-1", "city", "Nevers", "all", "delivery:  Lyon; billing: 58000 Nevers"));
        var contact = new MapFixture()
                .map(
                        "t/contact-out",
                        "fields:\n  id: id\n  firm: company.name\n  land: {value: \"company.country\", case: lower}\n");
        assertThat(row(contact, "t/contact-out", "{\"id\":\"P-1\",\"company\":\"C-1\"}"))
                .isEqualTo(Map.of("id", "P-1", "firm", "ACME", "land", "fr"));
    }

    @Test
    void aListInAnElementStandsInFieldsOfItsOwn() {
        var map = new MapFixture().map("t/product-out", """
                fields:
                  rows:
                    each: media
                    fields:
                      code: code
                      sku: product.sku
                      same: { each: media, where: "code = 'M-1'", from: code, join: "," }
                """);
        var result = map.apply("t/product-out", "{\"sku\":\"A\",\"media\":[\"M-1\",\"M-2\"]}", Map.of());
        assertThat(((MapResult.Mapped) result).row().toString())
                .isEqualTo("{rows=[{code=M-1, sku=A, same=M-1}, {code=M-2, sku=A, same=M-1}]}");
    }
}
