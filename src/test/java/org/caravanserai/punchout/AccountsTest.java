package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.Account;
import org.caravanserai.home.Secrets;
import org.caravanserai.punchout.Accounts.Claim;
import org.caravanserai.punchout.Accounts.Known;
import org.caravanserai.punchout.Accounts.Reason;
import org.caravanserai.punchout.Accounts.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes in and who does not; what an account takes over from its pack. */
class AccountsTest {
    private final Accounts accounts = Buyers.accounts();

    private static List<Account.Identity> identities(String text) {
        return Arrays.stream(text.split(","))
                .map(one -> one.split("="))
                .map(parts -> new Account.Identity(parts[0], parts[1]))
                .toList();
    }

    @Test
    void theHomeOfBuyersIsRight() {
        assertThat(Buyers.HOME.problems()).isEmpty();
        assertThat(Buyers.HOME.accounts()).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DUNS=012345678   | DUNS=987654321     | DUNS=012345678          | new-secret  | acme production
            DUNS=012345678   | DUNS=987654321     | DUNS=012345678          | old-secret  | acme production
            duns=012345678   | Duns=987654321     | dUnS=012345678          | new-secret  | acme production
            DUNS=012345678-T | DUNS=987654321-T   | DUNS=012345678-T        | test-secret | acme test
            NetworkID=AN01000000001-T | DUNS=987654321-T | DUNS=012345678-T | test-secret | acme test
            DUNS=x,DUNS=012345678 | DUNS=987654321 | DUNS=012345678         | new-secret  | acme production
            DUNS=012345678   | DUNS=x,DUNS=987654321 | DUNS=012345678       | new-secret  | acme production
            DUNS=012345678   | DUNS=987654321     | DUNS=012345678          | test-secret | UNKNOWN
            DUNS=012345678   | DUNS=987654321     | DUNS=012345678          | New-secret  | UNKNOWN
            DUNS=012345678   | DUNS=987654321     | DUNS=012345678          | ''          | UNKNOWN
            DUNS=012345678   | DUNS=987654321     | DUNS=nobody             | new-secret  | UNKNOWN
            DUNS=12345678    | DUNS=987654321     | DUNS=12345678           | new-secret  | UNKNOWN
            DUNS=012345678-T | DUNS=987654321-T   | DUNS=012345678          | new-secret  | NOT_FOR_FROM
            DUNS=dell        | DUNS=128293714     | DUNS=012345678          | new-secret  | NOT_FOR_FROM
            DUNS=012345678   | DUNS=somebody      | DUNS=012345678          | new-secret  | NOT_TO_US
            AribaNetworkUserId=admin@acme.com | DUNS=012345678 | AribaNetworkUserId=sysadmin@buyer.com | abracadabra | network-acme production
            NetworkId=AN00000123 | NetworkID=AN00000456 | AribaNetworkUserId=sysadmin@buyer.com | abracadabra | network-other production
            NetworkId=AN00000123 | NetworkID=AN00000456 | NetworkId=AN00000123 | abracadabra | network-other production
            AribaNetworkUserId=admin@acme.com | DUNS=012345678 | NetworkId=AN00000123 | abracadabra | NOT_FOR_FROM
            """)
    void senderIsAuthenticatedThenAllowedToSendForFrom(
            String from, String to, String sender, String secret, String expected) {
        var verdict = accounts.cxml(new Claim(identities(from), identities(to), identities(sender), secret));
        assertThat(word(verdict)).isEqualTo(expected);
    }

    /** For people of the house: whose administrator has to mend what. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DUNS=012345678   | DUNS=987654321 | DUNS=012345678 | wrong      | UNKNOWN [acme]
            DUNS=nobody      | DUNS=987654321 | DUNS=nobody    | wrong      | UNKNOWN []
            DUNS=dell        | DUNS=128293714 | DUNS=012345678 | new-secret | NOT_FOR_FROM [acme]
            DUNS=012345678   | DUNS=somebody  | DUNS=012345678 | new-secret | NOT_TO_US [acme]
            AribaNetworkUserId=admin@acme.com | DUNS=012345678 | AribaNetworkUserId=sysadmin@buyer.com | wrong | UNKNOWN [network-acme]
            DUNS=x           | DUNS=012345678 | AribaNetworkUserId=sysadmin@buyer.com | wrong | UNKNOWN [network-acme, network-other]
            """)
    void whoWasMeantIsKnownToTheHouse(String from, String to, String sender, String secret, String expected) {
        var refused = (Refused) accounts.cxml(new Claim(identities(from), identities(to), identities(sender), secret));
        assertThat(refused.reason() + " " + refused.meant()).isEqualTo(expected);
    }

    private static String word(Accounts.Verdict verdict) {
        if (verdict instanceof Known known) {
            return known.account().name() + (known.test() ? " test" : " production");
        }
        return ((Refused) verdict).reason().name();
    }

    @Test
    void aSenderWithoutSecretIsNobodyAndAnAccountWithoutSecretTakesNobody() {
        var dell = List.of(new Account.Identity("DUNS", "dell"));
        assertThat(accounts.missing())
                .containsExactly("dell: secret:dell is not there; " + Secrets.howTo("secret:dell"));
        for (var secret : Arrays.asList(null, "", "x")) {
            assertThat(accounts.cxml(new Claim(dell, dell, dell, secret)))
                    .isEqualTo(new Refused(Reason.UNKNOWN, List.of("dell")));
        }
        assertThat(new Claim(dell, dell, dell, "SESAME").toString()).doesNotContain("SESAME");
    }

    /** A test never becomes production: not by the document, not by the account. */
    @Test
    void aDocumentIsATestWhenOneOfBothSaysSo() {
        var account = Buyers.account("acme");
        assertThat(new Known(account, account.production(), false).test(false)).isFalse();
        assertThat(new Known(account, account.production(), false).test(true)).isTrue();
        assertThat(new Known(account, account.test(), true).test(false)).isTrue();
        assertThat(new Known(account, account.test(), true).test(true)).isTrue();
        assertThat(new Known(account, account.production(), false).company()).isEqualTo("C-10042");
        assertThat(new Known(account, account.production(), false).assortment()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            srm  | acme-buyer      | REPLACE_ME | srm production
            srm  | acme-buyer-test | other      | srm test
            srm  | acme-buyer      | other      | UNKNOWN
            srm  | ACME-BUYER      | REPLACE_ME | UNKNOWN
            srm  |                 | REPLACE_ME | UNKNOWN
            srm  | acme-buyer      |            | UNKNOWN
            acme | acme-buyer      | REPLACE_ME | UNKNOWN
            none | acme-buyer      | REPLACE_ME | UNKNOWN
            """)
    void aLoginSaysWhichSideItIs(String account, String login, String secret, String expected) {
        assertThat(word(accounts.oci(account, login, secret))).isEqualTo(expected);
    }

    @Test
    void anAccountTakesOverWhatItsPackSays() {
        var coupa = Buyers.account("acme");
        assertThat(coupa.protocol()).isEqualTo(Account.Protocol.CXML);
        assertThat(coupa.cxml().versions())
                .isEqualTo(Map.of(
                        "setup", "1.2.014", "cart", "1.2.023", "confirmation", "1.2.036", "shipment", "1.2.014"));
        assertThat(coupa.cxml().form()).isEqualTo(Account.Form.URLENCODED);
        assertThat(coupa.limits().description()).isEqualTo(255);
        assertThat(coupa.limits().part()).as("from generic").isEqualTo(40);
        assertThat(coupa.production().returnHosts()).isEqualTo(Set.of("acme.example"));
        assertThat(coupa.units()).isEqualTo("acme-units");
        assertThat(coupa.classification().system()).isEqualTo("UNSPSC");
        assertThat(coupa.user())
                .isEqualTo(new Account.User(
                        List.of("UserEmail", "Email", "UniqueName"), Account.Unknown.GUEST, List.of("CostCenter")));
        var ariba = Buyers.account("network-acme");
        assertThat(ariba.limits().bytes()).isTrue();
        assertThat(ariba.limits().forbidden()).isEqualTo("?{}");
        assertThat(ariba.cxml().field()).isEqualTo("cXML-base64");
        var oci = Buyers.account("srm");
        assertThat(oci.protocol()).isEqualTo(Account.Protocol.OCI);
        assertThat(oci.oci().split()).isTrue();
        assertThat(oci.oci().encoding().name()).isEqualTo("ISO-8859-1");
        assertThat(oci.oci().vendor()).isEqualTo("0000104711");
    }

    @Test
    void unitsAreToldInTheBuyersWordsAndBack() {
        var units = CodeTable.of(Buyers.HOME.tables().of("acme-units").orElseThrow());
        assertThat(units.theirs("PR")).contains("PAA");
        assertThat(units.ours(" PAA ")).contains("PR");
        assertThat(units.ours("EA")).as("the first row counts").contains("C62");
        assertThat(units.theirs("BX")).isEmpty();
        assertThat(units.ours("BOX")).isEmpty();
        assertThat(units.missing(List.of("EA", "BX", "LTR"))).containsExactly("BX", "LTR");
        assertThat(CodeTable.SAME.theirs("BX")).contains("BX");
        assertThat(CodeTable.SAME.ours("BX")).contains("BX");
    }

    @Test
    void theUserIsTheFirstSourceThatSaysSomething() {
        var extras = List.of(new Setup.Extra("uniquename", "jim"), new Setup.Extra("Email", " "));
        var setup = new Setup(
                Setup.Operation.CREATE, "", "https://x", extras, "jim@acme.example", null, null, null, List.of());
        assertThat(Visitor.of(setup, new Account.User(List.of("Email", "Contact"), Account.Unknown.REFUSE, List.of())))
                .isEqualTo(new Visitor.Named("jim@acme.example"));
        assertThat(Visitor.of(setup, new Account.User(List.of("UniqueName"), Account.Unknown.REFUSE, List.of())))
                .isEqualTo(new Visitor.Named("jim"));
        assertThat(Visitor.of(setup, new Account.User(List.of("ShipTo"), Account.Unknown.GUEST, List.of())))
                .isEqualTo(new Visitor.Guest());
        assertThat(Visitor.of(setup, new Account.User(List.of("ShipTo"), Account.Unknown.REFUSE, List.of())))
                .isEqualTo(new Visitor.Refused("none of ShipTo says who the user is"));
    }
}
