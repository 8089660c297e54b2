package org.caravanserai.delivery.answer;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import org.caravanserai.connector.Fault;
import org.caravanserai.home.Connector;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.ValueType;

/** The keys of recorded exchanges, for the check, the JSON Schema and the reference page. */
public final class RecordingShape {
    private static final Shape ANY = new Shape.Anything();
    private static final Shape.ByName HEADERS = by(ValueType.TEXT, text());

    static final Shape.Fields ITEM = fields(
            "an item",
            of("key", text(), "Natural key.").needed().like("GL-200-9"),
            of("action", words(Connector.Action.class), "What should happen to it.")
                    .otherwise("create"),
            of("remoteId", text(), "What the partner calls it.").like("\"4711\""),
            of("row", ANY, "The mapped row; unquoted numbers, true and false keep their type.")
                    .like("{ sku: GL-200-9, price: 12.50 }"),
            of("facts", by(ValueType.TEXT, text()), "What answers of operations before have said of it.")
                    .like("{ product: \"17\" }"),
            of("kept", by(ValueType.TEXT, ANY), "Records that operations before were told to `keep`.")
                    .like("{ pictures: [{ \"@id\": \"3\" }] }"));

    static final Shape.Fields REQUEST = fields(
            "a request",
            of("method", words("GET", "POST", "PUT", "PATCH", "DELETE"), "HTTP method.")
                    .otherwise("POST"),
            of("path", text(), "Path below `baseUrl`, with query, as it goes over the line.")
                    .needed()
                    .like("/contacts?limit=10"),
            of(
                            "headers",
                            HEADERS,
                            "Headers it must have; others are not compared. A secret `x` of the connection is `recorded-x`.")
                    .like("{ api-key: recorded-apiKey }"),
            of("json", ANY, "Body, compared by value.").like("{ name: Glove }"),
            of(
                    "text",
                    text(),
                    "Body, compared character by character; the boundary of a multipart body is `boundary`."));

    static final Shape.Fields ANSWER = fields(
            "a recorded answer",
            of("status", Shape.of(ValueType.INTEGER), "HTTP status; absent = the line is cut.")
                    .like("200"),
            of("headers", HEADERS, "Headers that matter.").like("{ Retry-After: \"5\" }"),
            of("json", ANY, "Body as JSON.").like("{ id: 4711 }"),
            of("text", text(), "Body as it came."));

    static final Shape.Fields OUTCOME = fields(
            "an expected outcome",
            of("key", text(), "Whose.").needed().like("GL-200-9"),
            of(
                            "outcome",
                            words("accepted", "submitted", "rejected", "deferred", "unknown", "known", "open"),
                            "What is known afterwards; open = nothing was said.")
                    .needed(),
            of("remoteId", text(), "What the partner calls it."),
            of("code", text(), "The partner's code of a refusal."),
            of("field", text(), "Field it complains about."),
            of("text", text(), "In the partner's words."),
            of("job", text(), "Job that tells later."));

    private static final Shape.Fields NEXT = fields(
            "a further exchange",
            of("request", REQUEST, "What goes out.").needed(),
            of("answer", ANSWER, "What comes back.").needed());

    static final Shape.Fields CASE = fields(
            "a recording",
            of("title", text(), "The sentence it proves.").needed().like("one of two is refused"),
            of("items", list(ITEM), "Items that are carried, in order; none for an operation that speaks of none."),
            of("job", text(), "Job that is looked at.").like("\"2041\""),
            of("locale", text(), "Language of the stream.").like("fr_FR"),
            of(
                            "page",
                            by(ValueType.TEXT, text()),
                            "What a call for a page of a list is given: `page`, `offset`, `limit`, `cursor`, `since`.")
                    .like("{ offset: \"100\", limit: \"100\" }"),
            of(
                            "connection",
                            by(ValueType.CODE, text()),
                            "Values of the connection; else example or default of the descriptor.")
                    .like("{ shopId: \"2000\" }"),
            of("request", REQUEST, "What goes out. A request for a token before it is answered by itself.")
                    .needed(),
            of("answer", ANSWER, "What comes back.").needed(),
            of("then", list(NEXT), "Exchanges that follow, for instance when a refused batch is halved."),
            of(
                    "expect",
                    list(OUTCOME),
                    "One entry for each item, or, without items, for each a list speaks of; keys not written are not compared."),
            of("fault", words(Fault.class), "The call fails as a whole: in this class."));

    static final Shape.Fields FILE = fields(
            "recordings",
            of("title", text(), "What is recorded."),
            of(
                    "description",
                    text(),
                    "Where the exchanges come from: a real account and its date, or the vendor's documentation."),
            of(
                            "elements",
                            fields(
                                    "elements",
                                    of("at", text(), "Path of the list in the body of the request.")
                                            .needed()
                                            .like("create"),
                                    of(
                                                    "as",
                                                    text(),
                                                    "Operation of the vendor's description each element is held against.")
                                            .needed()
                                            .like("POST /products")),
                            "For a batch that the vendor's description leaves out.")
                    .describes(),
            of(
                            "undeclared",
                            list(text()),
                            "Query parameters, and beginnings of paths, that the vendor's description leaves out or has wrongly.")
                    .describes()
                    .like("[max, offset]"),
            of("cases", someOf(CASE), "Exchanges.").needed());

    /** The kind of file. */
    public static final FileKind KIND = new FileKind(
            "recording",
            "connectors/<system>/recordings/<operation>.yaml",
            "Exchanges with a partner as they were recorded: these items make this request, and this answer means these outcomes. `test` plays them"
                    + " without a network; the connector kit also holds them against the vendor's description (`protocol.contract`).",
            FILE,
            FileKind.Mode.WHOLE);

    private RecordingShape() {}
}
