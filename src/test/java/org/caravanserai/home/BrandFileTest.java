package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faces: the shortest, one with every key, none at all; colours nobody could read; drawings that would act. */
class BrandFileTest {
    private static final String LINE = "# yaml-language-server: $schema=../../.schemas/brand.json\n";
    private static final String SVG =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                    + " xmlns:x=\"http://www.w3.org/1999/xhtml\" viewBox=\"0 0 9 9\">";

    @TempDir
    private Path folder;

    private Home home(String environment, Map<String, String> files) {
        return Home.read(new HomeCase("", environment, files, "").write(folder), environment, Library.ofClassPath());
    }

    @Test
    void aCompanyWithoutBrandsHasAPlainOne() {
        var home = home(null, Map.of());
        var brand = home.brand(null);
        assertThat(brand.name()).as("the first seller").isEqualTo("morvan");
        assertThat(brand.title()).isEqualTo("Base company");
        assertThat(brand.locales()).containsExactly("fr_FR", "en_GB");
        assertThat(brand.logo()).isNull();
        assertThat(home.brand("gone")).isEqualTo(brand);
    }

    @Test
    void theShortest() {
        var home = home(null, Map.of("config/brands/morvan.yaml", LINE + "owner: it\n"));
        assertThat(home.problems()).isEmpty();
        var brand = home.brand(null);
        assertThat(brand).isSameAs(home.brands().get("morvan"));
        assertThat(brand.title()).isEqualTo("Base company");
        assertThat(brand.primary()).isEqualTo("#12645c");
        assertThat(brand.locales()).containsExactly("fr_FR", "en_GB");
        assertThat(brand.legal()).isEmpty();
        assertThat(brand.help(Locale.FRANCE)).isNull();
        assertThat(brand.letters()).isEqualTo(new Brand.Letters(null, null, Map.of()));
    }

    @Test
    void everyKeyAndAnEnvironment() {
        var home = home(
                "preprod",
                Map.of(
                        "config/brands/pro.svg",
                        SVG
                                + "<style>.a{fill:red}</style><g class=\"a\"><path d=\"M0 0\"/></g><use xlink:href=\"#a\"/></svg>",
                        "config/brands/pro.yaml",
                        LINE + """
                title: Outil Sud Pro
                seller: morvan
                style: { logo: brands/pro.svg, primary: "#b3261e" }
                locales: [en_GB]
                contact: { help: { fr_FR: Jours ouvrés, en_GB: Working days }, mail: help@pro.example, phone: "+33 (0)3-86" }
                legal: { terms: "https://pro.example/cgv", privacy: "https://pro.example/p", imprint: "https://pro.example/i" }
                mail: { sender: Pro, replyTo: a@pro.example, foot: Bye }
                """,
                        "config/accounts/a.yaml",
                        """
                # yaml-language-server: $schema=../../.schemas/account.json
                brand: pro
                locale: fr_FR
                production:
                  identity: { domain: DUNS, value: a }
                  supplier: { domain: DUNS, value: us }
                  secret: secret:a
                  returnHosts: [a.example]
                  answers: { mail: { connection: { host: h, from: a@b.example, to: [c@d.example] } } }
                """,
                        "config/environments/preprod.yaml",
                        """
                # yaml-language-server: $schema=../../.schemas/environment.json
                brands: { pro: { contact: { mail: test@pro.example } } }
                """));
        assertThat(home.problems()).isEmpty();
        var brand = home.brand("pro");
        assertThat(brand.title()).isEqualTo("Outil Sud Pro");
        assertThat(brand.seller()).isEqualTo("morvan");
        assertThat(brand.primary()).isEqualTo("#b3261e");
        assertThat(brand.logo().type()).isEqualTo("image/svg+xml");
        assertThat(brand.locales()).isEqualTo(List.of("en_GB"));
        assertThat(brand.help(Locale.FRENCH))
                .as("another country of the language")
                .isEqualTo("Jours ouvrés");
        assertThat(brand.help(Locale.UK)).isEqualTo("Working days");
        assertThat(brand.help(Locale.GERMANY)).isNull();
        assertThat(brand.mail()).as("of the environment").isEqualTo("test@pro.example");
        assertThat(brand.phone()).isEqualTo("+33 (0)3-86");
        assertThat(brand.legal()).hasSize(3).containsEntry(Brand.Legal.TERMS, "https://pro.example/cgv");
        assertThat(brand.letters().sender()).isEqualTo("Pro");
        assertThat(brand.letters().replyTo()).isEqualTo("a@pro.example");
        assertThat(brand.foot(Locale.GERMANY)).as("one text for all").isEqualTo("Bye");
        var account = home.accounts().get("a");
        assertThat(account.brand()).isEqualTo("pro");
        assertThat(account.locale()).isEqualTo("fr_FR");
        assertThat(account.production().answers().mail().brand())
                .as("that of the account")
                .isEqualTo("pro");
    }

    /** Figures of the contrast calculators people use. */
    @ParameterizedTest
    @CsvSource({
        "#000000, #ffffff, 21.0",
        "#ffffff, #ffffff, 1.0",
        "#767676, #ffffff, 4.5",
        "#777777, #ffffff, 4.4",
        "#ff0000, #ffffff, 3.9"
    })
    void contrast(String one, String other, String expected) {
        assertThat(Colour.shown(Colour.of(one).contrast(Colour.of(other)))).isEqualTo(expected);
        assertThat(Colour.shown(Colour.of(other).contrast(Colour.of(one)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#f5c518", "#ffffff", "#00ff00", "#999999"})
    void theShadeThatIsOfferedCanBeRead(String hex) {
        assertThat(Colour.of(hex).contrast(Colour.PAGE)).isLessThan(4.5);
        assertThat(Colour.of(hex).darkened(4.5).contrast(Colour.PAGE)).isBetween(4.5, 4.8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script>alert(1)</script> | element script",
                "<x:div/> | element div",
                "<foreignObject/> | element foreignObject",
                "<image href='data:image/png;base64,AA'/> | element image",
                "<a href='#x'/> | element a",
                "<animate attributeName='href'/> | element animate",
                "<set/> | element set",
                "<rect onload='alert(1)'/> | attribute onload",
                "<rect OnClick='alert(1)'/> | attribute OnClick",
                "<use href='https://evil.example/a.svg#x'/> | address of another file",
                "<use xlink:href='javascript:alert(1)'/> | address of another file",
                "<g xml:base='https://evil.example/'/> | attribute base",
                "<rect fill='url(https://evil.example/)'/> | attribute fill with an address outside of it",
                "<rect style='fill:url( \"//evil\" )'/> | attribute style with an address outside of it",
                "<style>@import 'x'</style> | text with an address outside of it",
                "<style>a{b:\\75rl(x)}</style> | text with an address outside of it",
                "<?xml-stylesheet href='x'?> | processing instruction",
                "<svg> | no SVG",
            })
    void drawingsThatActAreRefused(String inside, String why) {
        var read = Logos.read("config/brands/a.svg", (SVG + inside + "</svg>").getBytes(StandardCharsets.UTF_8));
        assertThat(read)
                .isInstanceOfSatisfying(
                        Logos.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
    }

    @Test
    void whatADrawingMayHold() {
        var svg = SVG + "<defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs>"
                + "<rect fill='url(#g)' style='stroke:#fff'/><text>Pro</text></svg>";
        assertThat(Logos.read("a.svg", svg.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Logos.Taken.class);
        var doctype = "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg;
        assertThat(Logos.read("a.svg", doctype.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Logos.Refused.class);
        assertThat(Logos.read("a.svg", new byte[200 << 10])).isInstanceOf(Logos.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, 89504e470d0a1a0a00, image/png",
        "a.jpg, ffd8ffe000, image/jpeg",
        "a.jpeg, ffd8ffe000, image/jpeg",
        "a.webp, 524946460000000057454250, image/webp",
    })
    void picturesAreWhatTheirNameSays(String path, String hex, String type) {
        var bytes = java.util.HexFormat.of().parseHex(hex);
        assertThat(Logos.read(path, bytes))
                .isInstanceOfSatisfying(
                        Logos.Taken.class,
                        taken -> assertThat(taken.logo().type()).isEqualTo(type));
        bytes[0]++;
        assertThat(Logos.read(path, bytes)).isInstanceOf(Logos.Refused.class);
    }
}
