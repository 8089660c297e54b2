package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.byName;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.secret;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code config/hub.yaml}: what its keys are and how they become a {@link Company}. */
final class HubFile {
    static final String PATH = "config/hub.yaml";

    private static final Shape.Fields SELLER = fields(
            "a seller",
            of("title", text(), "Name as it stands on an invoice, and in the head of feeds of its channels.")
                    .like("Ateliers Morvan SAS"),
            of("country", Shape.of(ValueType.COUNTRY), "Country of its seat.")
                    .describes()
                    .needed()
                    .like("FR"),
            of("siren", text(), "SIREN of a French company, nine digits in quotes.")
                    .describes()
                    .like("\"123456782\""),
            of("vatId", text(), "VAT identification number.").describes().like("FR11123456782"));

    private static final Shape.Fields ZONE = fields(
            "a zone",
            of(
                            "countries",
                            list(Shape.of(ValueType.COUNTRY)),
                            "Its countries; those of the zone it lies in when absent.")
                    .describes()
                    .like("[FR]"),
            of("within", nameOf(NameOf.ZONE), "The zone it is a part of.").like("france"),
            of("subdivisions", list(Shape.of(ValueType.SUBDIVISION)), "Only these parts of its countries.")
                    .describes()
                    .like("[FR-ARA]"),
            of("currency", Shape.of(ValueType.CURRENCY), "Currency; the company's when absent.")
                    .like("CHF"),
            of("vatTable", nameOf(NameOf.TABLE), "Value table `taxClass;rate;category` with the VAT rates.")
                    .like("vat-fr"));

    private static final Shape.Fields TEAM = fields(
            "a team",
            of("title", text(), "Name for people.").like("Catalogue team"),
            of("mail", Shape.of(ValueType.MAIL), "Mailbox of the team, for people; the hub sends no mail yet.")
                    .describes()
                    .needed()
                    .like("catalogue@morvan.example"),
            of("onCall", secret(), "Address called at night, a reference.")
                    .later()
                    .like("env:ONCALL_WEBHOOK"));

    private static final Shape.Fields WAREHOUSE = fields(
            "a warehouse", of("title", text(), "Name for people.").describes().like("Nevers"));

    private static final Shape.Fields CALENDAR = fields(
            "a calendar",
            of("closed", Shape.of(ValueType.DAYS), "First day and first day after it: nothing is sent.")
                    .needed()
                    .like("2026-11-23/2026-12-01"),
            of("except", list(words(Words.PLURAL)), "Streams that go on.").like("[offers, order-status]"));

    private static final Shape.Fields RETENTION = fields(
            "retention",
            of(
                            "received",
                            Shape.of(ValueType.AGE),
                            "Received files in archive folders, and the accounts of their runs; the last account of each source and"
                                    + " entity, and runs that are held, stay.")
                    .like("90d"),
            of(
                            "conversations",
                            Shape.of(ValueType.AGE),
                            "Conversations with partners, secrets and personal fields masked; `30d` when absent.")
                    .like("400d"),
            of(
                            "visits",
                            Shape.of(ValueType.AGE),
                            "Visits of buyers with their carts, answers to buyers' documents, and documents about orders that were sent to them; orders stay.")
                    .like("400d"),
            of("orders", Shape.of(ValueType.AGE), "Orders.").later().like("10y"));

    private static final Shape.Fields MAIL = fields(
            "mail",
            of("redirectTo", Shape.of(ValueType.MAIL), "All mail goes to this one box.")
                    .later()
                    .like("recette@morvan.example"));

    private static final Shape.Fields OUTBOUND = fields(
            "outbound",
            of(
                            "allowPrivate",
                            list(text()),
                            "Hosts, addresses or networks of connections that may be called although they are private; an address that"
                                    + " leads inside by mistake is refused otherwise.")
                    .like("[erp.morvan.lan, 10.20.0.0/16]"));

    private static final Shape.Fields DATABASE = fields(
            "database",
            of("url", text(), "JDBC address of a PostgreSQL database; an H2 file in the data folder when absent.")
                    .like("jdbc:postgresql://db.example/hub"),
            of("user", text(), "Database user.").like("hub"),
            of("password", secret(), "Password, a reference.").like("secret:database"),
            of(
                            "durability",
                            words(Company.Durability.class),
                            "What an acknowledged change survives on H2: the death of the `process`, or the loss of `power` too (one forced"
                                    + " write a commit). `power` in production, `process` in sandbox and test when absent. PostgreSQL"
                                    + " survives both.")
                    .like("power"));

    private static final Shape.Fields SOAP = fields(
            "the SOAP service",
            of(
                            "digest",
                            by(ValueType.NAME, secret()),
                            "Users who prove themselves by a digest (WS-Security), with the secret both sides know, a reference; roles are those"
                                    + " of the user of this name.")
                    .like("{ erp: secret:erp-soap }"));

    private static final Shape.Fields ORDERS = fields(
            "orders",
            of("to", nameOf(NameOf.CHANNEL), "Channel that receives orders; the only one that takes any when absent.")
                    .like("erp-orders"),
            of(
                            "price",
                            words(OrderRules.Pricing.class),
                            "Whose price counts when the buyer's is not the agreed one: `hub` = the agreed one, and the buyer hears of it;"
                                    + " `erp` = the ERP decides; `hold` = a human decides.")
                    .otherwise("hold"),
            of("priceTolerance", Shape.of(ValueType.PERCENT), "Share of the agreed price that is no difference.")
                    .otherwise("0%")
                    .like("1%"),
            of("assortment", words(OrderRules.Weight.class), "What becomes of a line outside the assortment.")
                    .otherwise("refuse"),
            of("totals", words(OrderRules.Weight.class), "What becomes of an order whose sums do not add up.")
                    .otherwise("hold"),
            of("rounding", Shape.of(ValueType.DECIMAL), "Amount by which each rounded figure may be off.")
                    .otherwise("0.01")
                    .like("\"0.02\""),
            of("credit", words(OrderRules.Weight.class), "What becomes of an order of a customer on credit hold.")
                    .otherwise("hold"));

    static final Setting[] SETTINGS = {
        of("title", text(), "Name of the company.").needed().like("Ateliers Morvan"),
        of("description", text(), "What this installation is for.").describes(),
        of(
                        "type",
                        words(Company.Type.class),
                        "What the installation promises. `sandbox`: invented partners, samples are loaded at first start. `test`: no production"
                                + " connection, mail to one box, no order to a production ERP.")
                .otherwise("production")
                .like("sandbox"),
        of("locales", someOf(Shape.of(ValueType.LOCALE)), "Languages; the first is the reference language.")
                .needed()
                .like("[fr_FR, en_GB, de_DE]"),
        of("currency", Shape.of(ValueType.CURRENCY), "Currency of the company.")
                .needed()
                .like("EUR"),
        of("timeZone", Shape.of(ValueType.TIME_ZONE), "Zone of every date and time of day in these files.")
                .needed()
                .like("Europe/Paris"),
        of("sellers", byName(SELLER), "Legal entities that invoice."),
        of("zones", byName(ZONE), "Territories."),
        of("teams", byName(TEAM), "Who answers; named as `owner` everywhere."),
        of("warehouses", byName(WAREHOUSE), "Places of stock. When there is at least one, channels may name no other."),
        of("calendars", byName(CALENDAR), "Days on which nothing is published, except the streams named."),
        of("retention", RETENTION, "How long things are kept; for ever when absent.")
                .like("{ received: 90d }"),
        of("mail", MAIL, "Outgoing mail."),
        of(
                        "publicUrl",
                        Shape.of(ValueType.URI),
                        "Address under which partners reach the hub; the one it listens on when absent.")
                .like("https://hub.morvan.example"),
        of("outbound", OUTBOUND, "Calls to partners."),
        of("database", DATABASE, "Where the data is kept."),
        of("soap", SOAP, "The SOAP service, `/soap/hub`.").like("{ digest: { erp: secret:erp-soap } }"),
        of("orders", ORDERS, "How orders are taken, and who receives them.").like("{ to: erp-orders, price: hub }"),
        KafkaFile.SETTING,
        of(
                        "reload",
                        words(Company.Reload.class),
                        "When changed files of the home take effect: `watch` = as soon as they are saved, `manual` = when an admin asks, `off` ="
                                + " at the next start. `manual` in production, `watch` in sandbox and test when absent. A home with an"
                                + " error never takes effect.")
                .like("watch")
    };

    static final Shape.Fields SHAPE = fields("hub.yaml", SETTINGS);

    static final FileKind KIND = new FileKind(
            "hub",
            PATH,
            "The company: sellers, zones, teams and languages are named once here and used everywhere else.",
            SHAPE,
            FileKind.Mode.WHOLE);

    private HubFile() {}

    static Company read(YamlNode node) {
        var tree = Tree.of(node, SHAPE);
        var locales = tree.values("locales", String.class);
        var currency = tree.value("currency", String.class);
        var zone = tree.value("timeZone", ZoneId.class);
        var url = tree.text("publicUrl");
        return new Company(
                orElse(tree.text("title"), "?"),
                tree.word("type", Company.Type.class),
                locales.isEmpty() ? List.of("en_GB") : locales,
                orElse(currency, "EUR"),
                zone == null ? ZoneId.of("UTC") : zone,
                sellers(tree.trees("sellers")),
                zones(tree.trees("zones")),
                teams(tree.trees("teams")),
                warehouses(tree.trees("warehouses")),
                calendars(tree.trees("calendars")),
                retention(tree.tree("retention")),
                tree.tree("mail").text("redirectTo"),
                url == null ? null : url.replaceFirst("/+$", ""),
                tree.tree("outbound").texts("allowPrivate"),
                database(tree.tree("database"), tree.word("type", Company.Type.class)),
                reload(tree, tree.word("type", Company.Type.class)),
                orders(tree.tree("orders")),
                tree.tree("soap").strings("digest"),
                KafkaFile.read(tree));
    }

    private static String orElse(String value, String other) {
        return value == null ? other : value;
    }

    private static Map<String, Company.Seller> sellers(Map<String, Tree> trees) {
        var sellers = new LinkedHashMap<String, Company.Seller>();
        trees.forEach((name, tree) -> sellers.put(
                name,
                new Company.Seller(
                        name,
                        orElse(tree.text("title"), name),
                        tree.value("country", String.class),
                        tree.text("siren"),
                        tree.text("vatId"),
                        tree.at())));
        return sellers;
    }

    private static Map<String, Company.Zone> zones(Map<String, Tree> trees) {
        var zones = new LinkedHashMap<String, Company.Zone>();
        trees.forEach((name, tree) -> zones.put(
                name,
                new Company.Zone(
                        name,
                        tree.values("countries", String.class),
                        tree.text("within"),
                        tree.values("subdivisions", String.class),
                        tree.value("currency", String.class),
                        tree.text("vatTable"),
                        tree.at())));
        return zones;
    }

    private static Map<String, Company.Team> teams(Map<String, Tree> trees) {
        var teams = new LinkedHashMap<String, Company.Team>();
        trees.forEach((name, tree) -> teams.put(
                name,
                new Company.Team(
                        name, orElse(tree.text("title"), name), tree.text("mail"), tree.text("onCall"), tree.at())));
        return teams;
    }

    private static Map<String, Company.Warehouse> warehouses(Map<String, Tree> trees) {
        var warehouses = new LinkedHashMap<String, Company.Warehouse>();
        trees.forEach((name, tree) ->
                warehouses.put(name, new Company.Warehouse(name, orElse(tree.text("title"), name), tree.at())));
        return warehouses;
    }

    private static Map<String, Company.Calendar> calendars(Map<String, Tree> trees) {
        var calendars = new LinkedHashMap<String, Company.Calendar>();
        trees.forEach((name, tree) -> {
            var days = tree.value("closed", List.class);
            if (days != null) {
                calendars.put(
                        name,
                        new Company.Calendar(
                                name,
                                (LocalDate) days.get(0),
                                (LocalDate) days.get(1),
                                tree.texts("except"),
                                tree.at()));
            }
        });
        return calendars;
    }

    /** A wrong age was said by TreeCheck; that is then kept without limit. */
    private static Company.Retention retention(Tree tree) {
        return new Company.Retention(
                tree.value("received", Period.class),
                tree.value("conversations", Period.class),
                tree.value("visits", Period.class),
                tree.value("orders", Period.class));
    }

    private static Company.Reload reload(Tree tree, Company.Type type) {
        if (tree.has("reload")) {
            return tree.word("reload", Company.Reload.class);
        }
        return type == Company.Type.PRODUCTION ? Company.Reload.MANUAL : Company.Reload.WATCH;
    }

    private static OrderRules orders(Tree tree) {
        var tolerance = tree.decimal("priceTolerance");
        var rounding = tree.decimal("rounding");
        return new OrderRules(
                tree.text("to"),
                tree.word("price", OrderRules.Pricing.class),
                tolerance == null || tolerance.signum() < 0 ? BigDecimal.ZERO : tolerance,
                tree.word("assortment", OrderRules.Weight.class),
                tree.word("totals", OrderRules.Weight.class),
                rounding == null || rounding.signum() < 0 ? BigDecimal.ZERO : rounding,
                tree.word("credit", OrderRules.Weight.class),
                tree.at());
    }

    private static Company.Database database(Tree tree, Company.Type type) {
        var written = tree.has("durability") ? tree.word("durability", Company.Durability.class) : null;
        var usual = type == Company.Type.PRODUCTION ? Company.Durability.POWER : Company.Durability.PROCESS;
        return new Company.Database(
                tree.text("url"),
                tree.text("user"),
                tree.text("password"),
                written == null ? usual : written,
                tree.at());
    }
}
