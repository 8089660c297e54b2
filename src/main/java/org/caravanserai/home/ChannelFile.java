package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.byWord;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.ValueType;

/** {@code config/channels/<name>.yaml}: what its keys are. {@link ChannelReader} makes a {@link Channel} of them. */
final class ChannelFile {
    static final Shape.Fields PILOT = fields(
            "a pilot",
            of("table", nameOf(NameOf.TABLE), "Value table whose keys are the SKUs of the soft launch.")
                    .needed());

    static final Shape.Fields PRICES = fields(
            "the prices of a channel",
            of("list", nameOf(NameOf.PRICE_LIST), "Price list.").needed().like("public-2027"),
            of("vat", words(Prices.Vat.class), "Whether amounts contain VAT; as the list when absent.")
                    .like("included"),
            of("show", someOf(words("list", "net")), "Which prices the partner sees; maps decide it.")
                    .later()
                    .otherwise("net")
                    .like("[list, net]"),
            of("announce", words("none", "next"), "`next` shows the coming list before it applies.")
                    .later()
                    .otherwise("none"),
            of("ecoContribution", words(Prices.Vat.class), "Whether the eco contribution is in the amount.")
                    .later()
                    .otherwise("excluded"));

    static final Shape.Fields STOCK = fields(
            "the stock of a channel",
            of("warehouses", someOf(nameOf(NameOf.WAREHOUSE)), "Places that count; all when absent.")
                    .like("[nevers]"),
            of("safety", Shape.of(ValueType.DECIMAL), "Pieces kept back.")
                    .otherwise("0")
                    .like("5"));

    static final Shape.Fields SCHEDULE = fields(
            "a schedule",
            of("every", Shape.of(ValueType.SPAN), "Pause between two runs.").like("15m"),
            of(
                            "at",
                            either(Shape.of(ValueType.TIME), someOf(Shape.of(ValueType.TIME))),
                            "Times of day in the hub's zone.")
                    .like("\"05:30\""));

    private static final Shape.Fields FEED_FILE = fields(
            "a published file",
            of("file", Shape.of(ValueType.PATH), "Its name; `{locale}` stands for the locale.")
                    .needed()
                    .like("\"google-{locale}.xml\""),
            of("sheet", text(), "Sheet of a workbook; part of a BMEcat file, `groups` or `products`."),
            of(
                            "load",
                            words("full", "delta"),
                            "`delta` = only what has changed since the version its `base` in the manifest names, with `change: update` or `delete`.")
                    .otherwise("full"),
            of("format", FormatShape.SHAPE, "What it looks like.").needed().like("{ type: rss }"));

    static final Shape.Fields STREAM = fields(
            "a stream",
            of("map", Shape.of(ValueType.MAP_NAME), "Map; `<system>/<record>-out` when absent.")
                    .like("mirakl/product-out.adeo"),
            of(
                    "gate",
                    Shape.of(ValueType.MAP_NAME),
                    "Gate; the one named like the map, else `<system>/<record>-out`, when absent and there is one."),
            of("schedule", SCHEDULE, "When it runs; whenever something is due when absent.")
                    .like("{ every: 15m }"),
            of("perLocale", bool(), "One lane per locale.").otherwise("false"),
            of("onHold", words(Channel.OnHold.class), "What becomes of an item at the partner while a gate holds it.")
                    .otherwise("keep"),
            of("after", someOf(words(Words.PLURAL)), "Streams in which an item must be confirmed first.")
                    .like("[products]"),
            of("file", Shape.of(ValueType.PATH), "Name of the one published file.")
                    .like("articles.csv"),
            of(
                            "sheet",
                            text(),
                            "Its sheet in a workbook; streams naming the same file are one workbook, or one BMEcat file of the parts `groups` and"
                                    + " `products`.")
                    .like("Articles"),
            of("format", FormatShape.SHAPE, "What it looks like.").like("{ type: csv, separator: \";\" }"),
            of("files", someOf(FEED_FILE), "Published files, where there are several.")
                    .like("[{ file: \"google-{locale}.xml\", format: { type: rss } }]"),
            of(
                            "can",
                            words(Handing.Can.class),
                            "For orders: what this installation can do about one that may have arrived; as its system says when absent.")
                    .like("blind"),
            of(
                            "settle",
                            Shape.of(ValueType.SPAN),
                            "For orders: so long after sending, a look that finds nothing says nothing; as its system says when absent.")
                    .like("5m"),
            of("handover", OrderFileShape.SHAPE, "For orders that go as files, one order a file: how they look.")
                    .like("{ format: { type: csv }, columns: [{ name: NUMBER, from: order.number }] }"),
            of(
                            "acknowledgements",
                            someOf(AcknowledgementShape.SHAPE),
                            "For orders that go as files: the files the ERP answers with.")
                    .like(
                            "[{ files: \"ACK_*.csv\", format: { type: csv }, columns: [{ name: KEY, to: key }, { name: STATE, to: state }] }]"),
            of(
                            "accept",
                            words(Channel.Accept.class),
                            "For orders of a marketplace: whether the hub itself accepts what passes its checks and hands it over once it is paid and says where it goes, or the ERP decides by its confirmation about orders it has unpaid and without address.")
                    .otherwise("hub"),
            of(
                    "compare",
                    fields(
                            "how orders of a marketplace are compared with ours",
                            of("every", Shape.of(ValueType.SPAN), "How often.").otherwise("24h"),
                            of(
                                            "back",
                                            Shape.of(ValueType.SPAN),
                                            "Orders that changed so long ago and later; a day at least.")
                                    .otherwise("7d")),
                    "For orders of a marketplace: all it lists is compared with what is here; an order that is missing is taken, or told to operators."));

    static final Shape.Fields BRAKE = fields(
            "the brake of a channel",
            of("empty", words("hold", "accept"), "`hold` never publishes a file without rows over one that has some.")
                    .otherwise("hold"),
            of(
                            "retirements",
                            Shape.of(ValueType.PERCENT),
                            "Share of the rows that may leave a publication at once; up to five always may.")
                    .otherwise("5%")
                    .like("3%"),
            of(
                            "priceMove",
                            Shape.of(ValueType.PERCENT),
                            "Largest move of a price that a map fills with `price`, from one publication to the next.")
                    .otherwise("20%")
                    .like("10%"));

    static final Shape.Fields VERIFY = fields(
            "verify",
            of(
                            "mode",
                            words(Channel.Verify.Mode.class),
                            "`repair` sends what differs, the normal way and under the brake; `report` only counts; `off` compares when somebody asks.")
                    .otherwise("repair"),
            of("schedule", SCHEDULE, "When it is compared; at 03:00 when absent.")
                    .like("{ at: \"03:00\" }"));

    static final Shape.Fields CONTRACT = fields(
            "the contract of a feed",
            of("version", text(), "Version of what was agreed; it stands in the manifest.")
                    .like("2.1.0"),
            of(
                            "freshness",
                            Shape.of(ValueType.SPAN),
                            "How old the file may be: it is published again when nothing changed.")
                    .like("24h"),
            of("notice", Shape.of(ValueType.SPAN), "How long before a change the partner is told.")
                    .describes()
                    .like("90d"),
            of("contact", Shape.of(ValueType.MAIL), "Who is told.").describes().like("data@outil-sud.example"));

    static final Shape.Fields PROCESSOR = fields(
            "a processor of personal data",
            of("country", Shape.of(ValueType.COUNTRY), "Where it works.")
                    .needed()
                    .like("FR"),
            of("agreement", Shape.of(ValueType.DATE), "Date of the agreement.").like("2026-03-01"),
            of("data", someOf(text()), "What it gets.").like("[order contact]"));

    static final Shape.Fields TARGET = fields(
            "a target",
            of("to", text(), "`https` = fetched from us; `sftp`, `ftps`, `s3`, `mail` = pushed.")
                    .needed()
                    .like("sftp"),
            of(
                            "confirms",
                            bool(),
                            "Whether rows count as confirmed only when this target has them; false for a courtesy copy.")
                    .otherwise("true"),
            of("load", words("full", "delta"), "Which files it gets: whole ones or those of changes; all when absent.")
                    .like("delta"),
            of("connection", new Shape.Anything(), "Address and credentials; the keys are those of the connector."));

    static final Shape.Fields SHAPE = fields(
            "a channel",
            of("title", text(), "Name for people; the file name when absent.").like("Outil Sud, tarif et catalogue"),
            of("description", text(), "What somebody should know about it.").describes(),
            of("extends", nameOf(NameOf.CHANNEL), "Channel whose keys hold here too unless written again."),
            of("system", nameOf(NameOf.SYSTEM), "Connector it speaks through, a folder of connectors/.")
                    .needed()
                    .like("feed"),
            of("owner", nameOf(NameOf.TEAM), "Team that answers for it.")
                    .describes()
                    .like("catalogue"),
            of(
                            "mode",
                            words(Channel.Mode.class),
                            "Launch dial. `shadow` = computed and shown, nothing sent; `approve` = sent after somebody said so.")
                    .otherwise("approve")
                    .like("auto"),
            of("pilot", PILOT, "Soft launch; remove the line to open fully.").like("{ table: pilote-adeo }"),
            of("connection", new Shape.Anything(), "Address and credentials; the keys are those of the connector."),
            of("seller", nameOf(NameOf.SELLER), "Who invoices; the head of a feed names it.")
                    .like("morvan"),
            of("zone", nameOf(NameOf.ZONE), "Territory.").like("france"),
            of(
                            "locales",
                            someOf(nameOf(NameOf.LOCALE)),
                            "Languages, the first is the main one; those of the company when absent.")
                    .like("[fr_FR]"),
            of("scope", nameOf(NameOf.SCOPE), "Scope of scoped attributes.").like("ecommerce"),
            of(
                            "currency",
                            Shape.of(ValueType.CURRENCY),
                            "Currency; that of the price list, the zone or the company when absent.")
                    .like("EUR"),
            of("prices", PRICES, "Prices that go out; none when absent.").like("{ list: public-2027, vat: included }"),
            of("stock", STOCK, "Stock that goes out; none when absent.").like("{ warehouses: [nevers], safety: 5 }"),
            of("assortment", nameOf(NameOf.ASSORTMENT), "Selection of products; all when absent.")
                    .like("grand-public"),
            of("linkBase", Shape.of(ValueType.URI), "Address product links begin with.")
                    .like("https://shop.morvan.example/p/"),
            of("streams", byWord(Words.PLURAL, STREAM), "What goes out.").needed(),
            of("brake", BRAKE, "What stops and asks before anything leaves.")
                    .like("{ retirements: 3%, priceMove: 10% }"),
            of(
                            "verify",
                            VERIFY,
                            "How what the partner holds is compared with what it should hold, where its system can be read.")
                    .like("{ mode: report }"),
            of(
                            "answers",
                            AnswersShape.CHANNEL,
                            "Letters to whoever ordered there, as long as the partner itself is told nothing.")
                    .like(
                            "{ mail: { connection: { host: smtp.morvan.example, from: orders@morvan.example, to: [copy@morvan.example] }, parties: [buyer] } }"),
            of("contract", CONTRACT, "What was agreed with whoever fetches the feed."),
            of("processor", PROCESSOR, "For the register of processing, kept here for people.")
                    .describes(),
            of("deliver", someOf(TARGET), "Targets published files go to.").like("[{ to: https }]"));

    static final FileKind KIND = new FileKind(
            "channel",
            "config/channels/<name>.yaml",
            "A partner we feed: where, which language, price and goods, how often, what stops it.",
            SHAPE,
            FileKind.Mode.EXTENDING);

    private ChannelFile() {}
}
