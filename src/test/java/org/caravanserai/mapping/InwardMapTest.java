package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.SampleModel;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InwardMapTest {
    private static final Dialect FRENCH = new Dialect(',', ZoneId.of("Europe/Paris"));

    private static MapFixture world() {
        return new MapFixture()
                .table("units", "erp;unit", "KILOGRAM;KGM", "GRAM;GRM", "PCE;EA")
                .table("states", "erp;status", "A;active", "D;retired")
                .table("lists", "erp;list", "PUB26;public-2026");
    }

    private static InwardMap compile(MapFixture world, String name, Dialect dialect) {
        var problems = new Problems();
        return InwardMap.compile(world.world(), name, dialect, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    private static Map<String, String> row(String header, String cells) {
        var row = new LinkedHashMap<String, String>();
        var names = header.split(";");
        var values = cells.split(";", -1);
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], values[i]);
        }
        return row;
    }

    private static InwardResult apply(InwardMap map, Map<String, String> row) {
        return map.rows(row.keySet()).apply(row::get, MapFixture.run());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) {
        try {
            var outcome = Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            return (Map<String, Object>) ((Outcome.Taken<Object>) outcome).value();
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static final String ERP = """
            fields:
              sku: { from: CODE, strip: zeros }
              name.fr_FR: LIB
              status: { from: STATUT, table: states }
              gtin: GTIN
              weight: { from: POIDS_G, unit: GRM }
              warranty: MOIS
              score: NOTE
              hazardous: DANGER
              launched: { from: DATE, date: dd/MM/yyyy }
              features: { from: OPTIONS, split: "," }
              packaging.BX.quantity: QTE_BX
              packaging.BX.gtin: GTIN_BX
              taxClass: { const: standard }
              brand: { from: MARQUE, default: morvan }
              discountGroup: { from: GROUPE, when: "GROUPE != 'X'" }
            """;
    private static final String HEADER =
            "CODE;LIB;STATUT;GTIN;POIDS_G;MOIS;NOTE;DANGER;DATE;OPTIONS;QTE_BX;GTIN_BX;MARQUE;GROUPE";

    private static InwardResult.Accepted erp(String cells) {
        var map = compile(world().map("erp/product-in", ERP), "erp/product-in", FRENCH);
        return (InwardResult.Accepted) apply(map, row(HEADER, cells));
    }

    @Test
    void aRowBecomesADocumentWithEveryMappedField() {
        var accepted = erp("000GL-1;Gant;A;4006381333931;152;24;1 234,50;oui;31/12/2026;dry, thin;12;;;G1");
        assertThat(accepted.findings()).isEmpty();
        assertThat(accepted.document().key()).isEqualTo("GL-1");
        assertThat(accepted.document().values())
                .containsEntry("name", Map.of("fr_FR", "Gant"))
                .containsEntry("status", "active")
                .containsEntry("gtin", "4006381333931")
                .containsEntry("weight", Map.of("value", "0.152", "unit", "KGM"))
                .containsEntry("warranty", 24L)
                .containsEntry("score", "1234.50")
                .containsEntry("hazardous", true)
                .containsEntry("launched", "2026-12-31")
                .containsEntry("features", List.of("dry", "thin"))
                .containsEntry("packaging", Map.of("BX", Map.of("quantity", "12")))
                .containsEntry("taxClass", "standard")
                .containsEntry("brand", "morvan")
                .containsEntry("discountGroup", "G1");
    }

    @Test
    void emptyCellsClear() {
        var values = erp("1;;;;;;;;;;;;;X").document().values();
        assertThat(values)
                .containsEntry("gtin", null)
                .containsEntry("weight", null)
                .containsEntry("packaging", null)
                .containsEntry("discountGroup", null);
        assertThat(((Map<?, ?>) values.get("name")).keySet().toString()).isEqualTo("[fr_FR]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "1;;;4006381333930;;;;;;;;;; ~ gtin ~ MAP-154 ~ 4006381333930",
                "1;;;;12.5;;;;;;;;; ~ weight ~ MAP-152 ~ 12.5",
                "1;;;;;2,5;;;;;;;; ~ warranty ~ MAP-151 ~ 2,5",
                "1;;;;;;abc;;;;;;; ~ score ~ MAP-151 ~ abc",
                "1;;;;;;;peut-etre;;;;;; ~ hazardous ~ MAP-151 ~ peut-etre",
                "1;;;;;;;;31/02/2026;;;;; ~ launched ~ MAP-159 ~ 31/02/2026",
                "1;;Z;;;;;;;;;;; ~ status ~ MAP-102 ~ Z",
                "1;;;;;;;;;;;123;; ~ packaging.BX.gtin ~ MAP-154 ~ 123"
            })
    void badValuesAreLeftOutWithTheirRawText(String cells, String attribute, String code, String raw) {
        var accepted = erp(cells);
        assertThat(accepted.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(code);
            assertThat(finding.attribute()).isEqualTo(attribute);
            assertThat(finding.value()).isEqualTo(raw);
        });
        var field = attribute.split("\\.")[0];
        if (field.equals("packaging")) {
            assertThat(accepted.document().values().get(field)).isNull();
        } else {
            assertThat(accepted.document().values()).doesNotContainKey(field);
        }
    }

    @Test
    void aRowWithoutKeyIsRefused() {
        var map = compile(world().map("erp/product-in", ERP), "erp/product-in", FRENCH);
        var refused = (InwardResult.Refused) apply(map, row(HEADER, ";x;;;;;;;;;;;;"));
        assertThat(refused.cause().rule()).isEqualTo("MAP-171");
        assertThat(refused.cause().message()).isEqualTo("the row has no sku");
    }

    @Test
    void priceRowsAreCollectedByKey() {
        var map = compile(world().map("erp/offer-in", """
                collect: prices
                select: "LISTE != 'OLD'"
                fields:
                  sku: { from: CODE, strip: zeros }
                  prices.list: { from: LISTE, table: lists }
                  prices.minQuantity: QTE
                  prices.amount: PRIX
                  prices.basis: BASE
                  prices.currency: { const: EUR }
                  prices.validFrom: { from: DU, date: yyyyMMdd }
                """), "erp/offer-in", FRENCH);
        var header = "CODE;LISTE;QTE;PRIX;BASE;DU";
        var elements = new Elements(map.collects().orElseThrow());
        for (var cells :
                List.of("0001;PUB26;1;3,85;100;20260101", "0001;PUB26;10;3,50;100;", "0001;PUB26;10;3,50;100;")) {
            var accepted = (InwardResult.Accepted) apply(map, row(header, cells));
            assertThat(accepted.document().key()).isEqualTo("1");
            assertThat(elements.add((List<?>) accepted.document().values().get("prices")))
                    .isEmpty();
        }
        assertThat(elements.list())
                .containsExactly(
                        Map.of(
                                "list",
                                "public-2026",
                                "minQuantity",
                                "1",
                                "amount",
                                "3.85",
                                "basis",
                                "100",
                                "currency",
                                "EUR",
                                "validFrom",
                                "2026-01-01"),
                        Map.of(
                                "list",
                                "public-2026",
                                "minQuantity",
                                "10",
                                "amount",
                                "3.50",
                                "basis",
                                "100",
                                "currency",
                                "EUR"));
        var other = (InwardResult.Accepted) apply(map, row(header, "0001;PUB26;10;9,99;100;"));
        assertThat(elements.add((List<?>) other.document().values().get("prices")))
                .hasValueSatisfying(finding -> assertThat(finding.rule()).isEqualTo("MAP-174"));
        assertThat(apply(map, row(header, "0001;OLD;1;1;1;"))).isInstanceOf(InwardResult.Skipped.class);
        var unusable = (InwardResult.Refused) apply(map, row(header, "0001;XXX;1;1;1;"));
        assertThat(unusable.cause().rule()).isEqualTo("MAP-172");
    }

    @Test
    void jsonRecordsKeepTheirStructure() {
        var map = compile(world().map("pim/product-in", """
                columns: "attributes.{attribute}"
                fields:
                  sku: identifier
                  parent: parent
                  name: name
                  description: { from: description }
                  media: assets
                  categories: { from: cats, strip: "cat-" }
                """), "pim/product-in", Dialect.PLAIN);
        var result = (InwardResult.Accepted) map.apply(json("""
                {"identifier":"A","name":{"fr_FR":"Gant","xx_XX":"?"},"description":{"print":{"fr_FR":"Texte"}},"assets":["M-1"],
                 "cats":["cat-a","b"],"attributes":{"warranty":12,"hazardous":"oui","colr":"x","color":"red",
                 "length":{"value":"10","unit":"KGM"},"score":"2.5"}}"""), MapFixture.run());
        assertThat(result.document().values())
                .containsEntry("name", Map.of("fr_FR", "Gant"))
                .containsEntry("description", Map.of("print", Map.of("fr_FR", "Texte")))
                .containsEntry("media", List.of("M-1"))
                .containsEntry("categories", List.of("a", "b"))
                .containsEntry("warranty", 12L)
                .containsEntry("color", "red")
                .containsEntry("score", "2.5")
                .containsEntry("material", null)
                .containsEntry("parent", null)
                .doesNotContainKeys("hazardous", "length", "colr");
        assertThat(result.findings().stream().map(finding -> finding.rule() + " " + finding.attribute()))
                .containsExactlyInAnyOrder("MAP-158 name.xx_XX", "MAP-151 hazardous", "MAP-155 colr", "MAP-157 length");
    }

    @Test
    void elementsAreMadeOfColumnsOrOfListsInTheSource() {
        var map = compile(world().map("crm/company-in", """
                fields:
                  number: No
                  name: Name
                  addresses:
                    - { fields: { role: { const: billing }, street: Street, city: City } }
                    - { fields: { role: { const: delivery }, street: Street2, city: City2 } }
                """), "crm/company-in", Dialect.PLAIN);
        var company = (InwardResult.Accepted)
                apply(map, row("No;Name;Street;City;Street2;City2", "C-1;ACME;1 rue A;Nevers;;"));
        assertThat(company.document().values().get("addresses"))
                .isEqualTo(List.of(Map.of("role", "billing", "street", "1 rue A", "city", "Nevers")));
        var offers = compile(world().map("api/offer-in", """
                fields:
                  sku: id
                  stock: { each: places, fields: { warehouse: code, quantity: qty, at: { from: day } } }
                """), "api/offer-in", FRENCH);
        var offer = (InwardResult.Accepted) offers.apply(
                json(
                        "{\"id\":\"A\",\"places\":[{\"code\":\"nevers\",\"qty\":5,\"day\":\"2026-11-21\"},{\"qty\":7,\"code\":\"lyon\"}]}"),
                MapFixture.run());
        assertThat(offer.document().values().get("stock"))
                .isEqualTo(List.of(
                        Map.of("warehouse", "nevers", "quantity", "5", "at", "2026-11-21T00:00:00+01:00"),
                        Map.of("warehouse", "lyon", "quantity", "7")));
    }

    @Test
    void wideExportsAreMappedByPatterns() {
        var map = compile(world().map("pim/product-in", """
                columns:
                  pattern: "{attribute}-{locale}-{scope}"
                  unit: "{attribute}-unit"
                  units: units
                  currency: "{attribute}-{currency}"
                  currencies: [EUR, USD]
                  split: ","
                fields:
                  sku: sku
                  name.fr_FR: nom
                """), "pim/product-in", Dialect.PLAIN);
        var row = row(
                "sku;nom;description-fr_FR-print;description-en_GB-ecommerce;weight;weight-unit;cost-EUR;cost-USD;features;color;groups",
                "A;Gant;Texte;Text;0,5;GRAM;;3.20;dry,thin;rouge;x");
        var rows = map.rows(row.keySet());
        assertThat(rows.unread()).containsExactly("groups");
        var accepted = (InwardResult.Accepted) rows.apply(row::get, MapFixture.run());
        assertThat(accepted.document().values())
                .containsEntry(
                        "description", Map.of("print", Map.of("fr_FR", "Texte"), "ecommerce", Map.of("en_GB", "Text")))
                .containsEntry("cost", Map.of("amount", "3.20", "currency", "USD"))
                .containsEntry("features", List.of("dry", "thin"))
                .doesNotContainKeys("weight", "color");
        assertThat(accepted.findings().stream().map(Finding::rule)).containsExactlyInAnyOrder("MAP-152", "MAP-153");
        row.put("weight", "500");
        assertThat(((InwardResult.Accepted) rows.apply(row::get, MapFixture.run()))
                        .document()
                        .values())
                .containsEntry("weight", Map.of("value", "0.5", "unit", "KGM"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "sku: A\n  nme.fr_FR: B",
                        "3:3 MAP-010 'nme' is no attribute of products; did you mean 'name'?"),
                Arguments.of(
                        "sku: A\n  name.fr_FX: B",
                        "3:3 MAP-011 'fr_FX' is no locale of this installation (de_DE, en_GB, fr_FR); did you mean 'fr_FR'?"),
                Arguments.of(
                        "sku: A\n  packaging.BXX.gtin: B",
                        "3:3 MAP-010 'BXX' is no packaging level (BX, CT, EA, PX); did you mean 'BX'?"),
                Arguments.of(
                        "sku: A\n  packaging.BX.gtn: B",
                        "3:3 MAP-010 'packaging.BX.gtn' is no field of packaging (gtin, quantity, weight); did you mean 'gtin'?"),
                Arguments.of("name.fr_FR: B", "1 MAP-009 no entry fills the key; add: sku: COLUMN"),
                Arguments.of("sku: A\n  weight: {from: W, unit: KILO}", "3:27 MAP-016 'KILO' is no UN/ECE unit code"),
                Arguments.of(
                        "sku: A\n  brand: {from: W, unit: KGM}",
                        "3:26 MAP-013 unit goes with quantity, 'brand' is text"),
                Arguments.of(
                        "sku: A\n  launched: {from: W, date: jj/mm}",
                        "3:29 MAP-023 'jj/mm' is no date pattern; write: date: dd/MM/yyyy or yyyyMMdd"),
                Arguments.of("sku: A\n  brand: {from: W, max: 3}", "3:20 MAP-002 'max' is no key of an entry"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void wrongMapsAreRefused(String fields, String message) {
        var problems = new Problems();
        InwardMap.compile(
                world().map("t/product-in", "fields:\n  " + fields + "\n").world(),
                "t/product-in",
                Dialect.PLAIN,
                problems);
        assertThat(problems.sorted().stream().map(Problem::toString))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains(
                                message.startsWith("1 ")
                                        ? message.substring(2)
                                        : "mappings/t/product-in.map.yaml:" + message));
    }

    @Test
    void canonicalDocumentsAreCheckedTheSameWay() {
        var checked = ValueChecks.check(SampleModel.model(), new Document(Kind.PRODUCTS, "A", json("""
                {"gtin":"1","status":"activ","name":{"fr_FR":"ok","en_GB":7},"wieght":"1","weight":{"value":"1","unit":"KGM"},"brand":null,
                 "packaging":{"BX":{"quantity":"x","gtin":"4006381333931"},"ZZ":{"quantity":"1"}},"features":["a",1],"launched":"2026-13-01"}""")));
        assertThat(checked.document().values())
                .containsEntry("name", Map.of("fr_FR", "ok"))
                .containsEntry("weight", Map.of("value", "1", "unit", "KGM"))
                .containsEntry("brand", null)
                .containsEntry("packaging", Map.of("BX", Map.of("gtin", "4006381333931")))
                .containsEntry("features", List.of("a"))
                .doesNotContainKeys("gtin", "status", "wieght", "launched");
        assertThat(checked.findings().stream().map(finding -> finding.attribute() + ": " + finding.message()))
                .contains(
                        "status: 'activ' is no value of status (active, draft, retired); did you mean 'active'?",
                        "wieght: the model has no attribute 'wieght'; did you mean 'weight'?",
                        "gtin: '1' is no valid gtin: its check digit or length is wrong",
                        "launched: launched takes a date such as 2027-01-31");
    }
}
