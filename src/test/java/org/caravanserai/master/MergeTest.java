package org.caravanserai.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.master.Samples.TRUST;
import static org.caravanserai.master.Samples.map;
import static org.caravanserai.master.Samples.product;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Trust;
import org.junit.jupiter.api.Test;

class MergeTest {
    private final Merge merge = new Merge(TRUST, Samples.model(TRUST).of(Kind.PRODUCTS));

    @Test
    void the_best_ranked_source_wins_each_value() {
        var erp = SourceRecord.of(
                "erp", product("A", "name", map("fr_FR", "GANT", "en_GB", "GLOVE"), "weight", quantity("0.10")), 1);
        var pim = SourceRecord.of("pim", product("A", "name", map("fr_FR", "Gant"), "weight", quantity("0.12")), 2);
        var merged = merge.merge("A", List.of(erp, pim));
        assertThat(merged.document().values())
                .isEqualTo(map("name", map("en_GB", "GLOVE", "fr_FR", "Gant"), "weight", quantity("0.10")));
        assertThat(merged.lineage().winners())
                .isEqualTo(Map.of(
                        "name.fr_FR", new Lineage.Winner("pim", 2, "*"),
                        "name.en_GB", new Lineage.Winner("erp", 1, "*"),
                        "weight", new Lineage.Winner("erp", 1, "weight")));
    }

    @Test
    void a_locale_may_have_its_own_ranking() {
        var pim = SourceRecord.of("pim", product("A", "name", map("de_DE", "Handschuh", "fr_FR", "Gant")), 1);
        var translator = SourceRecord.of(
                "translator", product("A", "name", map("de_DE", "Arbeitshandschuh", "fr_FR", "Gants")), 2);
        var merged = merge.merge("A", List.of(pim, translator));
        assertThat(merged.document().values().get("name")).isEqualTo(map("de_DE", "Arbeitshandschuh", "fr_FR", "Gant"));
        assertThat(merged.lineage().of("name.de_DE").rule()).isEqualTo("name.de_DE");
        assertThat(merged.lineage().of("name.fr_FR").rule()).isEqualTo("*");
    }

    @Test
    void blank_never_overwrites() {
        var blanks =
                product("A", "name", map("fr_FR", "  ", "en_GB", ""), "weight", map(), "media", List.of(), "gtin", "");
        var steward = SourceRecord.of("steward", blanks, 9);
        var erp = SourceRecord.of(
                "erp", product("A", "name", map("fr_FR", "Gant"), "media", List.of("M-1"), "gtin", "1"), 1);
        assertThat(merge.merge("A", List.of(steward, erp)).document().values())
                .isEqualTo(map("gtin", "1", "media", List.of("M-1"), "name", map("fr_FR", "Gant")));
    }

    @Test
    void scopes_and_locales_are_won_one_by_one() {
        var pim = SourceRecord.of("pim", product("A", "description", map("print", map("fr_FR", "court"))), 1);
        var erp = SourceRecord.of(
                "erp",
                product(
                        "A",
                        "description",
                        map("*", map("fr_FR", "long"), "print", map("fr_FR", "x", "en_GB", "short")),
                        "slogan",
                        map("*", "s")),
                1);
        var merged = merge.merge("A", List.of(pim, erp));
        assertThat(merged.document().values())
                .isEqualTo(map(
                        "description",
                        map("*", map("fr_FR", "long"), "print", map("en_GB", "short", "fr_FR", "court")),
                        "slogan",
                        map("*", "s")));
        assertThat(merged.lineage().winners().keySet())
                .containsExactly("description.fr_FR", "description.print.en_GB", "description.print.fr_FR", "slogan");
    }

    @Test
    void a_section_survives_whole() {
        var companies = new Merge(TRUST, Samples.model(TRUST).of(Kind.COMPANIES));
        var erpAddress = map("role", "delivery", "street", "1 rue A", "city", "Lyon");
        var crmAddress = map("role", "delivery", "street", "2 rue B", "postcode", "75001");
        var erp = new SourceRecord(
                "erp",
                Samples.document(Kind.COMPANIES, "C", "addresses", List.of(erpAddress)),
                List.of(),
                1,
                Map.of(),
                Map.of());
        var crm = new SourceRecord(
                "crm",
                Samples.document(Kind.COMPANIES, "C", "addresses", List.of(crmAddress)),
                List.of(),
                1,
                Map.of(),
                Map.of());
        assertThat(companies.merge("C", List.of(crm, erp)).document().values())
                .isEqualTo(map("addresses", List.of(erpAddress)));
    }

    @Test
    void what_the_model_does_not_know_is_left_out() {
        var pim = SourceRecord.of(
                "pim", product("A", "gone", "x", "name", "flat", "slogan", "flat", "status", "active"), 1);
        var merged = merge.merge("A", List.of(pim));
        assertThat(merged.document().values()).isEqualTo(map("status", "active"));
        assertThat(merged.lineage().winners().keySet()).containsExactly("status");
    }

    @Test
    void unlisted_sources_rank_last_by_name_whatever_the_order() {
        var records = new ArrayList<SourceRecord>();
        for (var source : List.of("zeta", "alpha", "mid")) {
            records.add(SourceRecord.of(source, product("A", "status", source), 1));
        }
        var random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(records, random);
            assertThat(merge.merge("A", records).document().values().get("status"))
                    .isEqualTo("alpha");
        }
        records.add(SourceRecord.of("erp", product("A", "status", "erp"), 1));
        assertThat(merge.merge("A", records).document().values().get("status")).isEqualTo("erp");
    }

    @Test
    void nothing_said_makes_an_empty_document() {
        var merged = merge.merge("A", List.of());
        assertThat(merged.document()).isEqualTo(product("A"));
        assertThat(merged.lineage().winners()).isEmpty();
    }

    @Test
    void candidates_show_winners_and_losers_in_rank_order() {
        var erp = SourceRecord.of("erp", product("A", "name", map("fr_FR", "GANT"), "weight", quantity("0.10")), 1);
        var pim = SourceRecord.of("pim", product("A", "name", map("fr_FR", "Gant"), "weight", quantity("0.12")), 2);
        var shop = SourceRecord.of("shop", product("A", "name", map("fr_FR", "gant")), 3);
        assertThat(merge.candidates(List.of(shop, erp, pim)))
                .containsExactly(
                        new Candidate("name.fr_FR", "pim", "Gant", 2, "*", 2, true),
                        new Candidate("name.fr_FR", "erp", "GANT", 1, "*", 3, false),
                        new Candidate("name.fr_FR", "shop", "gant", 3, "*", 4, false),
                        new Candidate("weight", "erp", quantity("0.10"), 1, "weight", 1, true),
                        new Candidate("weight", "pim", quantity("0.12"), 2, "weight", 2, false));
    }

    @Test
    void the_key_moves_only_when_the_trust_ranking_names_it() {
        var erp = SourceRecord.of("erp", product("X-9"), 1);
        var pim = SourceRecord.of("pim", product("GL-200"), 1);
        assertThat(merge.key("X-9", List.of(erp, pim))).isEqualTo("X-9");
        var naming = new Trust(Map.of("sku", List.of("pim", "erp")));
        var named = new Merge(naming, Samples.model(naming).of(Kind.PRODUCTS));
        assertThat(named.key("X-9", List.of(erp, pim))).isEqualTo("GL-200");
        assertThat(named.key("X-9", List.of(SourceRecord.of("dam", product("Z"), 1))))
                .isEqualTo("X-9");
    }

    private static Map<String, Object> quantity(String value) {
        return map("unit", "KGM", "value", value);
    }
}
