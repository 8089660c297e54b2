package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.setting.HomeCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults are pinned: the shortest file of each kind, and one that sets every key to something else. */
class DefaultsTest {
    @TempDir
    private Path folder;

    private Home home(Map<String, String> files) {
        var home = Home.read(new HomeCase("", null, files, "").write(folder), null, Library.ofClassPath());
        // Keys of later versions are read like any other, and said to have no effect.
        assertThat(home.problems().stream().filter(problem -> !problem.code().equals(HomeCode.NO_EFFECT.code())))
                .isEmpty();
        return home;
    }

    @Test
    void whatPeopleCorrectedWinsWhereNothingIsSaid() {
        var ranked = home(Map.of(
                        "config/model/products.yaml",
                        "# yaml-language-server: $schema=../../.schemas/model.json\ntrust: { name: [erp] }\n"))
                .model()
                .trust();
        assertThat(ranked.of("weight", null)).containsExactly(Source.STEWARD);
        assertThat(ranked.of("name", null))
                .as("what is said counts as it is said")
                .containsExactly("erp");
    }

    @Test
    void hub() {
        var company = home(Map.of()).company();
        assertThat(company.type()).isEqualTo(Company.Type.PRODUCTION);
        assertThat(company.mainLocale()).isEqualTo("fr_FR");
        assertThat(company.timeZone()).isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(company.retention()).isEqualTo(new Company.Retention(null, null, null, null));
        assertThat(company.calendars()).isEmpty();
        assertThat(company.redirectMail()).isNull();
        assertThat(company.publicUrl()).isNull();
        assertThat(company.allowPrivate()).isEmpty();
        assertThat(company.database().url()).isNull();
        assertThat(company.database().durability())
                .as("production is safe against the loss of power")
                .isEqualTo(Company.Durability.POWER);
        assertThat(company.sellers().get("morvan").title()).isEqualTo("morvan");
    }

    @Test
    void hubWithEveryKey() {
        var company = home(Map.of("config/hub.yaml", """
                # yaml-language-server: $schema=../.schemas/hub.json
                title: Other
                description: Says something
                type: sandbox
                locales: [en_GB, fr_FR]
                currency: CHF
                timeZone: Europe/Zurich
                sellers: { morvan: { title: Morvan SA, country: CH, siren: "123456782", vatId: CHE1 } }
                zones: { france: { countries: [FR, GP], subdivisions: [FR-ARA], currency: EUR, vatTable: vat }, sud: { within: france } }
                teams: { catalogue: { title: Katalog, mail: c@o.example, onCall: env:CALL }, it: { mail: it@o.example } }
                warehouses: { nevers: { title: Nevers } }
                calendars: { holidays: { closed: 2026-12-24/2027-01-02, except: [offers] } }
                retention: { received: 30d, conversations: 2w, visits: 400d, orders: 10y }
                mail: { redirectTo: one@o.example }
                publicUrl: "https://hub.o.example/"
                outbound: { allowPrivate: [erp.o.lan, 10.0.0.0/8] }
                database: { url: "jdbc:postgresql://db/hub", user: hub, password: secret:db, durability: power }
                """, "mappings/tables/vat.csv", "taxClass;rate\nnormal;20\n"))
                .company();
        assertThat(company.type()).isEqualTo(Company.Type.SANDBOX);
        assertThat(company.zones().get("france").countries()).containsExactly("FR", "GP");
        assertThat(company.zones().get("france").vatTable()).isEqualTo("vat");
        assertThat(company.zones().get("sud").within()).isEqualTo("france");
        assertThat(company.teams().get("catalogue").onCall()).isEqualTo("env:CALL");
        assertThat(company.calendars().get("holidays").to()).isEqualTo(LocalDate.of(2027, 1, 2));
        assertThat(company.retention())
                .isEqualTo(new Company.Retention(
                        Period.ofDays(30), Period.ofWeeks(2), Period.ofDays(400), Period.ofYears(10)));
        assertThat(company.redirectMail()).isEqualTo("one@o.example");
        assertThat(company.publicUrl()).isEqualTo("https://hub.o.example");
        assertThat(company.allowPrivate()).containsExactly("erp.o.lan", "10.0.0.0/8");
        assertThat(company.database().password()).isEqualTo("secret:db");
        assertThat(company.database().durability()).isEqualTo(Company.Durability.POWER);
    }

    @Test
    void source() {
        var source = home(Map.of()).sources().get("erp");
        assertThat(source.title()).isEqualTo("erp");
        assertThat(source.owner()).isNull();
        assertThat(source.freshness()).isNull();
        assertThat(source.brake())
                .isEqualTo(new Source.Brake(true, true, new BigDecimal("0.05"), new BigDecimal("0.20")));
        var entity = source.entities().get(Kind.PRODUCTS);
        assertThat(entity.load()).isEqualTo(Source.Load.DELTA);
        assertThat(entity.match()).containsExactly("sku");
        assertThat(entity.create()).isTrue();
        var format = entity.format();
        assertThat(format.encoding()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(format.separator()).isEqualTo(';');
        assertThat(format.quote()).isEqualTo('"');
        assertThat(format.decimal()).isEqualTo('.');
        assertThat(format.header()).isTrue();
        assertThat(format.sheet()).isNull();
    }

    @Test
    void sourceWithEveryKey() {
        var source = home(Map.of("config/sources/erp.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                title: ERP
                description: Night extract
                system: files
                owner: it
                connection: { directory: in, archive: done, readyFile: "*.ok" }
                format: { type: csv, encoding: windows-1252, separator: ",", quote: "'", decimal: ",", header: false, version: "1" }
                entities:
                  products: { files: [A*.csv, B*.csv], map: erp/product-in, load: full, match: [gtin, sku], create: false, format: { decimal: "." } }
                freshness: { warnAfter: 26h, errorAfter: 50h }
                brake: { empty: accept, missingColumns: accept, deletions: 1.5%, priceMove: 50% }
                """)).sources().get("erp");
        assertThat(source.connection().value("archive")).isEqualTo("done");
        assertThat(source.freshness()).isEqualTo(new Source.Freshness(Duration.ofHours(26), Duration.ofHours(50)));
        assertThat(source.brake())
                .isEqualTo(new Source.Brake(false, false, new BigDecimal("0.015"), new BigDecimal("0.50")));
        var entity = source.entities().get(Kind.PRODUCTS);
        assertThat(entity.files()).containsExactly("A*.csv", "B*.csv");
        assertThat(entity.load()).isEqualTo(Source.Load.FULL);
        assertThat(entity.match()).containsExactly("gtin", "sku");
        assertThat(entity.create()).isFalse();
        assertThat(entity.format().encoding().name()).isEqualTo("windows-1252");
        assertThat(entity.format().separator()).isEqualTo(',');
        assertThat(entity.format().quote()).isEqualTo('\'');
        assertThat(entity.format().decimal()).as("the entity's own key wins").isEqualTo('.');
        assertThat(source.format().decimal()).isEqualTo(',');
        assertThat(entity.format().header()).isFalse();
    }

    @Test
    void channel() {
        var channel = home(Map.of()).channels().get("partner");
        assertThat(channel.mode()).isEqualTo(Channel.Mode.APPROVE);
        assertThat(channel.locales()).containsExactly("fr_FR", "en_GB");
        assertThat(channel.currency()).isEqualTo("EUR");
        assertThat(channel.brake()).isEqualTo(new Channel.Brake(true, new BigDecimal("0.05"), new BigDecimal("0.20")));
        assertThat(List.of(
                        channel.pilot() == null,
                        channel.seller() == null,
                        channel.zone() == null,
                        channel.scope() == null,
                        channel.prices() == null,
                        channel.stock() == null,
                        channel.assortment() == null,
                        channel.linkBase() == null,
                        channel.contract() == null,
                        channel.processor() == null))
                .containsOnly(true);
        assertThat(channel.deliver()).isEmpty();
        var stream = channel.streams().get("products");
        assertThat(stream.gate()).isNull();
        assertThat(stream.schedule()).isEqualTo(Schedule.WHEN_DUE);
        assertThat(stream.perLocale()).isFalse();
        assertThat(stream.onHold()).isEqualTo(Channel.OnHold.KEEP);
        assertThat(stream.after()).isEmpty();
        assertThat(stream.files().get(0).format().lineEnd()).isEqualTo("\n");
        assertThat(stream.files().get(0).format().bom()).isFalse();
    }

    @Test
    void channelWithEveryKey() {
        var channel = home(Map.of(
                        "config/channels/partner.yaml",
                        """
                # yaml-language-server: $schema=../../.schemas/channel.json
                title: Partner
                description: Fetches files
                system: feed
                owner: it
                mode: shadow
                pilot: { table: pilot }
                connection: {}
                seller: morvan
                zone: sud
                locales: [en_GB, fr_FR]
                scope: print
                currency: CHF
                prices: { list: level-a, vat: included, show: [list, net], announce: next, ecoContribution: included }
                stock: { warehouses: [nevers], safety: 2.5 }
                assortment: active
                linkBase: "https://shop.example/p/"
                streams:
                  products:
                    map: partner/product-out
                    gate: partner/strict-out
                    schedule: { at: ["18:00", "05:30"] }
                    perLocale: true
                    onHold: retire
                    after: [offers]
                    files:
                      - { file: "a-{locale}.csv", format: { type: csv, bom: true, lineEnd: crlf, columns: [sku, name] } }
                      - { file: "a-{locale}.xlsx", sheet: Articles, format: { type: xlsx } }
                  offers: { map: partner/product-out, file: o.jsonl, format: { type: jsonl }, schedule: { every: 15m } }
                brake: { empty: accept, retirements: 3%, priceMove: 10% }
                contract: { version: 2.1.0, freshness: 24h, notice: 90d, contact: data@partner.example }
                processor: { country: FR, agreement: 2026-03-01, data: [order contact] }
                deliver: [{ to: https }]
                """,
                        "mappings/partner/strict-out.gate.yaml",
                        "# yaml-language-server: $schema=../../.schemas/gate.json\nrules: { name: { require: has(name) } }\n",
                        "mappings/tables/pilot.csv",
                        "sku;note\nA-1;first\n"))
                .channels()
                .get("partner");
        assertThat(channel.mode()).isEqualTo(Channel.Mode.SHADOW);
        assertThat(channel.pilot()).isEqualTo("pilot");
        assertThat(channel.locales()).containsExactly("en_GB", "fr_FR");
        assertThat(channel.currency()).isEqualTo("CHF");
        var prices = channel.prices();
        assertThat(List.of(prices.list(), prices.vat(), prices.show(), prices.announceNext(), prices.ecoContribution()))
                .containsExactly("level-a", Prices.Vat.INCLUDED, List.of("list", "net"), true, Prices.Vat.INCLUDED);
        assertThat(channel.stock().safety()).isEqualByComparingTo("2.5");
        assertThat(channel.brake()).isEqualTo(new Channel.Brake(false, new BigDecimal("0.03"), new BigDecimal("0.10")));
        assertThat(channel.contract())
                .isEqualTo(new Channel.Contract(
                        "2.1.0", Duration.ofHours(24), Duration.ofDays(90), "data@partner.example"));
        assertThat(channel.processor())
                .isEqualTo(new Channel.Processor("FR", LocalDate.of(2026, 3, 1), List.of("order contact")));
        var stream = channel.streams().get("products");
        assertThat(stream.gate()).isEqualTo("partner/strict-out");
        assertThat(stream.schedule().at()).containsExactly(LocalTime.of(5, 30), LocalTime.of(18, 0));
        assertThat(stream.onHold()).isEqualTo(Channel.OnHold.RETIRE);
        assertThat(stream.after()).containsExactly("offers");
        assertThat(stream.files()).hasSize(2);
        assertThat(stream.files().get(0).format().columns()).containsExactly("sku", "name");
        assertThat(stream.files().get(0).format().lineEnd()).isEqualTo("\r\n");
        assertThat(stream.files().get(1).sheet()).isEqualTo("Articles");
        assertThat(channel.streams().get("offers").schedule().every()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void mapAndGateAreNamedBySystemAndRecord() {
        var files = new HashMap<String, String>();
        files.put("config/channels/partner.yaml", """
                # yaml-language-server: $schema=../../.schemas/channel.json
                system: own
                streams:
                  products: {}
                  order-status: {}
                """);
        files.put("connectors/own/connector.yaml", """
                # yaml-language-server: $schema=../../.schemas/connector.json
                title: Own
                streams:
                  products: {}
                  order-status: { map: false }
                """);
        files.put(
                "mappings/own/product-out.map.yaml",
                "# yaml-language-server: $schema=../../.schemas/map.json\nfields: { sku: sku }\n");
        files.put(
                "mappings/own/product-out.gate.yaml",
                "# yaml-language-server: $schema=../../.schemas/gate.json\nrules: { name: { require: has(name) } }\n");
        var streams = home(files).channels().get("partner").streams();
        assertThat(streams.get("products").map()).isEqualTo("own/product-out");
        assertThat(streams.get("products").gate()).isEqualTo("own/product-out");
        assertThat(streams.get("order-status").map()).isNull();
    }

    @Test
    void prices() {
        var prices = home(Map.of("config/model/prices.yaml", """
                # yaml-language-server: $schema=../../.schemas/prices.json
                priceLists:
                  public: { source: erp, currency: CHF, vat: included, validFrom: 2027-01-01, validTo: 2028-01-01 }
                  plain: { source: erp }
                  net: { base: public, factor: "1.12", round: 0.05, discounts: { grid: remises, level: B }, replaces: plain }
                  euro: { base: public, currency: EUR, rate: "1.03" }
                grids:
                  remises: { table: remises }
                """)).prices();
        assertThat(prices.lists().get("plain").currency()).isEqualTo("EUR");
        assertThat(prices.lists().get("plain").vat()).isEqualTo(Prices.Vat.EXCLUDED);
        var net = prices.lists().get("net");
        assertThat(net.currency()).as("from its base").isEqualTo("CHF");
        assertThat(net.vat()).as("from its base").isEqualTo(Prices.Vat.INCLUDED);
        assertThat(net.factor()).isEqualByComparingTo("1.12");
        assertThat(net.round()).isEqualByComparingTo("0.05");
        assertThat(net.level()).isEqualTo("B");
        assertThat(prices.lists().get("euro").rate()).isEqualByComparingTo("1.03");
        var grid = prices.grids().get("remises");
        assertThat(List.of(grid.row(), grid.column(), grid.cascade())).containsExactly("discountGroup", "level", false);
    }

    @Test
    void modelExtendsTheCore() {
        var model = home(Map.of("config/model/products.yaml", """
                # yaml-language-server: $schema=../../.schemas/model.json
                scopes: [print]
                attributes:
                  grip: { type: option, table: grips, localizable: true, scopable: true, owner: it, personal: true, label: { fr_FR: Prise } }
                  name: { type: text, localizable: true, maxLength: 120, owner: catalogue }
                families:
                  gloves: { attributes: [grip], variants: { by-size: { axes: [[colour], [size]] } }, required: { "*": [grip] } }
                required: { "*": [name], print: [description] }
                trust: { "*": [steward, erp], name.fr_FR: [erp] }
                """, "config/model/companies.yaml", """
                # yaml-language-server: $schema=../../.schemas/kind-model.json
                attributes:
                  rating: { type: integer }
                required: { billing: [name, rating] }
                """))
                .model();
        var products = model.of(Kind.PRODUCTS);
        var grip = products.attributes().get("grip");
        assertThat(grip.type()).isEqualTo(AttributeType.OPTION);
        assertThat(List.of(grip.localizable(), grip.scopable(), grip.personal()))
                .containsOnly(true);
        var name = products.attributes().get("name");
        assertThat(name.maxLength()).isEqualTo(120);
        assertThat(name.owner()).isEqualTo("catalogue");
        assertThat(name.label()).as("labels of the core stay").containsKey("en_GB");
        assertThat(model.packaging()).containsExactly("EA");
        assertThat(model.options())
                .containsEntry("grips", Set.of("nitrile", "latex"))
                .containsEntry("families", Set.of("gloves"));
        assertThat(model.options().get("product-status")).contains("active");
        var gloves = model.family("gloves").orElseThrow();
        assertThat(gloves.required().get("*")).containsExactlyInAnyOrder("name", "grip");
        assertThat(gloves.required().get("print")).containsExactly("description");
        assertThat(gloves.variants().get("by-size")).containsExactly(List.of("colour"), List.of("size"));
        assertThat(model.trust().of("name", "fr_FR")).containsExactly("erp");
        var companies = model.of(Kind.COMPANIES);
        assertThat(companies.attributes()).containsKey("rating").containsKey("vatId");
        assertThat(companies.required().get("billing")).containsExactlyInAnyOrder("name", "rating");
        assertThat(companies.required().get("delivery")).as("of the core").contains("addresses");
        assertThat(companies.sections().get("addresses").identity()).containsExactly("role", "code");
    }

    @Test
    void quality() {
        var home = home(Map.of("config/quality/catalogue.yaml", """
                # yaml-language-server: $schema=../../.schemas/quality.json
                plain: { of: products, require: has(name) }
                full:
                  title: { fr_FR: Complets, en_GB: Complete }
                  of: companies
                  where: active
                  require: has(siren)
                  by: [locale]
                  limits: { warn: 2%, error: 5%, holds: [partner] }
                  owner: it
                  fix: Enter it
                  version: 3
                """));
        var counters = home.quality().get("catalogue").counters();
        var plain = counters.get("plain");
        assertThat(plain.version()).isEqualTo(1);
        assertThat(plain.where()).isNull();
        assertThat(plain.require().text()).isEqualTo("has(name)");
        assertThat(plain.require().at().toString()).isEqualTo("config/quality/catalogue.yaml:2:33");
        var full = counters.get("full");
        assertThat(full.title()).containsEntry("en_GB", "Complete");
        assertThat(full.error()).isEqualByComparingTo("0.05");
        assertThat(full.holds()).containsExactly("partner");
        assertThat(full.version()).isEqualTo(3);
    }
}
