package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.YamlMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code extends} and environments lay one tree over another: maps by key, lists replaced, null removes. */
class EnvironmentTest {
    private static final String PREPROD = "config/environments/preprod.yaml";

    @TempDir
    private Path folder;

    private Home home(String environment, Map<String, String> files) {
        return Home.read(new HomeCase("", environment, files, "").write(folder), environment, Library.ofClassPath());
    }

    private static Map<String, String> environment(String body) {
        var files = new HashMap<String, String>();
        files.put(PREPROD, "# yaml-language-server: $schema=../../.schemas/environment.json\n" + body);
        return files;
    }

    @Test
    void withoutOneTheHomeCountsAlone() {
        var home = home(null, environment("type: test\nchannels: { \"*\": { mode: off } }\n"));
        assertThat(home.company().type()).isEqualTo(Company.Type.PRODUCTION);
        assertThat(home.channels().get("partner").mode()).isEqualTo(Channel.Mode.APPROVE);
    }

    @Test
    void patchesHubSourcesChannelsAndModel() {
        var home = home("preprod", environment("""
                type: test
                mail: { redirectTo: recette@base.example }
                sources: { erp: { connection: { directory: preprod/erp } } }
                channels:
                  "*": { mode: shadow, brake: { priceMove: 1% } }
                  partner: { mode: auto }
                model:
                  prices: { priceLists: { public: { currency: CHF } } }
                  assortments: { active: { where: "status != 'draft'" } }
                  products: { packaging: [EA, CT] }
                quality: { catalogue: { incomplete: { by: [family] } } }
                """));
        assertThat(home.problems()).extracting(Problem::code).containsOnly(HomeCode.NO_EFFECT.code());
        assertThat(home.company().type()).isEqualTo(Company.Type.TEST);
        assertThat(home.company().title()).isEqualTo("Base company");
        assertThat(home.company().redirectMail()).isEqualTo("recette@base.example");
        assertThat(home.sources().get("erp").connection().value("directory")).isEqualTo("preprod/erp");
        var partner = home.channels().get("partner");
        assertThat(partner.mode())
                .as("the channel's own patch comes after that of all")
                .isEqualTo(Channel.Mode.AUTO);
        assertThat(partner.brake().priceMove()).isEqualByComparingTo("0.01");
        assertThat(home.prices().lists().get("level-a").currency()).isEqualTo("CHF");
        assertThat(home.assortments().of("active").orElseThrow().where().text()).isEqualTo("status != 'draft'");
        assertThat(home.model().packaging()).containsExactly("EA", "CT");
        assertThat(home.quality().get("catalogue").counters().get("incomplete").by())
                .containsExactly("family");
    }

    @Test
    void nullRemoves() {
        var home = home("preprod", environment("channels: { partner: { owner: null } }\nwarehouses: null\n"));
        assertThat(home.problems()).isEmpty();
        assertThat(home.channels().get("partner").owner()).isNull();
        assertThat(home.company().warehouses()).isEmpty();
    }

    @Test
    void everyValueTellsItsFile() {
        var home = home("preprod", environment("channels: { partner: { mode: shadow } }\n"));
        var tree = (YamlMap) home.effective().get("config/channels/partner.yaml");
        assertThat(tree.get("mode").orElseThrow().at().file()).isEqualTo(PREPROD);
        assertThat(tree.get("owner").orElseThrow().at().file()).isEqualTo("config/channels/partner.yaml");
    }

    @Test
    void aSourceExtendsAnother() {
        var home = home(
                null,
                Map.of(
                        "config/sources/stock.yaml",
                        """
                # yaml-language-server: $schema=../../.schemas/source.json
                title: Stock
                extends: erp
                format: { decimal: "," }
                entities:
                  products: null
                  offers: { files: "STOCK_*.csv", map: erp/offer-in }
                """,
                        "mappings/erp/offer-in.map.yaml",
                        "# yaml-language-server: $schema=../../.schemas/map.json\nfields: { sku: A }\n"));
        assertThat(home.problems()).isEmpty();
        var stock = home.sources().get("stock");
        assertThat(stock.entities().keySet()).containsExactly(Kind.OFFERS);
        assertThat(stock.connection().value("directory")).isEqualTo("inbox/erp");
        assertThat(stock.format().decimal()).isEqualTo(',');
        assertThat(stock.format().type()).isEqualTo("csv");
        assertThat(stock.position().file()).isEqualTo("config/sources/stock.yaml");
    }

    @Test
    void anAssortmentExtendsAnother() {
        var home = home(null, Map.of("config/model/assortments.yaml", """
                # yaml-language-server: $schema=../../.schemas/assortments.json
                active: { where: "status = 'active'", zone: france }
                south: { extends: active, zone: sud }
                """));
        assertThat(home.problems()).extracting(Problem::code).containsOnly(HomeCode.NO_EFFECT.code());
        var south = home.assortments().of("south").orElseThrow();
        assertThat(south.where().text()).isEqualTo("status = 'active'");
        assertThat(south.zone()).isEqualTo("sud");
    }

    @Test
    void aTestEnvironmentThatPatchesEverythingKeepsItsPromise() {
        var files = environment("type: test\nsources: { erp: { connection: { directory: /srv/preprod } } }\n");
        files.put("config/sources/erp.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                system: files
                connection: { directory: /srv/erp }
                format: { type: csv }
                entities: { products: { files: "A*.csv", map: erp/product-in } }
                """);
        assertThat(home("preprod", files).problems()).isEmpty();
    }
}
