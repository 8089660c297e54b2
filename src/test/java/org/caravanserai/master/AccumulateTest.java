package org.caravanserai.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.master.Samples.document;
import static org.caravanserai.master.Samples.map;
import static org.caravanserai.master.Samples.product;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Incoming.Sections;
import org.junit.jupiter.api.Test;

class AccumulateTest {
    private final Accumulate products =
            new Accumulate(Samples.model(Samples.TRUST).of(Kind.PRODUCTS));
    private final Accumulate offers =
            new Accumulate(Samples.model(Samples.TRUST).of(Kind.OFFERS));

    @Test
    void absent_is_untouched_null_clears_and_a_list_is_replaced_whole() {
        var first = apply(null, 1, product("A", "status", "active", "gtin", "1", "media", List.of("M-1", "M-2")));
        var second = apply(first, 2, product("A", "gtin", null, "media", List.of("M-3")));
        assertThat(second.document().values()).isEqualTo(map("media", List.of("M-3"), "status", "active"));
        assertThat(second.runOf("status")).isEqualTo(1);
        assertThat(second.runOf("media")).isEqualTo(2);
    }

    @Test
    void locales_and_scopes_are_touched_one_by_one() {
        var first = apply(
                null,
                1,
                product(
                        "A",
                        "name",
                        map("fr_FR", "Gant", "en_GB", "Glove"),
                        "description",
                        map("print", map("fr_FR", "x"))));
        var second = apply(
                first,
                2,
                product(
                        "A",
                        "name",
                        map("en_GB", null, "de_DE", "Handschuh"),
                        "description",
                        map("print", map("en_GB", "y"))));
        assertThat(second.document().values())
                .isEqualTo(map(
                        "name", map("fr_FR", "Gant", "de_DE", "Handschuh"),
                        "description", map("print", map("fr_FR", "x", "en_GB", "y"))));
        assertThat(second.runOf("name.fr_FR")).isEqualTo(1);
        assertThat(second.runOf("name.de_DE")).isEqualTo(2);
        assertThat(second.runOf("description.print.en_GB")).isEqualTo(2);
        var third = apply(second, 3, product("A", "name", null, "description", map("print", null)));
        assertThat(third.document().values()).isEmpty();
    }

    @Test
    void the_same_delivery_twice_changes_nothing() {
        var delivery = product(
                "A", "status", "active", "gtin", null, "name", map("fr_FR", "Gant", "en_GB", null), "media", List.of());
        var first = apply(null, 1, delivery);
        assertThat(apply(first, 2, delivery)).isSameAs(first);
    }

    @Test
    void a_full_section_replaces_and_a_delta_upserts_by_identity() {
        var a = map("list", "public", "minQuantity", "1", "amount", "10");
        var b = map("list", "public", "minQuantity", "10", "amount", "9");
        var newB = map("list", "public", "minQuantity", "10", "amount", "8");
        var first = offers.apply(null, "erp", incoming(Sections.REPLACE, "prices", List.of(a, b)), 1);
        var delta = offers.apply(first, "erp", incoming(Sections.UPSERT, "prices", List.of(newB)), 2);
        assertThat(delta.document().values()).isEqualTo(map("prices", List.of(a, newB)));
        var full = offers.apply(delta, "erp", incoming(Sections.REPLACE, "prices", List.of(newB)), 3);
        assertThat(full.document().values()).isEqualTo(map("prices", List.of(newB)));
        var stock = offers.apply(
                full,
                "erp",
                incoming(Sections.UPSERT, "stock", List.of(map("warehouse", "nevers", "quantity", "5"))),
                4);
        assertThat(stock.document().values().keySet()).containsExactly("prices", "stock");
        assertThat(stock.runOf("prices")).isEqualTo(3);
        assertThat(stock.runOf("stock")).isEqualTo(4);
    }

    @Test
    void an_object_by_key_meets_element_by_element_unless_the_load_is_full() {
        var first =
                apply(null, 1, product("A", "packaging", map("EA", map("quantity", "1"), "BX", map("quantity", "12"))));
        var second = apply(first, 2, product("A", "packaging", map("BX", map("quantity", "10"))));
        assertThat(second.document().values())
                .isEqualTo(map("packaging", map("EA", map("quantity", "1"), "BX", map("quantity", "10"))));
        var only = new Incoming(
                product("A", "packaging", map("BX", map("quantity", "10"))), List.of(), Sections.REPLACE, Map.of());
        assertThat(products.apply(second, "pim", only, 3).document().values())
                .isEqualTo(map("packaging", map("BX", map("quantity", "10"))));
    }

    @Test
    void a_finding_stands_until_its_attribute_is_mentioned_again() {
        var bad = new Finding("VAL-003", Finding.Severity.WARN, "gtin", "123", "The check digit is wrong.", null);
        var first = products.apply(
                null, "erp", new Incoming(product("A", "status", "x"), List.of(bad), Sections.AS_WRITTEN, Map.of()), 1);
        var untouched = apply(first, 2, product("A", "status", "y"));
        assertThat(untouched.findings()).containsExactly(bad);
        var mended = apply(untouched, 3, product("A", "gtin", "4006381333931"));
        assertThat(mended.findings()).isEmpty();
        assertThat(mended.document().values()).containsEntry("gtin", "4006381333931");
    }

    @Test
    void a_correction_can_be_lifted_value_by_value() {
        var note = new SourceRecord.Note("anna", "typo of the supplier", 1000L);
        var given = product("A", "name", map("fr_FR", "Gant", "en_GB", "Glove"), "status", "active");
        var record = products.apply(
                null,
                "steward",
                new Incoming(given, List.of(), Sections.AS_WRITTEN, Map.of("name.fr_FR", note, "status", note)),
                1);
        var lifted = products.without(record, Set.of("name.fr_FR", "weight"));
        assertThat(lifted.document().values()).isEqualTo(map("name", map("en_GB", "Glove"), "status", "active"));
        assertThat(lifted.notes().keySet()).containsExactly("status");
        assertThat(products.without(lifted, Set.of("name.fr_FR"))).isSameAs(lifted);
        assertThat(products.without(lifted, Set.of("name.en_GB", "status"))
                        .document()
                        .values())
                .isEmpty();
    }

    @Test
    void a_new_word_on_a_value_replaces_its_note() {
        var note = new SourceRecord.Note("anna", "until the new packaging", 1000L);
        var record = products.apply(
                null,
                "steward",
                new Incoming(
                        product("A", "status", "x", "gtin", "1"),
                        List.of(),
                        Sections.AS_WRITTEN,
                        Map.of("status", note, "gtin", note)),
                1);
        var again = products.apply(record, "steward", Incoming.of(product("A", "status", "y")), 2);
        assertThat(again.notes().keySet()).containsExactly("gtin");
    }

    private SourceRecord apply(SourceRecord before, long run, Document document) {
        return products.apply(before, "pim", Incoming.of(document), run);
    }

    private static Incoming incoming(Sections sections, Object... values) {
        return new Incoming(document(Kind.OFFERS, "A", values), List.of(), sections, Map.of());
    }
}
