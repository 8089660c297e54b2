package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.byWord;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.secret;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code config/accounts/<name>.yaml} and the packs such files extend. */
final class AccountFile {
    /** What the library knows of procurement systems: packs by name. */
    static final String PACKS = "connectors/hub/packs.yaml";

    static final List<String> VERSIONS = List.of("setup", "cart", "confirmation", "shipment");
    private static final String OLDEST = "1.2.014";

    private static final Shape.Fields IDENTITY = fields(
            "an identity",
            of("domain", text(), "Naming domain: DUNS, NetworkID or one of the buyer's own; case does not count.")
                    .needed()
                    .like("DUNS"),
            of("value", text(), "The name in it; digits in quotes, leading zeros count.")
                    .needed()
                    .like("\"012345678\""));

    private static final Shape IDENTITIES = either(IDENTITY, someOf(IDENTITY));

    static final Shape.Fields SIDE = fields(
            "a side of an account",
            of("identity", IDENTITIES, "Names of the buyer: From of what it sends. Several are synonyms.")
                    .like("{ domain: DUNS, value: \"012345678\" }"),
            of(
                    "sender",
                    IDENTITIES,
                    "Who may send for the buyer, when that is not the buyer: the network between. Sender is who is"
                            + " authenticated."),
            of("supplier", IDENTITIES, "Our names at this buyer: To of what it sends. Absent = To is not compared."),
            of("login", text(), "Name the buyer signs in with (OCI).").like("acme-buyer"),
            of("secret", secret(), "Shared secret; two while it is changed: current and previous.")
                    .like("[secret:acme-2027, secret:acme-2026]"),
            of("returnHosts", someOf(text()), "Hosts a cart may be returned to, whole names without port.")
                    .like("[acme.example]"),
            of(
                    "allow",
                    someOf(words(Account.Allow.class)),
                    "What return addresses must not be otherwise: `http`, an `ip` address, `sapevent` of SAP GUI."),
            of(
                    "answers",
                    AnswersShape.ACCOUNT,
                    "How this side hears what becomes of its orders; not at all when absent."));

    private static final Shape.Fields USER = fields(
            "the user of an account",
            of(
                    "resolve",
                    someOf(text()),
                    "Extrinsics with the user's name in the order they are asked; `Contact` and `ShipTo` are the mail"
                            + " addresses there. UserEmail, Email, Contact, ShipTo, UniqueName, User when absent."),
            of("unknown", words(Account.Unknown.class), "A user without name comes in as guest, or not at all.")
                    .otherwise("guest"),
            of("echo", someOf(text()), "Extrinsics that go back with the cart; nothing else does.")
                    .like("[CostCenter]"));

    private static final Shape.Fields CART = fields(
            "the cart of an account",
            of(
                            "map",
                            Shape.of(ValueType.MAP_NAME),
                            "Map of products that says what a line says beside name, text, price and code; `cxml/cart-out` or `oci/cart-out`"
                                    + " when absent.")
                    .like("acme/cart-out"),
            of(
                            "note",
                            text(),
                            "Where what a user says to a line goes: a field of OCI, or an extrinsic of cXML. Comments (cXML) and the end of"
                                    + " LONGTEXT (OCI) when absent.")
                    .like("CUST_FIELD5"));

    private static final Shape.Fields LIMITS = fields(
            "the limits of an account",
            length("part", "Longest part number; a longer one is refused.", "40"),
            length("auxiliary", "Longest mark of a line.", "100"),
            length("name", "Longest short name; longer ones are cut.", "50"),
            length("description", "Longest description; longer ones are cut.", "2000"),
            length("manufacturerPart", "Longest number of a manufacturer; a longer one is left out.", "40"),
            length("decimals", "Most decimals of a unit price.", "4"),
            of("forbidden", text(), "Characters the buyer refuses in part numbers.")
                    .like("\"?{}\""),
            of("measure", words("characters", "bytes"), "What lengths are counted in.")
                    .otherwise("characters"));

    private static final Shape.Fields CXML = fields(
            "cxml",
            of(
                            "versions",
                            byWord(VERSIONS, text()),
                            "DTD version of what is written: the oldest the buyer's validator knows and that has what"
                                    + " we say. " + OLDEST + " when absent.")
                    .like("{ cart: 1.2.023, confirmation: 1.2.036 }"),
            of("form", words(Account.Form.class), "How the cart travels through the browser.")
                    .otherwise("base64"),
            of("field", text(), "Name of the form's field, when the buyer wants another case.")
                    .like("cXML-base64"),
            of("root", words("exact", "any-case"), "Whether a root element `cxml` in lower case is taken.")
                    .otherwise("exact"),
            of("allowed", words("create", "inspect", "edit"), "What the buyer may do with a returned cart later.")
                    .otherwise("edit"),
            of(
                            "unknownCart",
                            words("refuse", "empty"),
                            "A cart to be edited that we no longer know: 412, or an empty cart.")
                    .otherwise("refuse"),
            of("timeZone", Shape.of(ValueType.TIME_ZONE), "Zone of the offset in our time stamps.")
                    .otherwise("UTC"));

    private static final Shape.Fields OCI = fields(
            "oci",
            of(
                            "hookUrl",
                            words("split", "whole"),
                            "Parameters of HOOK_URL become fields of the form, as SAP wants it, or stay in the address.")
                    .otherwise("split"),
            of("encoding", Shape.of(ValueType.ENCODING), "Encoding of the returned form, unless the buyer names one.")
                    .otherwise("ISO-8859-1"),
            of("emptyFields", bool(), "Fields without value are sent too.").otherwise("false"),
            of("userField", text(), "Parameter with the login.").otherwise("USERNAME"),
            of("passwordField", text(), "Parameter with the secret.").otherwise("PASSWORD"),
            of("vendor", text(), "The buyer's number for us.").like("\"0000104711\""));

    static final Shape.Fields SHAPE = fields(
            "an account",
            of("title", text(), "Name for people; the file name when absent.")
                    .like("ACME group")
                    .describes(),
            of("description", text(), "What somebody should know about it.").describes(),
            of(
                            "extends",
                            nameOf(NameOf.ACCOUNT),
                            "Pack of the buyer's system (generic, coupa, ariba, sap-oci) or account whose keys hold"
                                    + " here too unless written again.")
                    .like("coupa"),
            of("owner", nameOf(NameOf.TEAM), "Team that answers for it.").describes(),
            of("protocol", words(Account.Protocol.class), "How the buyer speaks.")
                    .otherwise("cxml"),
            of("company", text(), "Number of the ERP customer the buyer is.").like("C-10042"),
            of("assortment", nameOf(NameOf.ASSORTMENT), "What the buyer sees; everything when absent.")
                    .like("contrat-acme"),
            of(
                            "brand",
                            nameOf(NameOf.BRAND),
                            "Whose face the shop and letters have; that called like the first seller when absent.")
                    .like("outil-sud"),
            of(
                            "locale",
                            nameOf(NameOf.LOCALE),
                            "Language of the shop where a set-up names none we speak; that of the brand when absent.")
                    .like("fr_FR"),
            of("production", SIDE, "The buyer's production system."),
            of("test", SIDE, "The buyer's test system: its orders are answered in full and reach no ERP."),
            of("user", USER, "Who the user is."),
            of(
                    "units",
                    fields(
                            "the units of an account",
                            of("table", nameOf(NameOf.TABLE), "Our unit to the buyer's code.")
                                    .needed()),
                    "Units the buyer calls otherwise; one that is not in the table is an error before it is sent."),
            of(
                    "classification",
                    fields(
                            "the classification of an account",
                            of("system", text(), "UNSPSC, eCl@ss or the buyer's own.")
                                    .otherwise("UNSPSC"),
                            of("version", text(), "Version of the system.").describes(),
                            of("table", nameOf(NameOf.TABLE), "Our category to the buyer's code.")),
                    "Codes the buyer sorts by."),
            of("cart", CART, "What lines of its carts say."),
            of("limits", LIMITS, "Longest values the buyer takes."),
            of("cxml", CXML, "What is particular about the buyer's cXML."),
            of("oci", OCI, "What is particular about the buyer's OCI."));

    static final FileKind KIND = new FileKind(
            "account",
            "config/accounts/<name>.yaml",
            "A procurement buyer that punches out and orders: test and production side by side, who it is, where its carts go, and what is"
                    + " particular about its system.",
            SHAPE,
            FileKind.Mode.EXTENDING);

    static final Shape PACKS_SHAPE = Shape.byName(SHAPE);

    static final FileKind PACKS_KIND = new FileKind(
            "packs",
            PACKS,
            "What is particular about procurement systems, by name; an account takes one over with `extends`. Shipped in the library.",
            PACKS_SHAPE,
            FileKind.Mode.PATCH);

    private AccountFile() {}

    private static org.caravanserai.home.setting.Setting length(String key, String doc, String otherwise) {
        return of(key, Shape.of(ValueType.INTEGER), doc + " 0 = not limited.").otherwise(otherwise);
    }

    static Account read(String name, YamlNode node) {
        var tree = Tree.of(node, SHAPE);
        return new Account(
                name,
                tree.text("title", name),
                tree.text("owner"),
                tree.text("extends"),
                tree.word("protocol", Account.Protocol.class),
                tree.text("company"),
                tree.text("assortment"),
                tree.text("brand"),
                tree.text("locale"),
                tree.has("production") ? side(tree.tree("production"), tree.text("brand")) : null,
                tree.has("test") ? side(tree.tree("test"), tree.text("brand")) : null,
                user(tree.tree("user")),
                tree.tree("units").text("table"),
                tree.has("classification") ? classification(tree.tree("classification")) : null,
                cart(tree.tree("cart"), tree.word("protocol", Account.Protocol.class)),
                limits(tree.tree("limits")),
                cxml(tree.tree("cxml")),
                oci(tree.tree("oci")),
                tree.at());
    }

    private static Account.Side side(Tree side, String brand) {
        var identity = identities(side, "identity");
        var sender = identities(side, "sender");
        var hosts = new LinkedHashSet<String>();
        side.texts("returnHosts").forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        var allow = EnumSet.noneOf(Account.Allow.class);
        for (var word : side.texts("allow")) {
            for (var one : Account.Allow.values()) {
                if (ValueType.word(one).equals(word)) {
                    allow.add(one);
                }
            }
        }
        return new Account.Side(
                identity,
                sender.isEmpty() ? identity : sender,
                identities(side, "supplier"),
                side.text("login"),
                side.texts("secret"),
                java.util.Collections.unmodifiableSet(hosts),
                java.util.Collections.unmodifiableSet(allow),
                side.has("answers") ? AnswersShape.read(side.tree("answers"), side.texts("secret"), brand) : null,
                side.at());
    }

    private static List<Account.Identity> identities(Tree side, String key) {
        var trees = new ArrayList<>(side.items(key));
        if (trees.isEmpty() && side.has(key)) {
            trees.add(side.tree(key));
        }
        return trees.stream()
                .map(one -> new Account.Identity(one.text("domain", ""), one.text("value", "")))
                .toList();
    }

    private static Account.User user(Tree user) {
        var resolve = user.texts("resolve");
        return new Account.User(
                resolve.isEmpty() ? List.of("UserEmail", "Email", "Contact", "ShipTo", "UniqueName", "User") : resolve,
                user.word("unknown", Account.Unknown.class),
                user.texts("echo"));
    }

    private static Account.Classification classification(Tree tree) {
        return new Account.Classification(tree.text("system"), tree.text("version"), tree.text("table"));
    }

    private static Account.Cart cart(Tree tree, Account.Protocol protocol) {
        return new Account.Cart(tree.text("map", ValueType.word(protocol) + "/cart-out"), tree.text("note"));
    }

    private static Account.Limits limits(Tree tree) {
        return new Account.Limits(
                tree.number("part"),
                tree.number("auxiliary"),
                tree.number("name"),
                tree.number("description"),
                tree.number("manufacturerPart"),
                tree.number("decimals"),
                tree.text("forbidden", ""),
                tree.text("measure").equals("bytes"));
    }

    private static Account.Cxml cxml(Tree tree) {
        var versions = new LinkedHashMap<String, String>();
        VERSIONS.forEach(word -> versions.put(word, OLDEST));
        versions.putAll(tree.strings("versions"));
        return new Account.Cxml(
                java.util.Collections.unmodifiableMap(versions),
                tree.word("form", Account.Form.class),
                tree.text("field"),
                tree.text("root").equals("any-case"),
                tree.text("allowed"),
                tree.text("unknownCart").equals("empty"),
                tree.value("timeZone", ZoneId.class));
    }

    private static Account.Oci oci(Tree tree) {
        return new Account.Oci(
                tree.text("hookUrl").equals("split"),
                tree.value("encoding", Charset.class),
                tree.flag("emptyFields"),
                tree.text("userField"),
                tree.text("passwordField"),
                tree.text("vendor"));
    }
}
