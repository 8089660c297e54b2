package org.caravanserai.sandbox.mirakl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the marketplace has a request that breaks it. */
class MiraklTest {
    private static final String HEAD =
            "category;shop_sku;ean;title;description;brand;main_image;glove_size;glove_material;weight_kg\n";
    private static final String GLOVE =
            "EPI-GANTS;GL-1;4006381333931;Gant;Cuir;Morvan;https://m.example/1.jpg;9;leather;0.2\n";
    private static final String OFFERS = "sku;product-id;product-id-type;price;quantity;state;update-delete\n";

    private final SandboxCase market = new SandboxCase("mirakl").header("Authorization", "sandbox-test");

    @BeforeEach
    void silent() {
        market.standIn().watch(org.caravanserai.sandbox.StandIn.Watch.SILENT);
    }

    @AfterEach
    void close() {
        market.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EPI-GANTS;;4006381333931;Gant;Cuir;M;https://m/1.jpg;9;leather;|The attribute 'shop_sku' is required",
                "EPI-GANTS;G;;Gant;Cuir;M;https://m/1.jpg;9;leather;|The attribute 'ean' is required",
                "EPI-GANTS;G;4006381333931;Gant;Cuir;M;https://m/1.jpg;;leather;|The attribute 'glove_size' is required",
                "EPI-GANTS;G;4006381333931;Gant;Cuir;M;https://m/1.jpg;5;leather;|The value '5' is not allowed",
                "EPI-GANTS;G;4006381333931;Gant;Cuir;M;1.jpg;9;leather;|The value '1.jpg' is not allowed",
                "EPI-GANTS;G;4006381333931;Gant;Cuir;M;https://m/1.jpg;9;leather;0,2|The value '0,2' is not allowed",
                "EPI-BOTTES;G;4006381333931;Gant;Cuir;M;https://m/1.jpg;9;leather;|The category 'EPI-BOTTES' is unknown"
            })
    void aLineThatBreaksAnAttributeIsInTheTransformationReport(String line, String error) {
        var id = productImport(HEAD + line + "\n");
        assertThat(SandboxCase.json(market.call("GET", "/api/products/imports/" + id))
                        .path("transform_lines_in_error")
                        .asInt())
                .isEqualTo(1);
        assertThat(market.call("GET", "/api/products/imports/" + id + "/transformation_error_report")
                        .text())
                .contains(error);
        assertThat(market.records("products")).isEmpty();
    }

    @Test
    void aTitleIsNoLongerThanTheOperatorAllows() {
        var id = productImport(HEAD + GLOVE.replace(";Gant;", ";" + "x".repeat(121) + ";"));
        assertThat(market.call("GET", "/api/products/imports/" + id + "/transformation_error_report")
                        .text())
                .contains("'title' has more than 120 characters");
    }

    @Test
    void integrationLooksAtWhatIsAlreadyThere() {
        productImport(HEAD + GLOVE);
        var id = productImport(HEAD
                + GLOVE.replace("GL-1", "GL-2")
                + GLOVE.replace("GL-1", "GL-3").replace("4006381333931", "4006381333932")
                + GLOVE.replace(";Gant;", ";Gant neuf;")
                + GLOVE);
        var report = market.call("GET", "/api/products/imports/" + id + "/error_report")
                .text();
        assertThat(report)
                .contains("The EAN '4006381333931' belongs to another of your products")
                .contains("The EAN '4006381333932' is not valid")
                .contains("The product 'GL-1' comes twice in this file");
        assertThat(market.records("products")).containsOnlyKeys("GL-1");
        assertThat(market.records("products").get("GL-1").path("title").asString())
                .isEqualTo("Gant neuf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "shop_sku;title|The column 'category' is missing",
                "category;shop_sku;colr|The column 'colr' is no attribute of the operator",
                "category;shop_sku;category|A column comes twice",
                "category;\"shop_sku|The file is not valid CSV in UTF-8 with ';' as separator"
            })
    void aFileWithWrongColumnsFailsAsAWhole(String head, String reason) {
        var id = productImport(head + "\n");
        var status = SandboxCase.json(market.call("GET", "/api/products/imports/" + id));
        assertThat(status.path("import_status").asString()).isEqualTo("TRANSFORMATION_FAILED");
        assertThat(status.path("reason_status").asString()).isEqualTo(reason);
    }

    @Test
    void anImportTakesItsTime() {
        var id = SandboxCase.json(market.upload("/api/products/imports", HEAD + GLOVE))
                .path("import_id")
                .asString();
        var seen = Stream.of(0, 30, 60, 70, 60, 120)
                .map(seconds -> {
                    market.pass(Duration.ofSeconds(seconds));
                    return SandboxCase.json(market.call("GET", "/api/products/imports/" + id))
                            .path("import_status")
                            .asString();
                })
                .toList();
        assertThat(seen)
                .containsExactly(
                        "TRANSFORMATION_WAITING", "TRANSFORMATION_RUNNING", "WAITING", "RUNNING", "SENT", "COMPLETE");
        assertThat(market.call("GET", "/api/products/imports/" + id + "/new_product_report")
                        .text())
                .contains("\"GL-1\";\"P100001\";\"EPI-GANTS\"");
    }

    @Test
    void whatAnOfferLeavesOutIsReset() {
        productImport(HEAD + GLOVE);
        offerImport(OFFERS + "GL-1;4006381333931;EAN;9.90;12;11;update\n");
        assertThat(market.records("offers").get("GL-1").path("quantity").asInt())
                .isEqualTo(12);
        market.call(
                "POST",
                "/api/offers",
                "{\"offers\":[{\"shop_sku\":\"GL-1\",\"product_id\":\"4006381333931\",\"product_id_type\":\"EAN\","
                        + "\"price\":8.5,\"state_code\":\"11\",\"update_delete\":\"update\"}]}");
        market.pass(Duration.ofMinutes(2));
        var offer = market.records("offers").get("GL-1");
        assertThat(offer.path("quantity").asInt()).isZero();
        assertThat(offer.path("price").decimalValue()).isEqualByComparingTo("8.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ";4006381333931;EAN;9.90;1;11;update|The offer sku is required",
                "A;4006381333931;EAN;0;1;11;update|The price is required, above 0",
                "A;4006381333931;EAN;1.999;1;11;update|with at most 2 decimals",
                "A;4006381333931;EAN;9.90;1;12;update|The state '12' is unknown",
                "A;4006381333931;EAN;9.90;-1;11;update|'quantity' must be a whole number",
                "A;4006381333948;EAN;9.90;1;11;update|There is no product with EAN '4006381333948'",
                "A;;;9.90;1;11;update|are required at creation",
                "A;4006381333931;EAN;9.90;1;11;remove|update-delete is 'update' or 'delete'",
                "A;;;;;;delete|There is no offer 'A' to delete"
            })
    void aWrongOfferIsInTheErrorReport(String line, String error) {
        productImport(HEAD + GLOVE);
        var id = offerImport(OFFERS + line + "\n");
        var status = SandboxCase.json(market.call("GET", "/api/offers/imports/" + id));
        assertThat(status.path("status").asString()).isEqualTo("COMPLETE");
        assertThat(status.path("lines_in_error").asInt()).isEqualTo(1);
        assertThat(market.call("GET", "/api/offers/imports/" + id + "/error_report")
                        .text())
                .contains(error);
        assertThat(market.records("offers")).isEmpty();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> refusedCalls() {
        return Stream.of(
                refused("POST", "/api/offers", "application/json", "[]", 400, "the list 'offers'"),
                refused("POST", "/api/offers", "application/json", "{\"offers\":[{}]}", 400, "price: must not be null"),
                refused(
                        "POST",
                        "/api/offers",
                        "application/json",
                        "{\"offers\":[{\"shop_sku\":\"A\",\"product_id\":\"1\",\"product_id_type\":\"EAN\","
                                + "\"price\":\"8.5\",\"state_code\":\"11\",\"update_delete\":\"\"}]}",
                        400,
                        "price: must be a number"),
                refused(
                        "POST",
                        "/api/offers",
                        "application/json",
                        "{\"offers\":[{\"sku\":\"A\"}]}",
                        400,
                        "offers[0].sku: unknown field"),
                refused("POST", "/api/offers", "text/plain", "x", 415, "application/json"),
                refused("POST", "/api/offers/imports", "text/csv", OFFERS, 400, "multipart/form-data"),
                refused("POST", "/api/products/imports", "text/csv", HEAD, 400, "multipart/form-data"),
                refused("GET", "/api/offers?shop_id=7", null, "", 403, "no access"),
                refused("GET", "/api/offers?shop_id=x", null, "", 400, "must be a number"),
                refused("GET", "/api/products/imports/1", null, "", 404, "not found"),
                refused("GET", "/api/offers/stock/imports/sto-9/error_report", null, "", 404, "not available"),
                refused("DELETE", "/api/offers", null, "", 405, "Not Allowed"),
                refused("GET", "/api/nothing", null, "", 404, "Not Found"));
    }

    private static org.junit.jupiter.params.provider.Arguments refused(
            String method, String path, String type, String body, int status, String text) {
        return org.junit.jupiter.params.provider.Arguments.of(method, path, type, body, status, text);
    }

    @ParameterizedTest
    @MethodSource("refusedCalls")
    void aWrongCallIsRefusedAsAWhole(String method, String path, String type, String body, int status, String text) {
        var answer = market.call(method, path, type, type == null ? null : body.getBytes());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(SandboxCase.json(answer).path("message").asString()).contains(text);
    }

    @Test
    void anImportModeIsRequired() {
        for (var mode : new String[] {"import_mode=PARTIAL_UPDATE", "with_products=false"}) {
            var answer = market.upload("/api/offers/imports", OFFERS, mode);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("NORMAL or REPLACE");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "discount-price~9.90~The discount price must be below the price",
                "discount-ranges~5:8~'discount-ranges' must be written like",
                "price-ranges~5|8,x~'price-ranges' must be written like",
                "price[channel=PRO]~8,50~'price[channel=PRO]' must be a number",
                "available-end-date~22/11/2026~must be written like 2026-11-22",
                "leadtime-to-ship~two~'leadtime_to_ship' must be a whole number"
            })
    void aWrongCellOfAnOfferIsNamed(String column, String value, String error) {
        productImport(HEAD + GLOVE);
        var head = OFFERS.trim() + ";" + column + "\n";
        var id = offerImport(head + "A;GL-1;SHOP_SKU;9.90;1;11;;" + value + "\n");
        assertThat(market.call("GET", "/api/offers/imports/" + id + "/error_report")
                        .text())
                .contains(error);
        offerImport(head + "A;GL-1;SHOP_SKU;9.90;1;11;;\n");
        assertThat(market.records("offers")).hasSize(1);
    }

    @Test
    void reportsAreSpoiledToo() {
        var id = productImport(HEAD + GLOVE + GLOVE);
        market.standIn().arm(Fault.of(Fault.Kind.WRONG_IDS).on("P44"));
        market.standIn().arm(Fault.of(Fault.Kind.DUPLICATE_RESULTS).on("P44"));
        var report = market.call("GET", "/api/products/imports/" + id + "/error_report")
                .text();
        assertThat(report.lines().filter(line -> line.contains("\"GL-1-x\""))).hasSize(2);
        market.standIn().arm(Fault.of(Fault.Kind.OTHER_ITEMS).on("P44"));
        assertThat(market.call("GET", "/api/products/imports/" + id + "/error_report")
                        .text())
                .contains("NOBODY-ASKED-1");
    }

    @Test
    void replaceTakesAwayWhatIsNotInTheFile() {
        productImport(HEAD + GLOVE + GLOVE.replace("GL-1", "GL-2").replace("4006381333931", "4006381333948"));
        offerImport(OFFERS + "A;GL-1;SHOP_SKU;9.90;1;11;\nB;GL-2;SHOP_SKU;9.90;1;11;\n");
        var answer =
                market.upload("/api/offers/imports", OFFERS + "B;GL-2;SHOP_SKU;9.90;1;11;\n", "import_mode=REPLACE");
        market.pass(Duration.ofMinutes(2));
        assertThat(market.records("offers")).containsOnlyKeys("B");
        assertThat(SandboxCase.json(market.call(
                                "GET",
                                "/api/offers/imports/"
                                        + SandboxCase.json(answer)
                                                .path("import_id")
                                                .asString()))
                        .path("offer_deleted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theSameContentInFlightIsTheSameImport() {
        var file = OFFERS + "A;GL-1;SHOP_SKU;9.90;1;11;\n";
        var first =
                market.upload("/api/offers/imports", file, "import_mode=NORMAL").text();
        assertThat(market.upload("/api/offers/imports", file, "import_mode=NORMAL")
                        .text())
                .isEqualTo(first);
        market.pass(Duration.ofMinutes(2));
        assertThat(market.upload("/api/offers/imports", file, "import_mode=NORMAL")
                        .text())
                .isNotEqualTo(first);
    }

    @Test
    void stockChangesQuantitiesOnly() {
        productImport(HEAD + GLOVE);
        offerImport(OFFERS + "A;GL-1;SHOP_SKU;9.90;1;11;\n");
        var id = SandboxCase.json(market.upload(
                        "/api/offers/stock/imports",
                        "offer-sku;quantity;warehouse-code;update-delete\nA;5;NEV;\nA;7;LYO;\nZ;1;;\nA;x;;\n"))
                .path("import_id")
                .asString();
        market.pass(Duration.ofMinutes(1));
        var offer = market.records("offers").get("A");
        assertThat(offer.path("quantity").asInt()).isEqualTo(12);
        assertThat(offer.path("price").decimalValue()).isEqualByComparingTo("9.90");
        assertThat(market.call("GET", "/api/offers/stock/imports/" + id + "/error_report")
                        .text())
                .contains("\"4\";\"There is no offer 'Z'\"")
                .contains("\"5\";\"The quantity 'x' is no whole number");
    }

    @Test
    void quantitiesOfAnOfferStandTogetherAndNoneComesTwice() {
        productImport(HEAD + GLOVE);
        offerImport(OFFERS + "A;GL-1;SHOP_SKU;9.90;1;11;\nB;GL-1;SHOP_SKU;9.90;1;11;\n");
        var id = imported(
                market.upload(
                        "/api/offers/stock/imports",
                        "offer-sku;quantity;warehouse-code\nA;5;\nA;6;\nB;1;NEV\nA;7;LYO\n"),
                Duration.ofMinutes(1));
        assertThat(market.call("GET", "/api/offers/stock/imports/" + id + "/error_report")
                        .text())
                .contains("\"3\";\"This quantity comes twice\"")
                .contains("\"5\";\"Quantities of the same offer must stand together\"");
        assertThat(market.records("offers").get("A").path("quantity").asInt()).isEqualTo(5);
    }

    @Test
    void aPriceFileReplacesAllPricesOfAnOfferOrNone() {
        productImport(HEAD + GLOVE);
        offerImport(OFFERS + "A;GL-1;SHOP_SKU;9.90;1;11;\nB;GL-1;SHOP_SKU;7;1;11;\n");
        var head = "offer-sku;price;discount-price;discount-start-date;discount-end-date;channels\n";
        prices(head + "A;8.00;7.00;2026-12-01;2026-12-31;\nA;8.50;;;;PRO\nB;6;6;;;\n");
        assertThat(market.records("offers").get("A").path("prices").size()).isEqualTo(2);
        assertThat(market.records("offers").get("B").path("price").decimalValue())
                .isEqualByComparingTo("7");
        var id = prices(head + "A;8.00;;;;\nB;6;;;;\nA;9;;;;PRO\n");
        assertThat(market.call("GET", "/api/offers/pricing/imports/" + id + "/error_report")
                        .text())
                .contains("Prices of the same offer must stand together");
        assertThat(market.records("offers").get("A").path("prices").size()).isEqualTo(2);
        prices(head + "A;5;;;;\n");
        assertThat(market.records("offers").get("A").path("prices").size()).isEqualTo(1);
        assertThat(market.records("offers").get("A").path("price").decimalValue())
                .isEqualByComparingTo("5");
    }

    @Test
    void onlyTheBareKeyOpens() {
        for (var key : new String[] {"Bearer sandbox-test", "wrong", null}) {
            assertThat(market.header("Authorization", key)
                            .call("GET", "/api/offers")
                            .status())
                    .isEqualTo(401);
        }
        var last = market.lines().get(market.lines().size() - 2);
        assertThat(last.path("key").path("right").asBoolean()).isFalse();
        assertThat(last.path("key").path("masked").asString()).isEqualTo("w****");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P41|POST|/api/products/imports|900",
                "P42|GET|/api/products/imports/1|60",
                "P51|GET|/api/products/imports|60",
                "OF01|POST|/api/offers/imports|60",
                "OF02|GET|/api/offers/imports/1|60",
                "OF03|GET|/api/offers/imports/1/error_report|60",
                "OF24|POST|/api/offers|60",
                "STO01|POST|/api/offers/stock/imports|60",
                "STO02|GET|/api/offers/stock/imports/1/status|15",
                "STO03|GET|/api/offers/stock/imports/1/error_report|60",
                "PRI01|POST|/api/offers/pricing/imports|60",
                "PRI02|GET|/api/offers/pricing/imports|60",
                "PRI03|GET|/api/offers/pricing/imports/1/error_report|60",
                "H11|GET|/api/hierarchies|3600",
                "PM11|GET|/api/products/attributes|3600",
                "VL11|GET|/api/values_lists|3600"
            })
    void noOperationIsCalledMoreOftenThanPublished(String operation, String method, String path, int seconds) {
        market.standIn().watch(org.caravanserai.sandbox.StandIn.Watch.REFUSE);
        assertThat(market.call(method, path).status()).isNotEqualTo(429);
        market.pass(Duration.ofSeconds(seconds / 2));
        var early = market.call(method, path);
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.headers()).containsEntry("Retry-After", Integer.toString(seconds - seconds / 2));
        market.pass(Duration.ofSeconds(seconds - seconds / 2));
        assertThat(market.call(method, path).status()).isNotEqualTo(429);
        assertThat(market.lines().stream().filter(line -> line.has("violation")))
                .singleElement()
                .satisfies(line -> assertThat(line.path("operation").asString()).isEqualTo(operation));
    }

    @Test
    void jobsHangAndVanishOnDemand() {
        market.standIn().arm(Fault.of(Fault.Kind.HANG_JOB).on("P41"));
        market.standIn().arm(Fault.of(Fault.Kind.LOSE_JOB).on("OF24"));
        var hanging = productImport(HEAD + GLOVE);
        market.pass(Duration.ofDays(2));
        assertThat(SandboxCase.json(market.call("GET", "/api/products/imports/" + hanging))
                        .path("import_status")
                        .asString())
                .isEqualTo("SENT");
        var lost = market.call(
                "POST",
                "/api/offers",
                "{\"offers\":[{\"shop_sku\":\"A\",\"product_id\":\"1\",\"product_id_type\":\"EAN\",\"price\":8.5,"
                        + "\"state_code\":\"11\",\"update_delete\":\"\"}]}");
        assertThat(lost.status()).isEqualTo(201);
        assertThat(market.call(
                                "GET",
                                "/api/offers/imports/"
                                        + SandboxCase.json(lost)
                                                .path("import_id")
                                                .asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void partOfAFileIsRefusedOnDemand() {
        market.standIn().arm(Fault.of(Fault.Kind.REFUSE_PART).with("keys", "GL-2"));
        var id = productImport(HEAD + GLOVE + GLOVE.replace("GL-1", "GL-2").replace("4006381333931", "4006381333948"));
        assertThat(market.records("products")).containsOnlyKeys("GL-1");
        assertThat(market.call("GET", "/api/products/imports/" + id + "/error_report")
                        .text())
                .contains("The operator refuses the product 'GL-2'");
    }

    @Test
    void itSpeaksAsTheVendorDescribes() {
        var contract = Contract.of(Needs.shared("contracts/mirakl/seller-mmp-openapi.json"));
        market.against(contract);
        var id = productImport(HEAD + GLOVE + GLOVE.replace("GL-1", "GL-2"));
        for (var path : new String[] {"/api/hierarchies", "/api/products/attributes", "/api/values_lists"}) {
            assertThat(market.call("GET", path).status()).isEqualTo(200);
        }
        market.call("GET", "/api/products/imports/" + id);
        market.call("GET", "/api/products/imports?status=COMPLETE");
        market.call("GET", "/api/products/imports/" + id + "/error_report");
        market.call("GET", "/api/products/imports/" + id + "/new_product_report");
        var offers = offerImport(OFFERS + "A;GL-1;SHOP_SKU;9.90;1;11;\nB;X;SHOP_SKU;9.90;1;11;\n");
        market.call("GET", "/api/offers/imports/" + offers);
        market.call("GET", "/api/offers/imports/" + offers + "/error_report");
        market.call(
                "POST",
                "/api/offers?shop_id=2000",
                "{\"offers\":[{\"shop_sku\":\"A\",\"product_id\":\"GL-1\",\"product_id_type\":\"SHOP_SKU\","
                        + "\"price\":8.5,\"quantity\":3,\"state_code\":\"11\",\"update_delete\":\"update\"}]}");
        market.pass(Duration.ofMinutes(2));
        market.call("GET", "/api/offers?sku=A");
        market.call("GET", "/api/offers/5001");
        var stock = SandboxCase.json(market.upload("/api/offers/stock/imports", "offer-sku;quantity\nA;5\nZ;1\n"))
                .path("import_id")
                .asString();
        var price = prices("offer-sku;price\nA;5\nZ;5\n");
        market.call("GET", "/api/offers/stock/imports/" + stock + "/status");
        market.call("GET", "/api/offers/stock/imports/" + stock + "/error_report");
        market.call("GET", "/api/offers/pricing/imports?import_id=" + price);
        market.call("GET", "/api/offers/pricing/imports/" + price + "/error_report");
        assertThat(market.breaches()).isEmpty();
        assertThat(contract.request(
                        "POST", "/api/offers", java.util.Map.of(), "application/json", "{\"offers\":[{}]}".getBytes()))
                .as("a contract that allows everything is none")
                .isNotEmpty();
    }

    private String productImport(String csv) {
        return imported(market.upload("/api/products/imports", csv), Duration.ofMinutes(5));
    }

    private String offerImport(String csv) {
        return imported(market.upload("/api/offers/imports", csv, "import_mode=NORMAL"), Duration.ofMinutes(2));
    }

    private String prices(String csv) {
        return imported(market.upload("/api/offers/pricing/imports", csv), Duration.ofMinutes(1));
    }

    private String imported(Answer answer, Duration takes) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        market.pass(takes);
        return SandboxCase.json(answer).path("import_id").asString();
    }
}
