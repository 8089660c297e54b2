package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;

/** The keys {@code authentication ceiling parallel throttling personal operations} of a connector. Bodies are in {@link PayloadFile}. */
final class OperationFile {
    private static final Shape.Single NUMBER = Shape.of(ValueType.INTEGER);
    private static final Shape.ByName TEXTS = by(ValueType.TEXT, text());

    static final Shape.Fields AUTHENTICATION = fields(
            "authentication",
            of("header", text(), "Header that carries the proof, alone with `value` or for a token.")
                    .like("api-key"),
            of("value", text(), "Its text.").like("\"{connection.apiKey}\""),
            of(
                    "basic",
                    fields(
                            "basic",
                            of("user", text(), "User name.").needed().like("\"{connection.user}\""),
                            of("password", text(), "Password; empty when absent.")
                                    .like("\"{connection.password}\"")),
                    "HTTP Basic."),
            of("bearer", text(), "A token that does not change, as `Authorization: Bearer`.")
                    .like("\"{connection.token}\""),
            of(
                    "oauth2",
                    fields(
                            "oauth2",
                            of("token", text(), "Path below `baseUrl`, or a connection key that holds a whole address.")
                                    .needed()
                                    .like("/api/oauth/token"),
                            of("clientId", text(), "Who asks.").needed().like("\"{connection.clientId}\""),
                            of("clientSecret", text(), "The proof.").needed().like("\"{connection.clientSecret}\""),
                            of("grant", text(), "Kind of grant.").otherwise("client_credentials"),
                            of("scope", text(), "Scope that is asked for."),
                            of(
                                            "credentials",
                                            words(Authentication.Credentials.class),
                                            "How id and secret are sent: form fields, JSON fields or HTTP Basic.")
                                    .otherwise("form"),
                            of("parameters", TEXTS, "Further fields of the request for a token.")
                                    .like("{ refresh_token: \"{connection.refreshToken}\" }")),
                    "A token from a token endpoint; kept, and asked for anew before it ends or once after a 401."),
            of(
                    "login",
                    fields(
                            "login",
                            of("operation", Shape.of(ValueType.NAME), "Operation that signs in.")
                                    .needed()
                                    .like("sign-in"),
                            of("fromHeader", text(), "Header of its answer that holds the token.")
                                    .like("vendure-auth-token"),
                            of("at", text(), "Path in its answer that holds the token.")
                                    .like("access_token"),
                            of("lifetime", Shape.of(ValueType.SPAN), "How long a token is used.")
                                    .otherwise("1h")),
                    "A token from an operation of the system itself."));

    private static final Shape.Fields THROTTLING = fields(
            "throttling",
            of("statuses", list(NUMBER), "Statuses that mean it, beside 429.").like("[403]"),
            of("header", text(), "Header that says when to come again, beside Retry-After.")
                    .like("x-sib-ratelimit-reset"),
            of("unit", words(Connector.Throttling.Unit.class), "What its number counts; epoch = seconds since 1970.")
                    .otherwise("seconds"));

    private static final Shape.Fields LOOK = fields(
            "look",
            of("after", Shape.of(ValueType.SPAN), "First look.").otherwise("1m"),
            of("every", Shape.of(ValueType.SPAN), "Looks after it.").otherwise("1m"),
            of("deadline", Shape.of(ValueType.SPAN), "Then the job counts as lost.")
                    .otherwise("24h"));

    private static final Shape.Fields ANSWER = fields(
            "answer",
            of("format", words("json", "xml", "csv", "text", "none"), "What comes back; none = the body is not read.")
                    .otherwise("json"),
            of(
                            "at",
                            either(text(), list(text())),
                            "Where the records stand: path or paths; lists on the way are walked through, `*` is every field. "
                                    + "Absent = the document, or its elements when it is a list.")
                    .like("data.updateProducts"),
            of("csv", FormatShape.SHAPE, "How a CSV answer looks."),
            of(
                            "map",
                            Shape.of(ValueType.MAP_NAME),
                            "Map of the records; one record = one outcome with the fields "
                                    + "`key position outcome remoteId code field text job lookAt state`.")
                    .like("brevo/contact-ack"),
            of("job", text(), "Path in the record of the job's name: all items carried are submitted.")
                    .like("import_id"),
            of("look", LOOK, "When the job is looked at."),
            of("known", text(), "Path in the record of the partner's name of the item: a create becomes an update.")
                    .like("id"),
            of(
                            "facts",
                            by(ValueType.CODE, either(text(), list(text()))),
                            "What later calls of the exchange with the same item may say as `{fact.<name>}`: paths in the "
                                    + "record, the first that is there counts. With batch: 1.")
                    .like("{ product: [variants.items.product.id, product.id] }"),
            of("accept", words("all"), "The answer proves that all items arrived; only with `why`."),
            of("why", text(), "Why it proves that."),
            of("as", text(), "With `accept`: the partner's name of the item, where we chose it ourselves.")
                    .like("\"{key|hexId}\""),
            of("keep", text(), "Name under which the records are kept for later calls about the item that say `each`.")
                    .like("images"),
            of("headers", list(text()), "Headers that are kept beside the usual ones.")
                    .like("[x-request-id]"),
            of("maxMiB", NUMBER, "Longest answer.").otherwise("16"));

    private static final Shape.Fields ERRORS = fields(
            "errors",
            of(
                            "at",
                            text(),
                            "Where error records stand; when there is one, even an answer with status 200 is an error. "
                                    + "Absent = the body of a 4xx or 5xx.")
                    .like("errors"),
            of("map", Shape.of(ValueType.MAP_NAME), "Map of the error records to outcomes.")
                    .like("brevo/contact-ack.errors"),
            of("code", text(), "Path in the record of the error code.").like("extensions.code"),
            of("text", text(), "Path in the record of the message.").like("message"),
            of("channel", list(text()), "Codes after which the channel stops.").like("[FORBIDDEN]"),
            of("expired", list(text()), "Codes that mean the token is no longer valid.")
                    .like("[UNAUTHENTICATED]"),
            of("throttled", list(text()), "Codes that mean too fast.").like("[\"606\"]"),
            of("unavailable", list(text()), "Codes that mean try again later.").like("[\"604\"]"));

    private static final Shape.Fields ONLY = fields(
            "only",
            of(
                            "changed",
                            list(text()),
                            "Fields among which everything must be that differs from what the partner confirmed.")
                    .like("[quantity]"),
            of("without", list(text()), "Fields the row must have no value for: they would be cleared there.")
                    .like("[all_prices]"));

    static final Shape.Fields OPERATION = fields(
            "an operation",
            of("description", text(), "What it is for, one sentence."),
            of("kind", words(Connector.Effect.class), "A read changes nothing there and is repeated without doubt.")
                    .otherwise("write"),
            of("idempotent", bool(), "A write that may be sent twice: the second time changes nothing more.")
                    .otherwise("false"),
            of("anonymous", bool(), "Sent without authentication.").otherwise("false"),
            of("method", words("GET", "POST", "PUT", "PATCH", "DELETE"), "HTTP method.")
                    .otherwise("POST"),
            of("path", text(), "Path below `baseUrl`, with placeholders.")
                    .needed()
                    .like("/contacts/{key}"),
            of("takes", list(words(Connector.Action.class)), "Actions it carries; items with another pass by.")
                    .otherwise("create, update")
                    .like("[retire]"),
            of("needs", list(text()), "Placeholders about the item; an item for which one has no value passes by.")
                    .like("[row._option, fact.group]"),
            of("unless", list(text()), "Placeholders about the item; an item for which one has a value passes by.")
                    .like("[fact.product]"),
            of("only", ONLY, "Carries an update only when it says all there is to say; others pass by.")
                    .like("{ changed: [quantity] }"),
            of("where", TEXTS, "Values the connection must have for it to be used, by key.")
                    .like("{ offers: csv }"),
            of("jobs", list(text()), "Looks only at jobs these operations began; at any when absent.")
                    .like("[offer-stock]"),
            of(
                            "differs",
                            list(text()),
                            "Fields of the row: items in which none of them differs from what the partner confirmed pass by.")
                    .like("[_pictures]"),
            of(
                            "each",
                            text(),
                            "A list in the row, or what an answer was told to `keep`: one call for each element, `{element}` or `{element.<field>}`;"
                                    + " with `batch: 1`.")
                    .like("_pictures"),
            of("batch", NUMBER, "Items per call; 0 = all there are, 1 = one by one.")
                    .otherwise("0"),
            of("pages", PagesFile.SHAPE, "How a read of many goes on; absent = one answer holds everything.")
                    .like("{ by: offset, size: 100, total: total_count }"),
            of("sharing", text(), "Operation whose ceiling counts these calls too: the partner takes them for one.")
                    .like("offer-import"),
            of("ceiling", Shape.of(ValueType.RATE), "Calls per connection, spaced evenly; survives a restart.")
                    .like("4/h"),
            of("timeout", Shape.of(ValueType.SPAN), "Whole call: connect, TLS, request, answer.")
                    .otherwise("30s"),
            of("query", TEXTS, "Query of the address; an entry whose placeholder has no value is left out.")
                    .like("{ shop_id: \"{connection.shopId}\" }"),
            of("headers", TEXTS, "Headers; as for query.").like("{ X-Locale: \"{locale}\" }"),
            of("body", PayloadFile.SHAPE, "What is sent: exactly one of json, xml, csv, form, multipart, graphql."),
            of("absent", list(NUMBER), "Statuses that say it is not there.").like("[404]"),
            of("answer", ANSWER, "How the answer is read."),
            of("errors", ERRORS, "How an error answer is read; that of the connector when absent."));

    /** The keys of a connector that are declared here. */
    static final List<org.caravanserai.home.setting.Setting> SETTINGS = List.of(
            of("authentication", AUTHENTICATION, "How calls prove who we are: header and value, or one of the others."),
            of("ceiling", Shape.of(ValueType.RATE), "Calls of all operations together per connection.")
                    .like("10/s"),
            of("parallel", NUMBER, "Most calls at the same time per connection.")
                    .otherwise("2"),
            of("throttling", THROTTLING, "How the partner says too fast."),
            of("personal", list(text()), "Names of fields, columns and headers that are masked in kept conversations.")
                    .like("[email, phone]"),
            of("errors", ERRORS, "How an error answer is read, for operations that do not say it."),
            of("operations", by(ValueType.NAME, OPERATION), "Calls, carried out by `hub:call?operation=`."));

    private OperationFile() {}

    static Connector.Http http(Tree tree) {
        var throttling = tree.tree("throttling");
        var statuses = new java.util.TreeSet<>(throttling.values("statuses", Integer.class));
        statuses.add(429);
        return new Connector.Http(
                authentication(tree.tree("authentication")),
                rate(tree.value("ceiling", String.class)),
                Math.max(1, tree.number("parallel")),
                new Connector.Throttling(
                        List.copyOf(statuses),
                        throttling.text("header"),
                        throttling.word("unit", Connector.Throttling.Unit.class)),
                tree.texts("personal"));
    }

    private static Authentication authentication(Tree tree) {
        var header = tree.text("header", "Authorization");
        if (tree.has("oauth2")) {
            var oauth = tree.tree("oauth2");
            return new Authentication.OAuth2(
                    oauth.text("token"),
                    oauth.text("clientId"),
                    oauth.text("clientSecret"),
                    oauth.text("grant"),
                    oauth.text("scope"),
                    oauth.word("credentials", Authentication.Credentials.class),
                    oauth.strings("parameters"),
                    header,
                    tree.text("value", "Bearer {token}"));
        }
        if (tree.has("login")) {
            var login = tree.tree("login");
            return new Authentication.Login(
                    login.text("operation"),
                    login.text("fromHeader"),
                    login.text("at"),
                    login.value("lifetime", Duration.class),
                    header,
                    tree.text("value", "Bearer {token}"));
        }
        if (tree.has("basic")) {
            var basic = tree.tree("basic");
            return new Authentication.Basic(basic.text("user"), basic.text("password", ""));
        }
        if (tree.has("bearer")) {
            return new Authentication.Bearer(tree.text("bearer"));
        }
        return tree.has("value") ? new Authentication.Header(header, tree.text("value")) : new Authentication.None();
    }

    static Map<String, Connector.Operation> operations(Tree connector) {
        var operations = new LinkedHashMap<String, Connector.Operation>();
        connector.trees("operations").forEach((name, tree) -> operations.put(name, operation(name, tree, connector)));
        return operations;
    }

    private static Connector.Operation operation(String name, Tree tree, Tree connector) {
        return new Connector.Operation(
                name,
                tree.text("description"),
                tree.word("kind", Connector.Effect.class),
                tree.flag("idempotent"),
                tree.flag("anonymous"),
                tree.text("method"),
                tree.text("path", ""),
                takes(tree),
                holes(tree, "needs"),
                holes(tree, "unless"),
                tree.texts("differs"),
                tree.text("each"),
                tree.number("batch"),
                tree.has("pages") ? PagesFile.read(tree.tree("pages")) : null,
                rate(tree.value("ceiling", String.class)),
                tree.text("sharing"),
                tree.value("timeout", Duration.class),
                tree.strings("query"),
                tree.strings("headers"),
                tree.has("body") ? PayloadFile.read(name, tree.tree("body")) : null,
                tree.values("absent", Integer.class),
                answer(tree.tree("answer")),
                errors(tree.has("errors") ? tree.tree("errors") : connector.tree("errors")),
                tree.strings("where"),
                tree.has("only")
                        ? new Connector.Only(
                                tree.tree("only").texts("changed"),
                                tree.tree("only").texts("without"))
                        : null,
                tree.texts("jobs"),
                tree.at());
    }

    private static Set<Connector.Action> takes(Tree tree) {
        var takes = EnumSet.noneOf(Connector.Action.class);
        if (!tree.has("takes")) {
            return EnumSet.of(Connector.Action.CREATE, Connector.Action.UPDATE);
        }
        for (var action : Connector.Action.values()) {
            if (tree.texts("takes").contains(ValueType.word(action))) {
                takes.add(action);
            }
        }
        return takes;
    }

    /** Placeholders, written without their braces. */
    private static List<Template.Hole> holes(Tree tree, String key) {
        return tree.texts(key).stream()
                .map(name -> new Template.Hole(name, null, 0))
                .toList();
    }

    private static Connector.Answer answer(Tree tree) {
        var look = tree.tree("look");
        return new Connector.Answer(
                tree.text("format"),
                tree.texts("at"),
                tree.text("format").equals("csv") ? FormatShape.read(tree.tree("csv")) : null,
                tree.text("map"),
                tree.text("job"),
                new Connector.Look(
                        look.value("after", Duration.class),
                        look.value("every", Duration.class),
                        look.value("deadline", Duration.class)),
                tree.text("known"),
                tree.lists("facts"),
                tree.has("accept"),
                tree.text("why"),
                tree.text("as"),
                tree.text("keep"),
                tree.texts("headers").stream()
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .toList(),
                Math.min(256, Math.max(1, tree.number("maxMiB"))) << 20);
    }

    private static Connector.Errors errors(Tree tree) {
        return new Connector.Errors(
                tree.text("at"),
                tree.text("map"),
                tree.text("code"),
                tree.text("text"),
                tree.texts("channel"),
                tree.texts("expired"),
                tree.texts("throttled"),
                tree.texts("unavailable"));
    }

    /** A ceiling as a record, null for null. */
    static Rate rate(String text) {
        if (text == null) {
            return null;
        }
        int slash = text.indexOf('/');
        var per = List.of("s", "m", "h", "d").indexOf(text.substring(slash + 1));
        var units = List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));
        return new Rate(Integer.parseInt(text.substring(0, slash)), units.get(per));
    }
}
