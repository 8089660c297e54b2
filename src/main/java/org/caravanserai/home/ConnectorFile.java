package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.byWord;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code connectors/<system>/connector.yaml}: what its keys are and how they become a {@link Connector}. */
final class ConnectorFile {
    private static final Shape.Fields PROPERTY = fields(
            "a key of a connection",
            of("type", words("string", "integer", "boolean", "list"), "How a value looks.")
                    .otherwise("string"),
            of("format", words("uri", "path", "mail", "host"), "What a text is.")
                    .like("uri"),
            of("words", list(text()), "What a text may be; anything when absent.")
                    .like("[json, csv]"),
            of("secret", bool(), "Only a reference is accepted.").otherwise("false"),
            of("default", text(), "Value when absent."),
            of("example", text(), "A believable value."),
            of("description", text(), "What it is, one sentence.").like("Folder below the data folder"));

    private static final Shape.Fields STREAM = fields(
            "a stream of a connector",
            of("kamelet", text(), "Kamelet that takes the items.").like("mirakl-product-sink"),
            of("publishes", bool(), "A file partners fetch, instead of a push.").otherwise("false"),
            of("batch", Shape.of(ValueType.INTEGER), "Items per exchange, 0 = one by one.")
                    .otherwise("0")
                    .like("5000"),
            of("answer", words("direct", "job"), "Whether the reply comes at once or from a job looked at later.")
                    .later()
                    .otherwise("direct"),
            of("acknowledge", words("item", "batch"), "What one reply speaks of.")
                    .later()
                    .otherwise("item"),
            of("ack", words(Connector.Ack.class), "Which reply confirms; `completion` only with `why`.")
                    .otherwise("report"),
            of("why", text(), "Why the end of an exchange is proof enough."),
            of("rate", Shape.of(ValueType.RATE), "Ceiling of calls.").later().like("4/h"),
            of("writes", words("fields", "whole-object"), "Whether absent fields are kept or cleared there.")
                    .later()
                    .otherwise("fields"),
            of("overlap", Shape.of(ValueType.SPAN), "How far a poll looks back over the last one.")
                    .later()
                    .like("15m"),
            of("retires", bool(), "False: the partner cannot remove these; what is no longer wanted stays there.")
                    .otherwise("true"),
            of(
                            "withdraws",
                            bool(),
                            "True: what a gate holds is taken off there by operations that take `withdraw`, whatever the channel's"
                                    + " `onHold` says, and put back by those that take `return`.")
                    .otherwise("false"),
            of("subject", text(), "Field of the row that names who is meant; two items never go out under one.")
                    .like("_email"),
            of(
                            "first",
                            by(ValueType.NAME, Shape.of(ValueType.SPAN)),
                            "Reads that say whom the partner does not let us write to, with the age their answer may have when something"
                                    + " is sent. One that fails holds the stream.")
                    .like("{ contact-changes: 5m }"),
            of("map", bool(), "False: documents go as they are, a channel needs no map.")
                    .otherwise("true"),
            of(
                            "reads",
                            ReadsFile.SHAPE,
                            "How to see what stands there, for `verify` and `adopt`; absent = the partner cannot be asked.")
                    .like("{ operation: offer-list, key: shop_sku, compare: { price: price } }"),
            of(
                            "models",
                            bool(),
                            "True: the model above variants goes out too, as an item of its own, as long as one of its variants does.")
                    .otherwise("false"),
            of(
                            "once",
                            HandingFile.SHAPE,
                            "How orders are handed over, each once; for the stream orders. Such a stream needs no map and no route.")
                    .like("{ can: queryable, send: submit-order, look: find-order }"),
            of(
                            "market",
                            MarketFile.SHAPE,
                            "How orders that are placed there are read and answered; for the stream orders of a marketplace.")
                    .like("{ list: order-list, accept: order-accept, ship: order-ship }"));

    private static final List<Setting> OWN = List.of(
            of("title", text(), "Name for people.").needed().like("Mirakl, seller side"),
            of("description", text(), "What it is for, one or two sentences."),
            of(
                            "protocol",
                            fields(
                                    "protocol",
                                    of("name", text(), "What is spoken.").needed(),
                                    of("version", text(), "Version that was tested."),
                                    of(
                                                    "contract",
                                                    text(),
                                                    "File of the vendor's published description (OpenAPI, Swagger); the connector kit holds"
                                                            + " recordings against it.")
                                            .describes()
                                            .like("acme/openapi.json"),
                                    of(
                                                    "base",
                                                    text(),
                                                    "What the paths of that description begin with and `baseUrl` holds already.")
                                            .describes()
                                            .like("/api/v2")),
                            "What is spoken.")
                    .like("{ name: BMEcat, version: \"2005\" }"),
            of("support", words(Connector.Support.class), "How far it is proven; earned by the contract kit.")
                    .otherwise("experimental"),
            of(
                    "connection",
                    fields(
                            "the connection of a connector",
                            of("required", list(Shape.of(ValueType.CODE)), "Keys a connection must have."),
                            of("properties", by(ValueType.CODE, PROPERTY), "Keys a connection may have.")
                                    .needed()),
                    "What a connection is made of."),
            of(
                    "entities",
                    list(words(Words.PLURAL)),
                    "What a source of this system can deliver; absent = it is no source."),
            of("formats", list(text()), "File formats it reads or publishes.").like("[csv, jsonl]"),
            of(
                    "streams",
                    byWord(Words.PLURAL, STREAM),
                    "What a channel of this system can take; absent = it is no channel."),
            of("limitations", list(text()), "What somebody should know before relying on it."));

    static final Shape.Fields SHAPE = fields("a connector", settings());

    static final FileKind KIND = new FileKind(
            "connector",
            "connectors/<system>/connector.yaml",
            "A system we can talk to: its connection, what it delivers and what it takes.",
            SHAPE,
            FileKind.Mode.WHOLE);

    private ConnectorFile() {}

    private static Setting[] settings() {
        var settings = new ArrayList<Setting>(OWN);
        settings.addAll(settings.size() - 1, OperationFile.SETTINGS);
        settings.add(settings.size() - 1, PartnerTableFile.SETTING);
        return settings.toArray(Setting[]::new);
    }

    static Connector read(String system, YamlNode node) {
        var tree = Tree.of(node, SHAPE);
        var title = tree.text("title");
        var connection = tree.tree("connection");
        var protocol = tree.tree("protocol");
        return new Connector(
                system,
                title == null ? system : title,
                tree.text("description"),
                tree.has("protocol")
                        ? new Connector.Protocol(
                                protocol.text("name"),
                                protocol.text("version"),
                                protocol.text("contract"),
                                protocol.text("base", ""))
                        : null,
                tree.word("support", Connector.Support.class),
                properties(connection.trees("properties")),
                Set.copyOf(connection.texts("required")),
                tree.texts("entities"),
                streams(tree.trees("streams")),
                tree.texts("formats"),
                OperationFile.http(tree),
                OperationFile.operations(tree),
                PartnerTableFile.read(tree),
                tree.texts("limitations"),
                tree.at());
    }

    private static Map<String, Connector.Property> properties(Map<String, Tree> trees) {
        var properties = new LinkedHashMap<String, Connector.Property>();
        trees.forEach((name, tree) -> properties.put(
                name,
                new Connector.Property(
                        name,
                        tree.text("type"),
                        tree.text("format"),
                        tree.texts("words"),
                        tree.flag("secret"),
                        tree.text("default"),
                        tree.text("example"),
                        tree.text("description"))));
        return properties;
    }

    private static Map<String, Duration> first(Map<String, String> written) {
        var first = new LinkedHashMap<String, Duration>();
        written.forEach((operation, age) -> {
            try {
                first.put(operation, (Duration) ValueType.SPAN.parse(age));
            } catch (IllegalArgumentException reported) {
                // The shape says it with its place.
            }
        });
        return Collections.unmodifiableMap(first);
    }

    private static Map<String, Connector.Stream> streams(Map<String, Tree> trees) {
        var streams = new LinkedHashMap<String, Connector.Stream>();
        trees.forEach((name, tree) -> streams.put(
                name,
                new Connector.Stream(
                        name,
                        tree.text("kamelet"),
                        tree.flag("publishes"),
                        tree.number("batch"),
                        tree.word("ack", Connector.Ack.class),
                        tree.text("why"),
                        OperationFile.rate(tree.value("rate", String.class)),
                        tree.text("answer"),
                        tree.text("acknowledge"),
                        tree.text("writes"),
                        tree.flag("retires"),
                        tree.flag("withdraws"),
                        tree.text("subject"),
                        first(tree.strings("first")),
                        tree.flag("map") && !tree.has("once") && !tree.has("market"),
                        tree.has("reads") ? ReadsFile.read(tree.tree("reads")) : null,
                        tree.flag("models"),
                        tree.has("once") ? HandingFile.read(tree.tree("once")) : null,
                        tree.has("market") ? MarketFile.read(tree.tree("market")) : null,
                        tree.at())));
        return streams;
    }
}
