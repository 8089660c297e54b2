package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.RemoteRef;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Words;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code remote}: documents named by the partner's ids. */
class RemotesTest {
    private static final String GLOVE = """
            {"sku":"GL-200-9","parent":"GL-200","brand":"morvan","warranty":24,"color":"red","categories":["epi/gants","epi"],
             "media":["M-1","M-2"],"features":["dry"]}""";
    private static final Map<String, String> RELATED = Map.of(
            "products GL-200", "{\"sku\":\"GL-200\"}",
            "media M-1", "{\"code\":\"M-1\",\"url\":\"https://m/1.jpg\",\"role\":\"photo\"}",
            "media M-2", "{\"code\":\"M-2\",\"url\":\"https://m/2.jpg\",\"role\":\"sheet\"}",
            "categories epi/gants", "{\"code\":\"epi/gants\",\"parent\":\"epi\"}",
            "categories epi", "{\"code\":\"epi\"}");

    @TempDir
    Path folder;

    private static Row row(String fields) {
        var result = new MapFixture()
                .map("t/product-out", "fields:\n" + fields.indent(2))
                .apply("t/product-out", GLOVE, RELATED);
        return ((MapResult.Mapped) result).row();
    }

    private static RemoteRef of(String stream, String key) {
        return new RemoteRef(stream, key);
    }

    @Test
    void keysOfDocumentsAreNamedByTheirStream() {
        var row = row("""
                id: { remote: self }
                id_category_default: { from: categories, pick: last, take: code, remote: categories }
                product_id: { from: parent.sku, remote: products }
                categories: { from: categories, remote: categories, max: 1 items }
                brand: { template: "brand-{brand}", remote: categories }
                colour: { from: color, table: colors, remote: categories }
                group: { value: "sku.before('-')", remote: products }
                none: { from: gtin, remote: products }
                home: { when: "warranty > 100", from: sku, remote: products, else: "2" }
                images: { each: media, where: "role = 'photo'", fields: { own: { remote: self }, id: { from: code, remote: media }, url: url } }
                """);
        assertThat(row.value("id")).isEqualTo(of("self", "GL-200-9"));
        assertThat(row.value("id_category_default")).isEqualTo(of("categories", "epi"));
        assertThat(row.value("product_id")).isEqualTo(of("products", "GL-200"));
        assertThat(row.value("categories")).isEqualTo(List.of(of("categories", "epi/gants")));
        assertThat(row.value("brand")).isEqualTo(of("categories", "brand-morvan"));
        assertThat(row.value("colour")).isEqualTo(of("categories", "Rouge"));
        assertThat(row.value("group")).isEqualTo(of("products", "GL"));
        assertThat(row.value("none")).isNull();
        assertThat(row.value("home")).isEqualTo("2");
        assertThat(((Row) ((List<?>) row.value("images")).get(0)).asMap())
                .containsExactly(
                        Map.entry("own", of("self", "GL-200-9")),
                        Map.entry("id", of("media", "M-1")),
                        Map.entry("url", "https://m/1.jpg"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfDocumentHasItsOwnId(Kind kind) {
        var name = "t/" + Words.singular(kind.word()) + "-out";
        var result = new MapFixture()
                .map(name, "fields:\n  id: { remote: self }\n")
                .apply(name, "{\"" + kind.keyField() + "\":\"K-1\"}", Map.of());
        assertThat(((MapResult.Mapped) result).row().value("id")).isEqualTo(of("self", "K-1"));
    }

    @Test
    void theHashCountsStreamAndKey() {
        long hash = row("a: { from: sku, remote: products }").hash();
        assertThat(row("a: { from: sku, remote: products }").hash()).isEqualTo(hash);
        assertThat(row("a: { from: sku, remote: offers }").hash()).isNotEqualTo(hash);
        assertThat(row("a: { from: parent.sku, remote: products }").hash()).isNotEqualTo(hash);
        assertThat(row("a: { template: \"products:{sku}\" }").hash()).isNotEqualTo(hash);
    }

    @Test
    void aListInTheTargetMayBeOne() {
        var world = new MapFixture()
                .file("t/fields.csv", "field;type;required;maxLength;values\nids;list;;;\nid;integer;;;\n")
                .map("t/product-out", """
                        target: t/fields.csv
                        fields:
                          ids: { from: categories, remote: categories }
                          id: { from: sku, remote: products }
                        """);
        var row = ((MapResult.Mapped) world.apply("t/product-out", GLOVE, RELATED)).row();
        assertThat(row.value("id")).isEqualTo(of("products", "GL-200-9"));
        assertThat((List<?>) row.value("ids")).hasSize(2);
        assertThat(world.map("t/product-out", """
                        target: t/fields.csv
                        fields:
                          ids: { from: sku, remote: products }
                          id: { from: categories, remote: categories }
                        """).problems("t/product-out"))
                .containsExactly(
                        "mappings/t/product-out.map.yaml:3:3 MAP-012 'ids' takes a list; use each or a list in from",
                        "mappings/t/product-out.map.yaml:4:3 MAP-012 'id' takes one value, this is a list; add pick: first or join: \", \"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{ from: sku, remote: product } ~ 2:27 MAP-023 'remote' is never 'product' (carts, categories, companies, consents, contacts, invoices, media, offers, order-status, orders, products, quotes, ...); did you mean 'products'?",
                "{ from: warranty, remote: products } ~ 2:32 MAP-013 remote goes with the natural key of a document, this is integer",
                "{ from: sku, remote: products, max: 3 characters } ~ 2:42 MAP-026 a key is not cut; max goes not with remote",
                "`{ from: categories, remote: categories, join: \",\" }` ~ 2:52 MAP-026 join goes not with remote, whose value is the key of a document",
                "{ from: sku, remote: self } ~ 2:8 MAP-026 remote: self is the item's own id; it takes no 'from'",
                "{ remote: products } ~ 2:3 MAP-009 'f' has no source; give one of const, each, from, price, stock, template, value",
                "{ from: sku, remote: [products] } ~ 2:27 MAP-003 'remote' takes one value, found a list; write: remote: products",
                "{ each: media, remote: media, fields: { url: url } } ~ 2:29 MAP-013 remote goes with the natural key of a document, this is row"
            })
    void wrongRemotesAreNamed(String entry, String message) {
        assertThat(new MapFixture()
                        .map("t/product-out", "fields:\n  f: " + entry + "\n")
                        .problems("t/product-out"))
                .containsExactly("mappings/t/product-out.map.yaml:" + message);
    }

    @Test
    void onlyOutwardMapsKnowRemote() {
        var problems = new Problems();
        var world = new MapFixture()
                .map("t/product-in", "fields:\n  sku: { from: A, remote: products }\n")
                .world();
        InwardMap.compile(world, "t/product-in", Dialect.PLAIN, problems);
        assertThat(problems.sorted().toString()).contains("MAP-002 'remote' is no key of an entry");
    }

    @Test
    void aMapSaysWhichStreamsItNames() {
        var set = MappingSet.of(new MapFixture().map("t/product-out", """
                                fields:
                                  id: { remote: self }
                                  all: { each: media, fields: { id: { from: code, remote: media } } }
                                  sku: sku
                                """).world(), Kind.PRODUCTS);
        assertThat(set.add("t/product-out", Circumstances.none(List.of("fr_FR")), Host.NONE, new Problems())
                        .orElseThrow()
                        .remotes())
                .containsExactlyInAnyOrder("self", "media");
    }

    @Test
    void explainShowsTheKey() {
        var explained = new MapFixture()
                .map("t/product-out", "fields:\n  id: { from: parent.sku, remote: products }\n")
                .explain("t/product-out", GLOVE, RELATED)
                .get(0);
        assertThat(explained.value()).hasToString("products:GL-200");
        assertThat(explained.rule()).isEqualTo("{from: parent.sku, remote: products}");
        assertThat(explained.inputs()).containsExactly(new Explained.Input("parent.sku", "GL-200"));
    }

    @Test
    void publishedFilesAndStreamsThatAreNotSentHaveNoIds() throws IOException {
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("routes/inbound/.keep", "");
        write("connectors/shop/connector.yaml", "title: Shop\nstreams: { products: {}, categories: {}, media: {} }\n");
        write("mappings/shop/product-out.map.yaml", """
                fields:
                  id: { remote: self }
                  parent: { from: parent.sku, remote: products }
                  category: { from: categories, pick: first, remote: categories }
                """);
        write("mappings/shop/category-out.map.yaml", "fields:\n  id: code\n");
        write(
                "config/channels/shop.yaml",
                "title: A\nsystem: shop\nmode: auto\nstreams: { products: {}, categories: {} }\n");
        assertThat(problems()).isEmpty();
        write("config/channels/shop.yaml", "title: A\nsystem: shop\nmode: auto\nstreams: { products: {} }\n");
        assertThat(problems())
                .containsExactly(
                        "mappings/shop/product-out.map.yaml:4:54 MAP-026 channel shop sends no 'categories' (products); add the stream, or"
                                + " look the id up in a table");
        write("config/channels/shop.yaml", """
                title: A
                system: feed
                mode: auto
                streams: { products: { map: shop/product-out, file: a.csv, format: { type: csv } } }
                """);
        assertThat(problems())
                .hasSize(3)
                .contains(
                        "mappings/shop/product-out.map.yaml:2:17 MAP-026 products of channel shop is a published file, to which no partner"
                                + " answers with ids; leave remote out");
    }

    private List<String> problems() {
        var home = Home.read(folder, null, Library.of(Path.of("").toAbsolutePath()));
        return new Maps()
                .check(home).stream()
                        .map(Object::toString)
                        .filter(each -> each.startsWith("mappings/shop/"))
                        .toList();
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
