package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Mention;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.TreeCheck;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlNode;

/** {@code config/brands/<name>.yaml}: what its keys are, how they become a {@link Brand}, and what is wrong with one. */
final class BrandFile {
    static final String FOLDER = "config/brands/";

    /** WCAG 2.2, 1.4.3: least contrast of text. */
    private static final double LEAST = 4.5;

    private static final Shape TEXTS = either(text(), by(NameOf.LOCALE, text()));

    private static final Shape.Fields STYLE = fields(
            "the style of a brand",
            of(
                            "logo",
                            Shape.of(ValueType.PATH),
                            "Picture below config/: svg without anything that acts, png, jpg or webp. The title stands there when absent.")
                    .like("brands/outil-sud.svg"),
            of(
                            "primary",
                            text(),
                            "Colour of heads, links and buttons: dark enough to be read on a light page and to carry white text.")
                    .otherwise(Brand.COLOUR)
                    .like("\"#b3261e\""));

    private static final Shape.Fields CONTACT = fields(
            "the contact of a brand",
            of("help", TEXTS, "A line about who helps and when, by locale.")
                    .like("{ fr_FR: \"Du lundi au vendredi, 8 h à 18 h\", en_GB: \"Monday to Friday, 8 to 18\" }"),
            of("mail", Shape.of(ValueType.MAIL), "Mail address of whoever helps.")
                    .like("help@morvan.example"),
            of("phone", text(), "Telephone number, beginning with + and the country.")
                    .like("\"+33 3 86 00 00 00\""));

    private static final Shape.Fields LEGAL = fields(
            "the legal pages of a brand",
            of("terms", Shape.of(ValueType.URI), "Terms of sale.").like("https://morvan.example/cgv"),
            of("privacy", Shape.of(ValueType.URI), "What becomes of personal data."),
            of("imprint", Shape.of(ValueType.URI), "Who publishes."));

    private static final Shape.Fields MAIL = fields(
            "the letters of a brand",
            of("sender", text(), "Name beside the sender's address; the title when absent.")
                    .like("Ateliers Morvan, orders"),
            of("replyTo", Shape.of(ValueType.MAIL), "Where answers go; to the sender when absent."),
            of("foot", TEXTS, "Last lines of letters, by locale."));

    static final Shape.Fields SHAPE = fields(
            "a brand",
            of("title", text(), "Who speaks; the title of the company when absent.")
                    .like("Outil Sud Pro"),
            of("description", text(), "What somebody should know about it.").describes(),
            of("owner", nameOf(NameOf.TEAM), "Team that answers for it.").describes(),
            of("seller", nameOf(NameOf.SELLER), "Legal entity that invoices; it stands at the foot of the shop.")
                    .like("outil-sud"),
            of("style", STYLE, "How it looks."),
            of(
                            "locales",
                            someOf(nameOf(NameOf.LOCALE)),
                            "Languages of the shop, the first where nobody wishes one; those of the company when absent.")
                    .like("[fr_FR, en_GB]"),
            of("contact", CONTACT, "Who helps: at the foot of the shop and of letters."),
            of("legal", LEGAL, "Pages linked at the foot of the shop."),
            of("mail", MAIL, "Letters about orders."));

    static final FileKind KIND = new FileKind(
            "brand",
            FOLDER + "<name>.yaml",
            "A face: name, logo, colour, languages, help and legal pages of the landing shop and of letters about orders. An account names it"
                    + " with `brand`; those that name none have the brand called like the first seller.",
            SHAPE,
            FileKind.Mode.WHOLE);

    /** All brands by name. */
    static Map<String, Brand> read(
            ConfigTree tree, Company company, Map<String, HomeFile> files, Problems problems, List<Mention> mentions) {
        var reader = new BrandFile(company, files, problems);
        var brands = new LinkedHashMap<String, Brand>();
        tree.folder(EnvironmentFile.BRANDS).forEach((name, node) -> {
            new TreeCheck(problems, mentions, FileKind.Mode.WHOLE).check(node, SHAPE);
            brands.put(name, reader.read(name, node));
        });
        return Collections.unmodifiableMap(brands);
    }

    private final Company company;
    private final Map<String, HomeFile> files;
    private final Problems problems;

    BrandFile(Company company, Map<String, HomeFile> files, Problems problems) {
        this.company = company;
        this.files = files;
        this.problems = problems;
    }

    private Brand read(String name, YamlNode node) {
        var tree = Tree.of(node, SHAPE);
        var style = tree.tree("style");
        var contact = tree.tree("contact");
        var letters = tree.tree("mail");
        var locales = tree.texts("locales");
        var legal = new EnumMap<Brand.Legal, String>(Brand.Legal.class);
        for (var page : Brand.Legal.values()) {
            var url = tree.tree("legal").text(ValueType.word(page));
            if (url != null && https(tree.tree("legal").at(ValueType.word(page)), url)) {
                legal.put(page, url);
            }
        }
        var phone = contact.text("phone");
        if (phone != null && !phone.matches("\\+[0-9][0-9 ().-]{4,28}[0-9]")) {
            wrong(
                    contact.at("phone"),
                    "a telephone number begins with + and the country, such as \"+33 3 86 00 00 00\"");
        }
        return new Brand(
                name,
                tree.text("title", company.title()),
                tree.text("seller"),
                colour(style),
                style.has("logo") ? logo(style) : null,
                locales.isEmpty() ? company.locales() : locales,
                texts(contact, "help"),
                contact.text("mail"),
                phone,
                legal,
                new Brand.Letters(letters.text("sender"), letters.text("replyTo"), texts(letters, "foot")),
                tree.at());
    }

    private static Map<String, String> texts(Tree tree, String key) {
        if (!tree.has(key)) {
            return Map.of();
        }
        var one = tree.scalar(key);
        return one == null ? new LinkedHashMap<>(tree.strings(key)) : Map.of("", one.text());
    }

    private boolean https(Position at, String url) {
        if (url.startsWith("https://")) {
            return true;
        }
        wrong(at, "an address that is linked begins with https://");
        return false;
    }

    private String colour(Tree style) {
        var said = style.text("primary");
        if (!said.matches("#[0-9A-Fa-f]{6}")) {
            wrong(style.at("primary"), "a colour is six hexadecimal digits, such as \"" + Brand.COLOUR + "\"");
            return Brand.COLOUR;
        }
        var contrast = Colour.of(said).contrast(Colour.PAGE);
        if (contrast < LEAST) {
            wrong(
                    style.at("primary"),
                    "text in " + said + " has a contrast of " + Colour.shown(contrast) + " on the page and needs "
                            + LEAST + "; the nearest that can be read is \""
                            + Colour.of(said).darkened(LEAST) + "\"");
        }
        return said;
    }

    private Brand.Logo logo(Tree style) {
        var path = "config/" + style.text("logo");
        var file = files.get(path);
        if (!path.startsWith(FOLDER) || file == null) {
            wrong(
                    style.at("logo"),
                    "there is no file " + path + "; logos lie in " + FOLDER + ", e.g. logo: brands/x.svg");
            return null;
        }
        var checked = Logos.read(path, file.bytes());
        if (checked instanceof Logos.Refused refused) {
            problems.error(Position.of(path), HomeCode.BRAND.code(), refused.why());
            return null;
        }
        return ((Logos.Taken) checked).logo();
    }

    private void wrong(Position at, String text) {
        problems.error(at, HomeCode.BRAND.code(), text);
    }
}
