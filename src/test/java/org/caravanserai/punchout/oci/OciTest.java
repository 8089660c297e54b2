package org.caravanserai.punchout.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Carts;
import org.caravanserai.punchout.Price;
import org.caravanserai.punchout.ReturnAddress;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.Setup;
import org.caravanserai.testing.Needs;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OCI: the call of a browser, the form that goes back, and what is read from the forms of others. */
class OciTest {
    private static final String HOOK = "https://srm.buyer.example/oci/return?sid=42&x=a%20b&sid=43";

    private final Account srm = Buyers.account("srm");

    private OciCall call(String query, String form) {
        return OciCall.of(Parameters.of(query, form, StandardCharsets.UTF_8), srm.oci());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String said(OciCall call) {
        if (call instanceof OciCall.Shop shop) {
            var setup = shop.setup();
            return "shop"
                    + (setup.selected() == null ? "" : " at " + setup.selected().sku())
                    + (setup.search() == null ? "" : " for " + setup.search());
        }
        if (call instanceof OciCall.Validate validate) {
            return "validate " + validate.quantity() + " of " + validate.product();
        }
        return "refused: " + ((OciCall.Refused) call).text();
    }

    /** Every shared sample: a call is what it asks for, with its account and its way back; a form is its items. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            callup-post-synthetic.txt           | shop, srm production, back to srm.buyer.example
            callup-validate-synthetic.txt       | validate 12.000 of SKU-4711, srm production, back to srm.buyer.example
            return-fields-synthetic.txt         | 2 items: 2000.000 SCR-M6-20 at 5.00/1000 EUR, 1.500 SRV-MONT at 80.00/1 EUR; none unknown
            return-form-meplato-extensions.html | 10 items: 1.0 491901E at 1730.900/1.0 EUR, 1.0 491903E at 1944.650/1.0 EUR; unknown CUST_FIELD30 CUST_FIELD50 FULFILLED_BY MPS_SAGE_CONTRACT MPS_SAGE_NUMBER SOLD_BY TAX_CODE TAX_RATE
            return-form-real-world.html         | 10 items: 1.0 491901E at 1730.900/1.0 EUR, 1.0 491903E at 1944.650/1.0 EUR; none unknown
            """)
    void everySample(String sample, String expected) throws IOException {
        assertThat(sample.startsWith("callup") ? callOf(sample) : formOf(sample))
                .isEqualTo(expected);
    }

    @Test
    void everySampleStandsInTheTable() throws IOException {
        var table = Files.readString(java.nio.file.Path.of("src/test/java/org/caravanserai/punchout/oci/OciTest.java"));
        try (var files = Files.list(Needs.shared("standards/oci"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(table).contains(name));
        }
    }

    private String callOf(String sample) throws IOException {
        var encoded = OciSamples.encoded(sample);
        var byPost = call(null, encoded);
        assertThat(call(encoded, null)).as("GET and POST are the same").isEqualTo(byPost);
        var frame = byPost.frame();
        var known = (Accounts.Known) Buyers.accounts().oci("srm", frame.login(), frame.secret());
        var back = (ReturnAddress.Allowed) ReturnAddress.check(frame.hookUrl(), known.side());
        return said(byPost) + ", " + known.account().name() + (known.test() ? " test" : " production") + ", back to "
                + java.net.URI.create(back.address()).getHost();
    }

    private static String formOf(String sample) throws IOException {
        var fields = sample.endsWith(".txt") ? OciSamples.decoded(sample) : OciSamples.inputs(OciSamples.read(sample));
        var items = OciItems.of(fields);
        assertThat(items).allSatisfy(item -> {
            assertThat(item.quantity()).isPresent();
            assertThat(item.price()).isPresent();
        });
        var unknown = items.stream()
                .flatMap(item -> item.unknown().keySet().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return items.size() + " items: "
                + items.stream().limit(2).map(OciTest::words).collect(Collectors.joining(", "))
                + "; " + (unknown.isEmpty() ? "none unknown" : "unknown " + unknown);
    }

    private static String words(OciItems.Item item) {
        return item.value(OciField.QUANTITY).orElse("") + " "
                + item.value(OciField.VENDORMAT)
                        .or(() -> item.value(OciField.MANUFACTMAT))
                        .orElse("") + " at "
                + item.price().orElseThrow().amount() + "/"
                + item.price().orElseThrow().basis() + " "
                + item.value(OciField.CURRENCY).orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FUNCTION=                                    | shop
            function=detail&productid=GL-200             | shop at GL-200
            FUNCTION=DETAIL                              | refused: DETAIL needs PRODUCTID
            FUNCTION=VALIDATE&PRODUCTID=GL-200           | validate 1 of GL-200
            FUNCTION=VALIDATE&PRODUCTID=GL-200&QUANTITY=+2.5+ | validate 2.5 of GL-200
            FUNCTION=VALIDATE&PRODUCTID=GL-200&QUANTITY=0 | refused: QUANTITY is '0', no number above 0
            FUNCTION=VALIDATE&PRODUCTID=GL-200&QUANTITY=x | refused: QUANTITY is 'x', no number above 0
            FUNCTION=VALIDATE                            | refused: VALIDATE needs PRODUCTID
            FUNCTION=SOURCING&SEARCHSTRING=gant          | shop for gant
            FUNCTION=BACKGROUND_SEARCH&SEARCHSTRING=gant | refused: BACKGROUND_SEARCH is not served by this catalogue
            FUNCTION=<script>                            | refused: the function '<SCRIPT>' is not known
            """)
    void functions(String query, String expected) {
        assertThat(said(call(query + "&HOOK_URL=" + encode(HOOK), null))).isEqualTo(expected);
    }

    @Test
    void aCallWithoutAddressBackOrWithAnEndlessParameterIsRefused() {
        assertThat(said(call("USERNAME=x", null)))
                .isEqualTo("refused: HOOK_URL is missing: without it no cart can be returned");
        assertThat(said(call("HOOK_URL=" + encode(HOOK) + "&x=" + "y".repeat(4001), null)))
                .isEqualTo("refused: a parameter is longer than 4000 characters");
    }

    /** Acceptance check 16: names in any case, the address encoded once or twice, GET or POST, the form before the query. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theAddressIsTheSameHoweverItComes(boolean twice) {
        var hook = twice ? encode(encode(HOOK)) : encode(HOOK);
        var rest = "&username=u&password=p&~OKCODE=ADDI&~target=_parent&~CALLER=CTLG&costcenter=K-7";
        var get = call("hook_url=" + hook + rest, null);
        assertThat(call(null, "hook_url=" + hook + rest)).isEqualTo(get);
        assertThat(call("hook_url=https%3A%2F%2Fevil.example&USERNAME=other", "hook_url=" + hook + rest))
                .isEqualTo(get);
        assertThat(get.frame().hookUrl()).isEqualTo(HOOK);
        assertThat(get.frame().login()).isEqualTo("u");
        assertThat(get.frame().secret()).isEqualTo("p");
        assertThat(get.frame().target()).isEqualTo("_parent");
        assertThat(get.toString()).doesNotContain("secret");
        var setup = ((OciCall.Shop) get).setup();
        assertThat(setup.operation()).isEqualTo(Setup.Operation.CREATE);
        assertThat(setup.extras()).containsExactly(new Setup.Extra("costcenter", "K-7"));

        var form = form(get, Carts.of());
        assertThat(form.action()).isEqualTo("https://srm.buyer.example/oci/return");
        assertThat(form.fields())
                .containsExactly(
                        new ReturnForm.Field("sid", "42"),
                        new ReturnForm.Field("x", "a b"),
                        new ReturnForm.Field("~OkCode", "ADDI"),
                        new ReturnForm.Field("~target", "_parent"),
                        new ReturnForm.Field("~caller", "CTLG"));
    }

    private ReturnForm form(OciCall call, Cart cart) {
        return ((OciForm.Form) OciForm.of(srm, call.frame(), cart)).form();
    }

    private OciCall.Frame frame(String hook, Charset charset) {
        return new OciCall.Frame("u", "p", hook, charset, "_top", new OciCall.Echo("ADDI", "_top", "CTLG"));
    }

    private static Account with(Account account, Account.Oci oci) {
        return new Account(
                account.name(),
                account.title(),
                account.owner(),
                account.pack(),
                account.protocol(),
                account.company(),
                account.assortment(),
                account.brand(),
                account.locale(),
                account.production(),
                account.test(),
                account.user(),
                account.units(),
                account.classification(),
                account.cart(),
                account.limits(),
                account.cxml(),
                oci,
                account.position());
    }

    @Test
    void aNoteGoesWhereTheAccountWantsIt() {
        var named = Buyers.account("srm-notes");
        var form = ((OciForm.Form)
                        OciForm.of(named, frame(HOOK, StandardCharsets.UTF_8), Carts.of(Carts.full("GL-200"))))
                .form();
        assertThat(form.value("NEW_ITEM-CUST_FIELD5[1]")).isEqualTo("3rd floor, <b> & é");
        assertThat(form.value("NEW_ITEM-LONGTEXT_1:132[]")).doesNotContain("3rd floor");
    }

    @Test
    void anAddressKeptWholeAndSapGui() {
        var whole = with(srm, new Account.Oci(false, StandardCharsets.UTF_8, false, "U", "P", null));
        var form = ((OciForm.Form) OciForm.of(whole, frame(HOOK, StandardCharsets.UTF_8), Carts.of())).form();
        assertThat(form.action()).isEqualTo(HOOK);
        assertThat(form.value("sid")).isEmpty();
        var gui = ((OciForm.Form) OciForm.of(srm, frame("SAPEVENT:POST", StandardCharsets.UTF_8), Carts.of())).form();
        assertThat(gui.action()).isEqualTo("SAPEVENT:POST");
        assertThat(gui.origin()).isNull();
    }

    /** An address that says what a form says of items would put lines into the cart that nobody chose. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEW_ITEM-DESCRIPTION[1]=Gold",
                "sid=1&new_item-quantity%5B99%5D=5",
                "NEW%5fITEM-PRICE[1]=0.01",
                "x=1&+NEW.ITEM-LONGTEXT_1:132[]=x",
                "NEW_ITEM-QUANTITY[1]"
            })
    void anAddressWithItemsIsRefused(String query) {
        var hook = "https://srm.buyer.example/oci/return?" + query;
        for (var function : List.of("", "&FUNCTION=VALIDATE&PRODUCTID=X")) {
            assertThat(said(call("HOOK_URL=" + encode(hook) + function, null)))
                    .isEqualTo(
                            "refused: HOOK_URL holds fields of items (NEW_ITEM-...): whoever reads them would take them as"
                                    + " lines of the cart");
        }
        assertThat(said(call(
                        "HOOK_URL=" + encode("https://srm.buyer.example/NEW_ITEM-X?a=NEW_ITEM-1#?NEW_ITEM-2=1"), null)))
                .as("only names of parameters are meant")
                .isEqualTo("shop");
    }

    /** What the address says already is not said a second time beside it. */
    @Test
    void wordsOfTheCallStandOnceEvenWhenTheAddressHasThem() {
        var hook = "https://srm.buyer.example/oci/return?~okcode=OLD&~TARGET=frame1&sid=42";
        var split = ((OciForm.Form) OciForm.of(srm, frame(hook, StandardCharsets.UTF_8), Carts.of())).form();
        assertThat(split.action()).isEqualTo("https://srm.buyer.example/oci/return");
        assertThat(split.fields())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly("~okcode=OLD", "~TARGET=frame1", "sid=42", "~caller=CTLG");
        var whole = with(srm, new Account.Oci(false, StandardCharsets.UTF_8, false, "U", "P", null));
        var kept = ((OciForm.Form) OciForm.of(whole, frame(hook, StandardCharsets.UTF_8), Carts.of())).form();
        assertThat(kept.action()).isEqualTo(hook);
        assertThat(kept.fields())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly("~caller=CTLG");
    }

    /** Every field there is, once, in its place and length. */
    @Test
    void aLineWithEverything() {
        var all = Map.ofEntries(
                Map.entry("CUST_FIELD1", "carbon-neutral"),
                Map.entry("cust_field5", "five"),
                Map.entry("MANUFACTCODE", "MORVAN"),
                Map.entry("ATTACHMENT_TITLE", "picture"),
                Map.entry("ATTACHMENT_PURPOSE", "C"),
                Map.entry("EXT_CATEGORY", "Gloves"),
                Map.entry("SLD_SYS_NAME", "hub"),
                Map.entry("ITEM_TYPE", "R"),
                Map.entry("PARENT_ID", "1"),
                Map.entry("Warranty", "24"));
        var line = Carts.full("GL-200");
        var more = line.more();
        var full = new Cart.Line(
                line.sku(),
                line.auxiliary(),
                line.quantity(),
                line.unit(),
                line.price(),
                line.language(),
                line.name(),
                line.text(),
                line.codes(),
                new Cart.More(
                        more.buyerPart(),
                        more.buyerGroup(),
                        more.manufacturer(),
                        more.manufacturerPart(),
                        more.leadTime(),
                        true,
                        more.image(),
                        more.contract(),
                        more.contractItem(),
                        all,
                        more.note()));
        var form = form(call(null, "HOOK_URL=" + encode(HOOK)), Carts.of(full));
        var items = form.fields().stream()
                .filter(field -> field.name().startsWith("NEW_ITEM-"))
                .map(field -> field.name().substring(9) + "=" + field.value())
                .toList();
        assertThat(items)
                .containsExactly(
                        "MATNR[1]=4711",
                        "QUANTITY[1]=12.000",
                        "UNIT[1]=PAA",
                        "PRICE[1]=450.00",
                        "CURRENCY[1]=EUR",
                        "PRICEUNIT[1]=100",
                        "LEADTIME[1]=3",
                        "LONGTEXT_1:132[]=Gant anti-coupure\n\"niveau F\" & lavable <30°>\n\n3rd floor, <b> & é",
                        "VENDOR[1]=0000104711",
                        "VENDORMAT[1]=GL-200",
                        "MANUFACTCODE[1]=MORVAN",
                        "MANUFACTMAT[1]=M-GL-200",
                        "MATGROUP[1]=SAFETY",
                        "SERVICE[1]=X",
                        "CONTRACT[1]=4600001",
                        "CONTRACT_ITEM[1]=10",
                        "EXT_QUOTE_ID[1]=Q-1",
                        "EXT_QUOTE_ITEM[1]=1",
                        "EXT_PRODUCT_ID[1]=GL-200",
                        "ATTACHMENT[1]=https://hub.example/gl-200.jpg",
                        "ATTACHMENT_TITLE[1]=picture",
                        "ATTACHMENT_PURPOSE[1]=C",
                        "EXT_SCHEMA_TYPE[1]=UNSPSC",
                        "EXT_CATEGORY_ID[1]=46181504",
                        "EXT_CATEGORY[1]=Gloves",
                        "SLD_SYS_NAME[1]=hub",
                        "CUST_FIELD1[1]=carbon-neu",
                        "CUST_FIELD5[1]=five",
                        "ITEM_TYPE[1]=R",
                        "PARENT_ID[1]=1");
        assertThat(form.notes()).containsExactly("line 1 (GL-200): CUST_FIELD1 was cut to 10 characters");
    }

    @Test
    void emptyFieldsAreSentWhereTheBuyerWantsThem() {
        var wants = with(srm, new Account.Oci(true, StandardCharsets.ISO_8859_1, true, "U", "P", null));
        var cart = Carts.of(Carts.line("A", "1", "5", "1", "a"));
        var form = ((OciForm.Form) OciForm.of(wants, frame(HOOK, StandardCharsets.ISO_8859_1), cart)).form();
        assertThat(form.fields().stream().filter(field -> field.name().startsWith("NEW_ITEM-")))
                .hasSize(OciField.values().length - 1);
        assertThat(form.value("NEW_ITEM-MATNR[1]")).isEmpty();
        assertThat(form.value("NEW_ITEM-DESCRIPTION[1]")).isEqualTo("a");
        assertThat(form.value("NEW_ITEM-PRICEUNIT[1]")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A  | 1         | 5         | 1   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-cut | form, 1 note: line 1 (A): DESCRIPTION was cut to 40 characters
            A  | 1.5       | 0.0045    | 1   | a | form
            A  | 1         | 0.000001  | 1   | a | form
            A  | 1         | 0.0000001 | 1   | a | form
            A  | 1         | 0.00000001| 1   | a | line 1 (A): the price 0.00000001 for 1 cannot be said with 11 digits, 3 decimals and a price unit of 5 digits
            A  | 1         | 123456789012 | 1 | a | line 1 (A): the price 123456789012 for 1 cannot be said with 11 digits, 3 decimals and a price unit of 5 digits
            A  | 0.0005    | 5         | 1   | a | line 1 (A): the quantity 0.0005 has more than 11 digits or 3 decimals
            A1234567890123456789012345678901234567890 | 1 | 5 | 1 | a | line 1 (A1234567890123456789012345678901234567890): VENDORMAT is longer than 40 characters; it is a key and is not cut
            """)
    void whatDoesNotFitIsCutOrRefused(
            String sku, String quantity, String amount, String basis, String name, String expected) {
        var made = OciForm.of(
                srm,
                frame(HOOK, StandardCharsets.ISO_8859_1),
                Carts.of(Carts.line(sku, quantity, amount, basis, name)));
        var said = made instanceof OciForm.Form form
                ? "form"
                        + (form.form().notes().isEmpty()
                                ? ""
                                : ", 1 note: " + form.form().notes().get(0))
                : ((OciForm.Impossible) made).problems().get(0);
        assertThat(said).isEqualTo(expected);
    }

    /** Acceptance check 15: whatever the form, the line costs the same. */
    @ParameterizedTest
    @CsvSource({
        "1.5,  0.0045, 1",
        "1.5,  4.5,    1000",
        "2000, 5.00,   1000",
        "0.25, 99.999, 1",
        "3,    10,     3",
        "7,    0.01,   100",
    })
    void aLineCostsTheSameInOciAndCxml(String quantity, String amount, String basis) {
        var line = Carts.line("A", quantity, amount, basis, "a");
        var item = OciItems.of(form(call(null, "HOOK_URL=" + encode(HOOK)), Carts.of(line))
                        .fields())
                .get(0);
        assertThat(item.price().orElseThrow().of(item.quantity().orElseThrow())).isEqualByComparingTo(line.total());
        assertThat(org.caravanserai.punchout.cxml.LineTotals.of(line)).isEqualByComparingTo(line.total());
    }

    /** Acceptance check 11, OCI: what the encoding lacks is replaced where everybody sees it, and said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ISO-8859-1   | 5/32" <x> & é ? ? ? '</form>
            windows-1252 | 5/32" <x> & é € ? ? '</form>
            UTF-8        | 5/32" <x> & é € 漢 𝄞 '</form>
            """)
    void hostileTextArrives(String charset, String expected) {
        var form = ((OciForm.Form) OciForm.of(
                        srm,
                        frame(HOOK, Charset.forName(charset)),
                        Carts.of(Carts.line("A", "1", "5", "1", Carts.HOSTILE))))
                .form();
        assertThat(form.notes()).hasSize(charset.equals("UTF-8") ? 0 : 1);
        var html = "<html><body>" + form.html("cart", "Go") + "</body></html>";
        var page = new String(html.getBytes(Charset.forName(charset)), Charset.forName(charset));
        assertThat(Jsoup.parse(page).select("form").attr("accept-charset")).isEqualTo(charset);
        assertThat(Jsoup.parse(page).select("x")).isEmpty();
        assertThat(OciSamples.inputs(page)).isEqualTo(form.fields());
        assertThat(form.value("NEW_ITEM-DESCRIPTION[1]")).isEqualTo(expected);
    }

    /** Acceptance check 18. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEW_ITEM-LONGTEXT_2:132[]",
                "NEW_ITEM-LONGTEXT[2]",
                "NEW_ITEM-LONGTEXT_2:132",
                "NEW_ITEM-LONGTEXT_2:132[2]",
                "new_item-longtext_2:132[1]",
                "NEW_ITEM-LONGTEXT_2[]"
            })
    void aLongTextLandsOnItsItem(String name) {
        var items = OciItems.of(List.of(
                new ReturnForm.Field("NEW_ITEM-DESCRIPTION[1]", "one"),
                new ReturnForm.Field("NEW_ITEM-DESCRIPTION[2]", "two"),
                new ReturnForm.Field(name, " text ")));
        assertThat(items).hasSize(2);
        assertThat(items.get(0).value(OciField.LONGTEXT)).isEmpty();
        assertThat(items.get(1).value(OciField.LONGTEXT)).contains("text");
    }

    @Test
    void numbersOfOthersAreReadOrAbsent() {
        var items = OciItems.of(List.of(
                new ReturnForm.Field("NEW_ITEM-QUANTITY[1]", " 12 "),
                new ReturnForm.Field("NEW_ITEM-PRICE[1]", "00000001730.900"),
                new ReturnForm.Field("NEW_ITEM-PRICEUNIT[1]", ""),
                new ReturnForm.Field("NEW_ITEM-QUANTITY[2]", "1.000,5"),
                new ReturnForm.Field("NEW_ITEM-PRICE[2]", "5"),
                new ReturnForm.Field("NEW_ITEM-PRICEUNIT[2]", "0"),
                new ReturnForm.Field("NEW_ITEM-QUANTITY[0]", "1"),
                new ReturnForm.Field("NEW_ITEM-QUANTITY[999999]", "1"),
                new ReturnForm.Field("NEW_ITEM-QUANTITY", "1")));
        assertThat(items).extracting(OciItems.Item::number).containsExactly(1, 2);
        assertThat(items.get(0).quantity()).contains(new BigDecimal("12"));
        assertThat(items.get(0).price()).contains(new Price(new BigDecimal("1730.900"), BigDecimal.ONE));
        assertThat(items.get(1).quantity()).isEmpty();
        assertThat(items.get(1).price()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a=b&c=d%26e+f   | UTF-8        | a=b, c=d&e f
            a=%C3%A9&=x&b   | UTF-8        | a=é, =x, b=
            a=%E9%80        | windows-1252 | a=é€
            a=%zz%4&&b=%    | UTF-8        | a=%zz%4, b=%
            """)
    void parametersAreDecodedOnce(String encoded, String charset, String expected) {
        assertThat(Parameters.split(encoded, Charset.forName(charset)).stream()
                        .map(field -> field.name() + "=" + field.value())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    @Test
    void aFormThatPhpWouldCutIsSaid() {
        var lines = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> Carts.full("GL-" + i))
                .toArray(Cart.Line[]::new);
        var form = form(call(null, "HOOK_URL=" + encode(HOOK)), Carts.of(lines));
        assertThat(form.notes().get(form.notes().size() - 1))
                .isEqualTo("the form has " + form.fields().size()
                        + " fields; receivers written in PHP read 1000 unless max_input_vars says more");
    }
}
