package org.caravanserai.sandbox.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What buyers' systems have against carts: one good cart, and what is said when one thing of it is changed. */
class CartRulesTest {
    private static final String COOKIE = " a <1> & é ";
    private static final String CART =
            "<cXML payloadID=\"1@x\" timestamp=\"2026-11-22T11:00:00+01:00\"><Header><From/><To><Credential domain=\"duns\"><Identity>b</Identity>"
                    + "</Credential></To><Sender/></Header><Message><PunchOutOrderMessage><BuyerCookie> a &lt;1&gt; &amp; é </BuyerCookie>"
                    + "<PunchOutOrderMessageHeader operationAllowed=\"edit\"><Total><Money currency=\"EUR\">14.97</Money></Total></PunchOutOrderMessageHeader>"
                    + item("1500", "SCR-1", "0.0045", "EA") + item("2", "GL-1", "4.11", "PR")
                    + "</PunchOutOrderMessage></Message></cXML>";

    private static String item(String quantity, String sku, String price, String unit) {
        return "<ItemIn quantity=\"" + quantity + "\"><ItemID><SupplierPartID>" + sku + "</SupplierPartID>"
                + "<SupplierPartAuxiliaryID>m-" + sku + "</SupplierPartAuxiliaryID></ItemID><ItemDetail><UnitPrice>"
                + "<Money currency=\"EUR\">" + price + "</Money></UnitPrice><Description xml:lang=\"en\"><ShortName>"
                + sku + "</ShortName>Thing</Description><UnitOfMeasure>" + unit
                + "</UnitOfMeasure><Classification domain=\"UNSPSC\">46181504</Classification></ItemDetail></ItemIn>";
    }

    private static Counterpart buyer(Profile profile) {
        var name = new Counterpart.Name("DUNS", "b");
        return new Counterpart(
                "acme", profile, true, List.of(name), name, null, "l", "s", "s", "U", "P", Set.of("b.example"), false);
    }

    private static Sheet take(Profile profile, String field, String cart, String operation) {
        var value = field.toLowerCase(Locale.ROOT).endsWith("base64")
                ? Base64.getEncoder().encodeToString(cart.getBytes(StandardCharsets.UTF_8))
                : cart;
        return CxmlCart.of(buyer(profile), Map.of(field, List.of(value)), COOKIE, operation, null)
                .sheet();
    }

    private static List<String> said(Sheet sheet) {
        return sheet.remarks().stream()
                .map(remark -> remark.words(Locale.ENGLISH))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "GENERIC, cxml-base64",
        "GENERIC, cXML-urlencoded",
        "COUPA, cxml-urlencoded",
        "ARIBA, cXML-base64",
    })
    void aGoodCartIsTaken(Profile profile, String field) {
        var sheet = take(profile, field, CART, "create");
        assertThat(said(sheet)).isEmpty();
        assertThat(sheet.lines()).hasSize(2);
        assertThat(sheet.sum()).isEqualByComparingTo("14.97");
        assertThat(sheet.lines().get(1).description()).isEqualTo("Thing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GENERIC | payloadID=\"1@x\" | payloadID=\"\" | no payloadID",
                "GENERIC | +01:00 | Z | is not of the form",
                "GENERIC | &amp; é | &amp; e | comes back as it went",
                "GENERIC | 14.97 | 14.98 | the lines come to 14.97",
                "GENERIC | 14.97 | 14,97 | no number",
                "GENERIC | operationAllowed=\"edit\" | operationAllowed=\"all\" | operationAllowed",
                "GENERIC | <Sender/> | <Sender><Credential><SharedSecret>x</SharedSecret></Credential></Sender> | SharedSecret",
                "GENERIC | <Identity>b< | <Identity>c< | does not name the buyer",
                "GENERIC | <UnitOfMeasure>PR | <UnitOfMeasure>BOITE | Line 2: The unit \"BOITE\"",
                "GENERIC | quantity=\"2\" | quantity=\"0\" | Line 2: The quantity is 0",
                "GENERIC | quantity=\"2\" | quantity=\"two\" | Line 2: quantity is \"two\"",
                "GENERIC | 46181504 | 461815 | has not eight digits",
                "GENERIC | <Classification domain=\"UNSPSC\">46181504</Classification> | '' | no classification",
                "GENERIC | <Money currency=\"EUR\">4.11 | <Money currency=\"CHF\">4.11 | that of the cart EUR",
                "GENERIC | currency=\"EUR\" | currency=\"eur\" | none of ISO 4217",
                "GENERIC | xml:lang=\"en\" | '' | has no xml:lang",
                "GENERIC | <cXML | <!DOCTYPE cXML [<!ENTITY a 'b'>]><cXML | declares something of its own",
                "GENERIC | </Message> | '' | cannot be read",
                "ARIBA | >GL-1< | >GL{1}< | Line 2: The part number \"GL{1}\" holds one of ?{}",
                "COUPA | <PunchOutOrderMessage> | <Other> | cannot be read",
            })
    void oneThingThatIsWrongIsSaid(Profile profile, String good, String bad, String words) {
        var field = profile == Profile.COUPA ? "cxml-urlencoded" : "cxml-base64";
        assertThat(CART).contains(good);
        assertThat(said(take(profile, field, CART.replace(good, bad), "create")))
                .isNotEmpty()
                .anySatisfy(text -> assertThat(text).contains(words));
    }

    @Test
    void lengthsAreThoseOfTheSystem() {
        var long256 = CART.replace("</ShortName>Thing", "</ShortName>" + "é".repeat(256));
        assertThat(said(take(Profile.GENERIC, "cxml-base64", long256, "create")))
                .isEmpty();
        assertThat(said(take(Profile.COUPA, "cxml-urlencoded", long256, "create")))
                .allSatisfy(text -> assertThat(text).contains("longer than 255"));
        var bytes = CART.replace(">GL-1<", ">" + "é".repeat(65) + "<");
        assertThat(said(take(Profile.ARIBA, "cxml-base64", bytes, "create"))).hasSize(1);
        assertThat(said(take(Profile.GENERIC, "cxml-base64", bytes, "create"))).isEmpty();
    }

    @Test
    void aFormIsReadAsTheSystemReadsIt() {
        assertThat(said(take(Profile.COUPA, "cxml-base64", CART, "create")))
                .singleElement()
                .asString()
                .contains("reads cxml-urlencoded only");
        var none = CxmlCart.of(buyer(Profile.GENERIC), Map.of("other", List.of("x")), COOKIE, "create", null);
        assertThat(said(none.sheet())).singleElement().asString().contains("holds 0 fields");
        var broken = CxmlCart.of(buyer(Profile.GENERIC), Map.of("cxml-base64", List.of("#")), COOKIE, "create", null);
        assertThat(broken.sheet().remarks()).isNotEmpty();
    }

    @Test
    void whoeverOnlyLooksGetsNoLines() {
        assertThat(said(take(Profile.GENERIC, "cxml-base64", CART, "inspect")))
                .singleElement()
                .asString()
                .contains("only looked");
        var cancelled = take(
                Profile.GENERIC,
                "cxml-base64",
                CART.replace("<Message>", "<Message><Status code=\"204\" text=\"x\"/>"),
                "edit");
        assertThat(cancelled.cancelled()).isTrue();
        assertThat(said(cancelled)).hasSize(1);
    }

    private static Map<String, List<String>> oci() {
        var form = new LinkedHashMap<String, List<String>>();
        for (var pair : List.of(
                "sap-client=100",
                "~OkCode=ADDI",
                "NEW_ITEM-DESCRIPTION[1]=Vis",
                "NEW_ITEM-QUANTITY[1]=1500.000",
                "NEW_ITEM-UNIT[1]=EA",
                "NEW_ITEM-PRICE[1]=4.50",
                "NEW_ITEM-PRICEUNIT[1]=1000",
                "NEW_ITEM-CURRENCY[1]=EUR",
                "NEW_ITEM-LEADTIME[1]=3",
                "NEW_ITEM-VENDORMAT[1]=SCR-1",
                "NEW_ITEM-EXT_SCHEMA_TYPE[1]=UNSPSC",
                "NEW_ITEM-EXT_CATEGORY_ID[1]=46181504",
                "NEW_ITEM-LONGTEXT_1:132[]=Sechskant")) {
            int at = pair.indexOf('=');
            form.put(pair.substring(0, at), List.of(pair.substring(at + 1)));
        }
        return form;
    }

    @Test
    void aGoodFormIsTakenByOci() {
        var sheet = OciCart.of(oci(), Map.of("sap-client", "100", "~OkCode", "ADDI"));
        assertThat(said(sheet)).isEmpty();
        assertThat(sheet.sum()).as("1500 at 4.50 for 1000").isEqualByComparingTo("6.75");
        assertThat(OciCart.of(Map.of(), Map.of()).cancelled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NEW_ITEM-DESCRIPTION[1], 12345678901234567890123456789012345678901, DESCRIPTION holds 41 characters",
        "NEW_ITEM-MATNR[1], 4711, one of the two",
        "NEW_ITEM-QUANTITY[1], 1.50000, QUANTITY is \"1.50000\"",
        "NEW_ITEM-QUANTITY[1], '1,5', no number",
        "NEW_ITEM-PRICEUNIT[1], 0, PRICEUNIT is \"0\"",
        "NEW_ITEM-PRICEUNIT[1], '', PRICEUNIT is \"\"",
        "NEW_ITEM-LEADTIME[1], soon, LEADTIME is \"soon\"",
        "NEW_ITEM-UNIT[1], ST2, The unit \"ST2\"",
        "NEW_ITEM-EXT_SCHEMA_TYPE[1], '', EXT_CATEGORY_ID needs EXT_SCHEMA_TYPE",
        "NEW_ITEM-COLOUR[1], red, none of OCI 4.0",
        "NEW_ITEM-DESCRIPTION[3], x, without gaps",
        "sap-client, 200, The parameter sap-client",
    })
    void oneFieldThatIsWrongIsSaidByOci(String field, String value, String words) {
        var form = oci();
        form.put(field, List.of(value));
        assertThat(said(OciCart.of(form, Map.of("sap-client", "100", "~OkCode", "ADDI"))))
                .isNotEmpty()
                .anySatisfy(text -> assertThat(text).contains(words));
    }

    @Test
    void bothLanguagesSayTheSame() {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var english = ResourceBundle.getBundle("messages.buyer", Locale.ROOT, control);
        var french = ResourceBundle.getBundle("messages.buyer", Locale.FRENCH, control);
        assertThat(new TreeSet<>(french.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
        for (var key : english.keySet()) {
            assertThat(places(french.getString(key))).as(key).isEqualTo(places(english.getString(key)));
            assertThat(english.getString(key)).isNotBlank();
        }
    }

    private static Set<String> places(String text) {
        var found = new TreeSet<String>();
        var matcher = java.util.regex.Pattern.compile("\\{[0-9]}").matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
