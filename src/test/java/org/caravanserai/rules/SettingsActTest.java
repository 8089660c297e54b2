package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Family;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.home.Account;
import org.caravanserai.home.Acknowledgement;
import org.caravanserai.home.Answers;
import org.caravanserai.home.Assortments;
import org.caravanserai.home.Authentication;
import org.caravanserai.home.Brand;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Company;
import org.caravanserai.home.Connector;
import org.caravanserai.home.FileKinds;
import org.caravanserai.home.Format;
import org.caravanserai.home.Handing;
import org.caravanserai.home.Kafka;
import org.caravanserai.home.Market;
import org.caravanserai.home.OrderFile;
import org.caravanserai.home.OrderRules;
import org.caravanserai.home.Payload;
import org.caravanserai.home.Prices;
import org.caravanserai.home.QualityFile;
import org.caravanserai.home.Schedule;
import org.caravanserai.home.Source;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.mapping.MapShapes;
import org.caravanserai.quality.GateShape;
import org.junit.jupiter.api.Test;

/**
 * A key that is accepted and does nothing deceives whoever writes it. Each declared key that claims to act must be read by code outside {@code home};
 * one that does not is declared {@code describes()} or {@code later()}, or stands below with the reason.
 */
class SettingsActTest {
    /** The record a map of keys becomes, by the title of its declaration. */
    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("hub.yaml", Company.class),
            Map.entry("an environment", Company.class),
            Map.entry("orders", OrderRules.class),
            Map.entry("kafka", Kafka.class),
            Map.entry("the topic of changes", Kafka.Changes.class),
            Map.entry("the topic of orders", Kafka.Orders.class),
            Map.entry("the SOAP service", Company.class),
            Map.entry("how orders are handed over", Handing.class),
            Map.entry("the answer about an order", Handing.class),
            Map.entry("how orders are handed over as files", OrderFile.class),
            Map.entry("how orders of a marketplace are read and answered", Market.class),
            Map.entry("how a part of an order is told", Market.Parts.class),
            Map.entry("how orders of a marketplace are compared with ours", Channel.Compare.class),
            Map.entry("the states of an order at a marketplace", Market.class),
            Map.entry("a column of an order file", OrderFile.Column.class),
            Map.entry("acknowledgement files", Acknowledgement.class),
            Map.entry("a column of an acknowledgement", Acknowledgement.Column.class),
            Map.entry("a seller", Company.Seller.class),
            Map.entry("a zone", Company.Zone.class),
            Map.entry("a team", Company.Team.class),
            Map.entry("a warehouse", Company.Warehouse.class),
            Map.entry("a calendar", Company.Calendar.class),
            Map.entry("database", Company.Database.class),
            Map.entry("retention", Company.Retention.class),
            Map.entry("a source", Source.class),
            Map.entry("an entity of a source", Source.Entity.class),
            Map.entry("freshness", Source.Freshness.class),
            Map.entry("the brake of a source", Source.Brake.class),
            Map.entry("format", Format.class),
            Map.entry("a channel", Channel.class),
            Map.entry("a stream", Channel.Stream.class),
            Map.entry("a schedule", Schedule.class),
            Map.entry("a published file", Channel.FeedFile.class),
            Map.entry("the prices of a channel", Channel.ChannelPrices.class),
            Map.entry("the stock of a channel", Channel.Stock.class),
            Map.entry("the brake of a channel", Channel.Brake.class),
            Map.entry("the contract of a feed", Channel.Contract.class),
            Map.entry("a target", Channel.Target.class),
            Map.entry("an account", Account.class),
            Map.entry("a side of an account", Account.Side.class),
            Map.entry("the answers of an account", Answers.class),
            Map.entry("the answers of a channel", Answers.class),
            Map.entry("answers by mail", Answers.Mail.class),
            Map.entry("a brand", Brand.class),
            Map.entry("the style of a brand", Brand.class),
            Map.entry("the contact of a brand", Brand.class),
            Map.entry("the legal pages of a brand", Brand.class),
            Map.entry("the letters of a brand", Brand.Letters.class),
            Map.entry("an identity", Account.Identity.class),
            Map.entry("the user of an account", Account.User.class),
            Map.entry("the units of an account", Account.class),
            Map.entry("the classification of an account", Account.Classification.class),
            Map.entry("the cart of an account", Account.Cart.class),
            Map.entry("the limits of an account", Account.Limits.class),
            Map.entry("cxml", Account.Cxml.class),
            Map.entry("oci", Account.Oci.class),
            Map.entry("an assortment", Assortments.Assortment.class),
            Map.entry("a price list", Prices.PriceList.class),
            Map.entry("discounts", Prices.PriceList.class),
            Map.entry("a grid", Prices.Grid.class),
            Map.entry("a counter", QualityFile.Counter.class),
            Map.entry("limits", QualityFile.Counter.class),
            Map.entry("a connector", Connector.class),
            Map.entry("a stream of a connector", Connector.Stream.class),
            Map.entry("reads", Connector.Reads.class),
            Map.entry("verify", Channel.Verify.class),
            Map.entry("a key of a connection", Connector.Property.class),
            Map.entry("protocol", Connector.Protocol.class),
            Map.entry("a table of the partner", Connector.Table.class),
            Map.entry("pages", Connector.Pages.class),
            Map.entry("only", Connector.Only.class),
            Map.entry("outbound", Company.class),
            Map.entry("an operation", Connector.Operation.class),
            Map.entry("answer", Connector.Answer.class),
            Map.entry("look", Connector.Look.class),
            Map.entry("errors", Connector.Errors.class),
            Map.entry("throttling", Connector.Throttling.class),
            Map.entry("authentication", Authentication.Header.class),
            Map.entry("basic", Authentication.Basic.class),
            Map.entry("oauth2", Authentication.OAuth2.class),
            Map.entry("login", Authentication.Login.class),
            Map.entry("body", Payload.Json.class),
            Map.entry("csv", Payload.Csv.class),
            Map.entry("graphql", Payload.GraphQl.class),
            Map.entry("a file part", Payload.FilePart.class),
            Map.entry("products.yaml", Model.class),
            Map.entry("a model file", KindModel.class),
            Map.entry("a kind of the core model", KindModel.class),
            Map.entry("a section", Section.class),
            Map.entry("a family", Family.class),
            Map.entry("an attribute", Attribute.class));

    /** Components with another name than the key. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("a key of a connection: default", "defaultValue"),
            Map.entry("a stream of a connector: map", "needsMap"),
            Map.entry("a column of an order file: const", "constant"),
            Map.entry("a column of an acknowledgement: const", "constant"),
            Map.entry("answer: accept", "acceptAll"),
            Map.entry("answer: maxMiB", "maxBytes"),
            Map.entry("authentication: header", "name"),
            Map.entry("body: json", "template"),
            Map.entry("a published file: load", "delta"),
            Map.entry("reads: operation", "operations"),
            Map.entry("the prices of a channel: announce", "announceNext"),
            Map.entry("the legal pages of a brand: terms", "legal"),
            Map.entry("the legal pages of a brand: privacy", "legal"),
            Map.entry("the legal pages of a brand: imprint", "legal"),
            Map.entry("the units of an account: table", "units"),
            Map.entry("the limits of an account: measure", "bytes"),
            Map.entry("cxml: root", "anyCase"),
            Map.entry("cxml: unknownCart", "lenientEdit"),
            Map.entry("oci: hookUrl", "split"));

    /** Keys that act in another way than through a component somebody calls; each with the way. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("hub.yaml: currency", "home: currency of channels and price lists that name none"),
            Map.entry("a calendar: closed", "home: Company.closedUntil, which delivery asks"),
            Map.entry("a calendar: except", "home: Company.closedUntil, which delivery asks"),
            Map.entry("an environment: currency", "the same key of hub.yaml"),
            Map.entry("a zone: within", "home: circles of zones are refused"),
            Map.entry("a zone: currency", "home: currency of a channel of this zone"),
            Map.entry("a channel: extends", "home: merged before it is read"),
            Map.entry("a source: extends", "home: merged before it is read"),
            Map.entry("the contact of a brand: help", "home: Brand.help(Locale), which pages and letters ask"),
            Map.entry("the letters of a brand: foot", "home: Brand.foot(Locale), which letters ask"),
            Map.entry("an account: extends", "home: merged before it is read"),
            Map.entry("an assortment: extends", "home: merged before it is read"),
            Map.entry("a source: format", "home: merged into the format of each entity"),
            Map.entry("an entity of a source: sheet", "home: becomes the sheet of the entity's format"),
            Map.entry("a stream: file", "home: the one published file, read as files"),
            Map.entry("a stream: sheet", "home: sheet of that file"),
            Map.entry("a stream: format", "home: format of that file"),
            Map.entry("a pilot: table", "home: becomes Channel.pilot"),
            Map.entry("a price list: source", "home: a list without source and base is refused"),
            Map.entry("a target: load", "home: Target.takes(), which delivery asks"),
            Map.entry("a key of a connection: words", "home: another word is refused"),
            Map.entry("a target: to", "delivery: Channel.Target.to, the way a file is pushed"),
            Map.entry("a target: connection", "delivery: Channel.Target.connection, where it is pushed to"),
            Map.entry("a stream of a connector: kamelet", "home: a missing Kamelet is refused"),
            Map.entry("a stream of a connector: ack", "home: completion without why is refused"),
            Map.entry("a stream of a connector: why", "home: completion without why is refused"),
            Map.entry("a stream of a connector: map", "home: a channel then needs no map"),
            Map.entry("a connector: ceiling", "connector: Connector.Http.ceiling, asked before every call"),
            Map.entry("a connector: parallel", "connector: Connector.Http.parallel, lines of a connection"),
            Map.entry("a connector: personal", "connector: Connector.Http.personal, masked in conversations"),
            Map.entry("authentication: bearer", "connector: Authentication.Bearer.token"),
            Map.entry("a file part: fetch", "connector: Payload.Fetched.address, got before the call"),
            Map.entry(
                    "an operation: idempotent",
                    "home: Operation.repeatable(), which the client asks after a doubtful end"),
            Map.entry("answer: why", "home: accept: all without why is refused"),
            Map.entry("body: xml", "connector: Payload.Xml.template"),
            Map.entry("body: form", "connector: Payload.Form.fields"),
            Map.entry("body: document", "connector: Payload.Document.mediaType"),
            Map.entry("a file part: json", "connector: Payload.FilePart.content, a Payload.Json"),
            Map.entry("a file part: xml", "connector: Payload.FilePart.content, a Payload.Xml"),
            Map.entry("the connection of a connector: required", "home: Connector.required"),
            Map.entry("products.yaml: required", "home: becomes the required attributes of the kind"),
            Map.entry("products.yaml: attributes", "home: extends the kind"),
            Map.entry("a variant scheme: axes", "home: becomes Family.variants"));

    private final com.tngtech.archunit.core.domain.JavaClasses classes = Code.main();

    @Test
    void everyKeyHasAReader() {
        var silent = new TreeSet<String>();
        for (var fields : declared(FileKinds.all())) {
            for (var setting : fields.settings().values()) {
                var name = fields.title() + ": " + setting.key();
                if (setting.effect() == Setting.Effect.ACTS && leaf(setting.shape()) && !OTHERWISE.containsKey(name)) {
                    var record = RECORDS.get(fields.title());
                    if (record == null) {
                        silent.add(name + " (no record is known for '" + fields.title() + "')");
                    } else if (!read(record, RENAMED.getOrDefault(name, setting.key()))) {
                        silent.add(name);
                    }
                }
            }
        }
        if (!silent.isEmpty()) {
            fail("Keys that are accepted and that nothing outside home reads:\n  " + String.join("\n  ", silent)
                    + "\nMake each act; or declare it .describes() or .later(); or name in OTHERWISE what it does.");
        }
    }

    @Test
    void everyKeyOfMapsTestsAndGatesIsReadBesideItsList() {
        var silent = new TreeSet<String>();
        var kinds = new ArrayList<>(MapShapes.kinds());
        kinds.add(GateShape.KIND);
        for (var fields : declared(kinds)) {
            var text = text(fields.title().equals("a rule") || fields.title().equals("a gate") ? "quality" : "mapping");
            for (var setting : fields.settings().values()) {
                var uses = Pattern.compile(Pattern.quote("\"" + setting.key() + "\""))
                        .matcher(text)
                        .results()
                        .count();
                if (setting.effect() == Setting.Effect.ACTS && uses < 2) {
                    silent.add(fields.title() + ": " + setting.key());
                }
            }
        }
        assertThat(silent)
                .as("keys that stand in the list of keys and nowhere else: make them act or declare them")
                .isEmpty();
    }

    @Test
    void whatIsExcusedStillExists() {
        var known = new LinkedHashSet<String>();
        declared(FileKinds.all())
                .forEach(fields -> fields.settings().keySet().forEach(key -> known.add(fields.title() + ": " + key)));
        assertThat(known).containsAll(OTHERWISE.keySet()).containsAll(RENAMED.keySet());
    }

    /** Whether code outside {@code home} asks for the component. */
    private boolean read(Class<?> record, String component) {
        var found = classes.get(record);
        var method = found.tryGetMethod(component);
        return method.isPresent()
                && Stream.concat(method.get().getCallsOfSelf().stream(), method.get().getReferencesToSelf().stream())
                        .map(access -> access.getOriginOwner().getPackageName())
                        .anyMatch(name ->
                                !name.startsWith("org.caravanserai.home") && !name.equals(record.getPackageName()));
    }

    /** False for maps of keys: their own keys are asked. */
    private static boolean leaf(Shape shape) {
        if (shape instanceof Shape.Fields) {
            return false;
        }
        if (shape instanceof Shape.ByName byName) {
            return leaf(byName.value());
        }
        if (shape instanceof Shape.Items items) {
            return leaf(items.item());
        }
        return !(shape instanceof Shape.Either either)
                || either.shapes().stream().allMatch(SettingsActTest::leaf);
    }

    private static Set<Shape.Fields> declared(List<FileKind> kinds) {
        var found = new LinkedHashSet<Shape.Fields>();
        kinds.forEach(kind -> collect(kind.shape(), found));
        return found;
    }

    private static void collect(Shape shape, Set<Shape.Fields> found) {
        if (shape instanceof Shape.Fields fields && found.add(fields)) {
            fields.settings().values().stream()
                    .filter(setting -> setting.effect() == Setting.Effect.ACTS)
                    .forEach(setting -> collect(setting.shape(), found));
        } else if (shape instanceof Shape.ByName byName) {
            collect(byName.value(), found);
        } else if (shape instanceof Shape.Items items) {
            collect(items.item(), found);
        } else if (shape instanceof Shape.Either either) {
            either.shapes().forEach(one -> collect(one, found));
        } else if (shape instanceof Shape.Later later) {
            collect(later.shape().get(), found);
        }
    }

    private static String text(String name) {
        try (var files = Files.list(Path.of("src/main/java/org/caravanserai", name))) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().endsWith("Shapes.java")
                            && !file.toString().endsWith("Shape.java"))
                    .map(SettingsActTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
