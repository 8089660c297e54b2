package org.caravanserai.sandbox.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.testing.RecordedBuyers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The carts that were brought back once, taken over by the buyer of each pack without a hub: nothing is wrong with them, and something is with changed ones. */
class RecordedCartsTest {
    private static final Map<String, String> RETURN = Map.of("visit", "c00k1e", "sap-client", "100");

    private static String pack(Profile profile) {
        return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Sheet take(Profile profile, String heard) {
        var pack = pack(profile);
        if (profile == Profile.SAP_OCI) {
            var form = new LinkedHashMap<String, List<String>>();
            heard.lines()
                    .forEach(
                            line -> form.put(line.replaceFirst(" = .*", ""), List.of(line.replaceFirst(".*? = ", ""))));
            return OciCart.of(form, RETURN);
        }
        // What differs each time was taken out of the recording.
        var document = heard.replaceFirst("(?s)^[^=]* = ", "")
                .replace("payloadID=\"ID\"", "payloadID=\"1@x\"")
                .replace("timestamp=\"MOMENT\"", "timestamp=\"2026-11-22T11:00:00+01:00\"");
        var field = heard.replaceFirst("(?s) = .*", "");
        var value = field.equalsIgnoreCase("cxml-base64")
                ? java.util.Base64.getEncoder()
                        .encodeToString(document.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : document;
        var cookie = RecordedBuyers.said(pack, "setup")
                .replaceAll("(?s).*<BuyerCookie>(.*)</BuyerCookie>.*", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        var name = profile == Profile.ARIBA
                ? new Counterpart.Name("NetworkID", "AN1-T")
                : new Counterpart.Name("DUNS", pack + "-t");
        var buyer = new Counterpart(
                "acme-" + pack,
                profile,
                true,
                List.of(name),
                name,
                new Counterpart.Name("DUNS", "987654321"),
                null,
                "s",
                "s",
                "U",
                "P",
                Set.of("buyer.example"),
                false);
        return CxmlCart.of(buyer, Map.of(field, List.of(value)), cookie, "create", null)
                .sheet();
    }

    private static List<String> said(Sheet sheet) {
        return sheet.remarks().stream()
                .map(remark -> remark.words(Locale.ENGLISH))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void areTakenOver(Profile profile) {
        var sheet = take(profile, RecordedBuyers.heard(pack(profile), "cart"));
        assertThat(said(sheet)).isEmpty();
        assertThat(sheet.cancelled()).isFalse();
        assertThat(sheet.lines())
                .extracting(line ->
                        line.sku() + " " + line.quantity().stripTrailingZeros().toPlainString() + " " + line.unit())
                .containsExactly("SCR-1 1500 EA", "GL-1 2 PR");
        assertThat(sheet.sum()).isEqualByComparingTo("14.97");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GENERIC | <SupplierPartID>GL-1<   | <SupplierPartID><            | no part number of the supplier",
                "GENERIC | 14.97                   | 14.98                        | the lines come to 14.97",
                "COUPA   | cxml-urlencoded         | cxml-base64                  | this system reads cxml-urlencoded only",
                "COUPA   | >c00k1e<                | >other<                      | comes back as it went",
                "ARIBA   | <SupplierPartID>GL-1<   | <SupplierPartID>GL?1<        | holds one of ?{}",
                "ARIBA   | quantity=\"1500\"     | quantity=\"1 500\"         | no number written with digits and a dot",
                "SAP_OCI | visit = c00k1e          | visit = other                | did not come back as one field",
                "SAP_OCI | NEW_ITEM-UNIT[2] = PR   | NEW_ITEM-UNIT[2] = PAIR      | is in no table of this system",
                "SAP_OCI | NEW_ITEM-PRICEUNIT[1]   | NEW_ITEM-PRICEUNITS[1]       | is none of OCI 4.0",
            })
    void areNotWhenSomethingOfThemIsWrong(Profile profile, String was, String is, String why) {
        var heard = RecordedBuyers.heard(pack(profile), "cart");
        assertThat(heard).contains(was);
        assertThat(said(take(profile, heard.replace(was, is))))
                .anySatisfy(remark -> assertThat(remark).contains(why));
    }
}
