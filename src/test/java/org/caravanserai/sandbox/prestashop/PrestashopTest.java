package org.caravanserai.sandbox.prestashop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the shop has a request that breaks it. */
class PrestashopTest {
    private static final String GLOVE = "<reference>GL-1</reference><price>9.90</price><active>1</active>"
            + "<state>1</state><ean13>4006381333931</ean13><id_category_default>2</id_category_default>"
            + "<id_tax_rules_group>1</id_tax_rules_group>"
            + "<name><language id=\"1\">Gant &amp; cuir</language><language id=\"2\">Glove</language></name>"
            + "<link_rewrite><language id=\"1\">gant</language></link_rewrite>"
            + "<associations><categories><category><id>2</id></category></categories></associations>";

    private final SandboxCase shop = new SandboxCase("prestashop");

    @BeforeEach
    void key() {
        key("sandbox-test:");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<price>9.90</price>|<quantity>4</quantity><price>9.90</price>|93|\"quantity\" not writable",
                "<price>9.90</price>|<manufacturer_name>M</manufacturer_name>|93|not writable",
                "<price>9.90</price>||41|\"price\" required",
                "<price>9.90</price>|<price></price>|41|\"price\" required",
                "<price>9.90</price>|<price>9,90</price>|85|product->price is not valid",
                "<price>9.90</price>|<price>1</price><price>2</price>|94|comes twice",
                "<price>9.90</price>|<price>1</price><colour>red</colour>|94|\"colour\" does not exist",
                "<price>9.90</price>|<id>7</id><price>1</price>|90|id is forbidden",
                "4006381333931|4006381333931X|85|product->ean13 length must be at most 13",
                "4006381333931|ABC|85|product->ean13 is not valid",
                "Gant &amp; cuir|Gant {cuir}|85|product->name is not valid",
                "Gant &amp; cuir|Gant &lt;b&gt;|85|product->name is not valid",
                "language id=\"2\"|language id=\"9\"|85|no language with the id 9",
                "<language id=\"1\">gant</language>|gant|85|needs <language id=",
                "<language id=\"1\">gant</language>|<language id=\"1\">Gant cuir</language>|85|link_rewrite is not valid",
                "<reference>GL-1</reference>|<reference><language id=\"1\">A</language></reference>|85|has one value",
                "<id_category_default>2|<id_category_default>99|85|names no record of categories: 99",
                "<category><id>2</id>|<category><id>99</id>|85|names no record: 99",
                "<categories>|<categorie>|127|cannot be read as XML"
            })
    void aWrongProductIsRefused(String part, String wrong, int code, String message) {
        assertThat(GLOVE).contains(part);
        var answer = create("products", "product", GLOVE.replace(part, wrong == null ? "" : wrong));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("<code><![CDATA[" + code + "]]></code>")
                .contains(message);
        assertThat(shop.records("products")).isEmpty();
        assertThat(shop.records("stock_availables")).isEmpty();
    }

    @Test
    void aTitleHasAtMost128Characters() {
        assertThat(create("products", "product", GLOVE.replace("Gant &amp; cuir", "x".repeat(129)))
                        .text())
                .contains("length must be at most 128");
    }

    @Test
    void hostileXmlIsRefused() {
        for (var xml : List.of(
                "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><prestashop><product>&x;</product></prestashop>",
                "<prestashop>" + "<a>".repeat(40) + "</a>".repeat(40) + "</prestashop>",
                "<shop><product/></shop>",
                "<prestashop><product/><product/></prestashop>",
                "")) {
            assertThat(shop.call("POST", "/api/products", "text/xml", xml.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void creatingTwiceMakesTwo() {
        assertThat(create("products", "product", GLOVE).status()).isEqualTo(201);
        assertThat(create("products", "product", GLOVE).status()).isEqualTo(201);
        var found = shop.call("GET", "/api/products?filter[reference]=[GL-1]&display=[id,reference]")
                .text();
        assertThat(found).contains("<id><![CDATA[1]]></id>", "<id><![CDATA[2]]></id>");
        assertThat(shop.records("stock_availables")).hasSize(2);
    }

    @Test
    void answersAreSpoiledToo() {
        shop.standIn().arm(Fault.of(Fault.Kind.WRONG_IDS));
        assertThat(create("products", "product", GLOVE).text())
                .contains("<id>91</id>", "<reference>GL-1-x</reference>");
        assertThat(shop.call("GET", "/api/products/1").text()).contains("<id><![CDATA[1]]></id>");
    }

    @Test
    void putForgetsAndPatchKeeps() {
        create("products", "product", GLOVE);
        change("PATCH", "products", "product", "1", "<price>8</price>");
        assertThat(shop.records("products").get("1").path("reference").asString())
                .isEqualTo("GL-1");
        assertThat(change("PUT", "products", "product", "1", "<price>7</price>").status())
                .isEqualTo(200);
        var product = shop.records("products").get("1");
        assertThat(product.path("reference").asString()).isEmpty();
        assertThat(product.path("active").asString()).isEqualTo("0");
        assertThat(product.path("name").toString()).isEqualTo("{\"1\":\"\",\"2\":\"\",\"3\":\"\"}");
        assertThat(product.path("associations").path("categories").size()).isEqualTo(1);
        assertThat(change("PUT", "products", "product", "9", "<price>7</price>").status())
                .isEqualTo(404);
        assertThat(put("/api/products/2", "<prestashop><product><id>1</id><price>1</price></product></prestashop>")
                        .text())
                .contains("not the id of the address");
        assertThat(put("/api/products/1", "<prestashop><product><price>1</price></product></prestashop>")
                        .text())
                .contains("id is required");
    }

    @Test
    void whatIsReadCannotBeSentBackAsItIs() {
        create("products", "product", GLOVE);
        var read = shop.call("GET", "/api/products/1").text();
        assertThat(read).contains("<language id=\"1\"><![CDATA[Gant & cuir]]></language>");
        assertThat(put("/api/products/1", read.substring(read.indexOf("<prestashop")))
                        .text())
                .contains("not writable");
    }

    @Test
    void stockIsMadeByTheShopAndSummedUp() {
        create("products", "product", GLOVE);
        create("product_options", "product_option", "<group_type>select</group_type>" + names("name", "public_name"));
        create(
                "product_option_values",
                "product_option_value",
                "<id_attribute_group>1</id_attribute_group>" + names("name"));
        var variant = "<id_product>1</id_product><minimal_quantity>1</minimal_quantity><reference>GL-1-9</reference>"
                + "<associations><product_option_values><product_option_value><id>1</id></product_option_value>"
                + "</product_option_values></associations>";
        assertThat(create("combinations", "combination", variant).status()).isEqualTo(201);
        var stock = "<id_product>1</id_product><id_product_attribute>1</id_product_attribute>"
                + "<quantity>12</quantity><depends_on_stock>0</depends_on_stock><out_of_stock>2</out_of_stock>";
        assertThat(change("PUT", "stock_availables", "stock_available", "2", stock)
                        .status())
                .isEqualTo(200);
        assertThat(shop.records("stock_availables").get("1").path("quantity").asString())
                .isEqualTo("12");
        assertThat(change(
                                "PUT",
                                "stock_availables",
                                "stock_available",
                                "2",
                                stock.replace("<out_of_stock>2</out_of_stock>", ""))
                        .text())
                .contains("\"out_of_stock\" required");
        assertThat(create("stock_availables", "stock_available", stock).status())
                .isEqualTo(405);
        shop.call("DELETE", "/api/products/1");
        assertThat(shop.records("stock_availables")).isEmpty();
        assertThat(shop.records("combinations")).isEmpty();
    }

    @Test
    void aSpecialPriceIsOnceOnly() {
        create("products", "product", GLOVE);
        var price = "<id_shop>1</id_shop><id_cart>0</id_cart><id_product>1</id_product><id_currency>0</id_currency>"
                + "<id_country>0</id_country><id_group>4</id_group><id_customer>0</id_customer><price>-1</price>"
                + "<from_quantity>10</from_quantity><reduction>0.1</reduction><reduction_tax>0</reduction_tax>"
                + "<reduction_type>percentage</reduction_type><from>0000-00-00 00:00:00</from>"
                + "<to>0000-00-00 00:00:00</to>";
        assertThat(create("specific_prices", "specific_price", price).status()).isEqualTo(201);
        assertThat(create("specific_prices", "specific_price", price).status()).isEqualTo(500);
        assertThat(create("specific_prices", "specific_price", price.replace(">10<", ">20<"))
                        .status())
                .isEqualTo(201);
        assertThat(create("specific_prices", "specific_price", price.replace("percentage", "share"))
                        .text())
                .contains("reduction_type is not valid");
        assertThat(create(
                                "specific_prices",
                                "specific_price",
                                price.replace("0.1", "10").replace(">10<", ">30<"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter[sku]=[A]|This filter does not exist",
                "filter[date_upd]=[2026-01-01,2027-01-01]|need date=1",
                "display=[sku]|Unable to display this field",
                "display=all|bad syntax",
                "filtre[id]=1|This parameter is not known"
            })
    void aWrongQuestionIsRefused(String query, String message) {
        var answer = shop.call("GET", "/api/products?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(message);
    }

    @Test
    void listsArePagedSortedAndFiltered() {
        for (int i = 1; i <= 5; i++) {
            create("products", "product", GLOVE.replace("GL-1", "GL-" + i));
        }
        assertThat(ids("sort=[id_DESC]&limit=1,2")).containsExactly("4", "3");
        assertThat(ids("filter[reference]=[GL-2|GL-4]")).containsExactly("2", "4");
        assertThat(ids("filter[id]=[2,3]")).containsExactly("2", "3");
        assertThat(ids("filter[reference]=[GL]%")).hasSize(5);
        assertThat(ids("filter[date_upd]=[2026-11-22,2026-11-23]&date=1")).hasSize(5);
        assertThat(ids("filter[date_upd]=[2026-11-23,2026-11-24]&date=1")).isEmpty();
        assertThat(shop.call("GET", "/api/products?schema=synopsis").text())
                .contains("<quantity read_only=\"true\">", "<reference maxSize=\"64\" format=\"isReference\">");
    }

    @Test
    void anImageIsAPicture() {
        create("products", "product", GLOVE);
        assertThat(image("/api/images/products/1", "\u0089PNG\r\n1").status()).isEqualTo(200);
        assertThat(image("/api/images/products/1", "GIF89a").status()).isEqualTo(200);
        assertThat(image("/api/images/products/1", "<html>").text()).contains("not recognized");
        assertThat(image("/api/images/products/9", "GIF89a").text()).contains("does not exist");
        assertThat(shop.call("POST", "/api/images/products/1", "image/png", new byte[] {1})
                        .text())
                .contains("Please set an");
        assertThat(shop.call("GET", "/api/images/products/1").text()).contains("declination id=\"2\"");
        assertThat(shop.call("DELETE", "/api/images/products/1/1").status()).isEqualTo(200);
        assertThat(shop.records("images")).containsOnlyKeys("2");
    }

    @Test
    void theKeyIsTheNameAndThereIsNoPassword() {
        for (var pair : List.of("sandbox-test:x", "x:sandbox-test", "other:")) {
            key(pair);
            assertThat(shop.call("GET", "/api/products").text()).contains("Invalid authentication key");
        }
        shop.header("Authorization", null);
        assertThat(shop.call("GET", "/api/products").status()).isEqualTo(401);
    }

    @Test
    void oneIsRefusedOnDemand() {
        shop.standIn().arm(Fault.of(Fault.Kind.REFUSE_PART).times(0).with("keys", "GL-2"));
        assertThat(create("products", "product", GLOVE).status()).isEqualTo(201);
        assertThat(create("products", "product", GLOVE.replace("GL-1", "GL-2")).status())
                .isEqualTo(400);
    }

    @Test
    void itsFieldsAreThoseOfTheVendorsDocumentation() throws IOException {
        var contract = Json.read(Files.readAllBytes(Needs.shared("contracts/prestashop/webservice-fields.json")))
                .orElseThrow();
        for (var resource : Resources.all()) {
            var documented = new ArrayList<String>();
            for (var field : contract.path(resource.name()).values().iterator().next()) {
                if (!field.path("name").asString().equals("associations")) {
                    documented.add(field.path("name").asString() + " "
                            + field.path("format").asString("").replace("IsGenericName", "isGenericName") + " "
                            + field.path("maxSize").asInt(Integer.MAX_VALUE) + " "
                            + field.path("required").asBoolean() + " "
                            + field.path("writable").asBoolean());
                }
            }
            var ours = resource.fields().values().stream()
                    .map(field -> field.name() + " " + field.format() + " " + field.longest() + " " + field.required()
                            + " " + field.writable())
                    .toList();
            assertThat(ours).as(resource.name()).isEqualTo(documented);
        }
    }

    private void key(String pair) {
        shop.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer create(String resource, String item, String inner) {
        var xml = "<prestashop><" + item + ">" + inner + "</" + item + "></prestashop>";
        return shop.call("POST", "/api/" + resource, "text/xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private Answer change(String method, String resource, String item, String id, String inner) {
        var xml = "<prestashop><" + item + "><id>" + id + "</id>" + inner + "</" + item + "></prestashop>";
        return shop.call(method, "/api/" + resource + "/" + id, "text/xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private Answer put(String path, String xml) {
        return shop.call("PUT", path, "text/xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private Answer image(String path, String content) {
        var form = "--cut\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n" + content
                + "\r\n--cut--\r\n";
        return shop.call("POST", path, "multipart/form-data; boundary=cut", form.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> ids(String query) {
        var found = java.util.regex.Pattern.compile("<product id=\"(\\d+)\"/>")
                .matcher(shop.call("GET", "/api/products?" + query).text());
        return found.results().map(one -> one.group(1)).toList();
    }

    private static String names(String... fields) {
        var xml = new StringBuilder();
        for (var field : fields) {
            xml.append("<" + field + "><language id=\"1\">Taille</language></" + field + ">");
        }
        return xml.toString();
    }
}
