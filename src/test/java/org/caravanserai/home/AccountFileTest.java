package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest account, one with every key, and one that an environment changes. */
class AccountFileTest {
    private static final String LINE = "# yaml-language-server: $schema=../../.schemas/account.json\n";
    private static final String SHORT = LINE + """
            production:
              identity: { domain: DUNS, value: a }
              supplier: { domain: DUNS, value: us }
              secret: secret:a
              returnHosts: [Acme.example]
            """;

    @TempDir
    private Path folder;

    private Home home(String environment, Map<String, String> files) {
        return Home.read(new HomeCase("", environment, files, "").write(folder), environment, Library.ofClassPath());
    }

    @Test
    void theShortest() {
        var home = home(null, Map.of("config/accounts/a.yaml", SHORT));
        assertThat(home.problems()).isEmpty();
        var account = home.accounts().get("a");
        assertThat(account.title()).isEqualTo("a");
        assertThat(account.owner()).isNull();
        assertThat(account.protocol()).isEqualTo(Account.Protocol.CXML);
        assertThat(account.company()).isNull();
        assertThat(account.assortment()).isNull();
        assertThat(account.test()).isNull();
        assertThat(account.units()).isNull();
        assertThat(account.classification()).isNull();
        assertThat(account.cart()).isEqualTo(new Account.Cart("cxml/cart-out", null));
        assertThat(account.brand()).isNull();
        assertThat(account.locale()).isNull();
        var side = account.production();
        assertThat(side.identity()).isEqualTo(List.of(new Account.Identity("DUNS", "a")));
        assertThat(side.sender()).as("the buyer itself").isEqualTo(side.identity());
        assertThat(side.secret()).isEqualTo(List.of("secret:a"));
        assertThat(side.returnHosts()).as("in lower case").isEqualTo(Set.of("acme.example"));
        assertThat(side.allow()).isEmpty();
        assertThat(side.login()).isNull();
        assertThat(side.answers()).isNull();
        assertThat(account.user())
                .isEqualTo(new Account.User(
                        List.of("UserEmail", "Email", "Contact", "ShipTo", "UniqueName", "User"),
                        Account.Unknown.GUEST,
                        List.of()));
        assertThat(account.limits()).isEqualTo(new Account.Limits(40, 100, 50, 2000, 40, 4, "", false));
        assertThat(account.cxml())
                .isEqualTo(new Account.Cxml(
                        Map.of("setup", "1.2.014", "cart", "1.2.014", "confirmation", "1.2.014", "shipment", "1.2.014"),
                        Account.Form.BASE64,
                        null,
                        false,
                        "edit",
                        false,
                        ZoneId.of("UTC")));
        assertThat(account.oci())
                .isEqualTo(new Account.Oci(true, StandardCharsets.ISO_8859_1, false, "USERNAME", "PASSWORD", null));
    }

    @Test
    void everyKey() {
        var files = new HashMap<String, String>();
        files.put(
                "mappings/a/cart-out.map.yaml",
                "# yaml-language-server: $schema=../../.schemas/map.json\nextends: oci/cart-out\n");
        files.put("mappings/tables/acme-units.csv", "unit;code\nEA;PCE\n");
        files.put("mappings/tables/acme-codes.csv", "category;code\nepi;46181504\n");
        files.put("config/accounts/a.yaml", LINE + """
                title: A group
                description: Says something
                owner: it
                protocol: oci
                company: C-1
                assortment: active
                production:
                  identity: [{ domain: DUNS, value: a }, { domain: NetworkID, value: AN1 }]
                  sender: { domain: NetworkID, value: hub }
                  supplier: { domain: DUNS, value: us }
                  login: a
                  secret: [secret:new, secret:old]
                  returnHosts: [a.example, 10.0.0.1]
                  allow: [http, ip, sapevent]
                test: { login: t, secret: secret:t, returnHosts: [t.example] }
                user: { resolve: [Email], unknown: refuse, echo: [CostCenter] }
                units: { table: acme-units }
                classification: { system: custom, version: "26", table: acme-codes }
                cart: { map: a/cart-out, note: CUST_FIELD5 }
                limits: { part: 1, auxiliary: 2, name: 3, description: 4, manufacturerPart: 5, decimals: 6, forbidden: "?", measure: bytes }
                cxml: { versions: { cart: 1.2.023 }, form: urlencoded, field: X, root: any-case, allowed: create, unknownCart: empty, timeZone: Europe/Paris }
                oci: { hookUrl: whole, encoding: UTF-8, emptyFields: true, userField: U, passwordField: P, vendor: "0001" }
                """);
        var home = home(null, files);
        var account = home.accounts().get("a");
        assertThat(home.problems()).isEmpty();
        assertThat(account.title()).isEqualTo("A group");
        assertThat(account.owner()).isEqualTo("it");
        assertThat(account.protocol()).isEqualTo(Account.Protocol.OCI);
        assertThat(account.company()).isEqualTo("C-1");
        assertThat(account.assortment()).isEqualTo("active");
        var side = account.production();
        assertThat(side.identity()).hasToString("[DUNS a, NetworkID AN1]");
        assertThat(side.sender()).hasToString("[NetworkID hub]");
        assertThat(side.supplier()).hasToString("[DUNS us]");
        assertThat(side.login()).isEqualTo("a");
        assertThat(side.secret()).isEqualTo(List.of("secret:new", "secret:old"));
        assertThat(side.allow()).containsExactlyInAnyOrder(Account.Allow.values());
        assertThat(account.sides()).hasSize(2);
        assertThat(account.user())
                .isEqualTo(new Account.User(List.of("Email"), Account.Unknown.REFUSE, List.of("CostCenter")));
        assertThat(account.cart()).isEqualTo(new Account.Cart("a/cart-out", "CUST_FIELD5"));
        assertThat(account.units()).isEqualTo("acme-units");
        assertThat(account.classification()).isEqualTo(new Account.Classification("custom", "26", "acme-codes"));
        assertThat(account.limits()).isEqualTo(new Account.Limits(1, 2, 3, 4, 5, 6, "?", true));
        assertThat(account.cxml().versions()).containsEntry("cart", "1.2.023").containsEntry("setup", "1.2.014");
        assertThat(account.cxml().form()).isEqualTo(Account.Form.URLENCODED);
        assertThat(account.cxml().field()).isEqualTo("X");
        assertThat(account.cxml().anyCase()).isTrue();
        assertThat(account.cxml().allowed()).isEqualTo("create");
        assertThat(account.cxml().lenientEdit()).isTrue();
        assertThat(account.cxml().timeZone()).isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(account.oci()).isEqualTo(new Account.Oci(false, StandardCharsets.UTF_8, true, "U", "P", "0001"));
    }

    @Test
    void answersOfASide() {
        var all =
                "answers: { url: \"https://a.example/cxml?x=1\", secret: [secret:out, secret:old], send: [shipments] }";
        var other = SHORT.replace("value: a", "value: b");
        var home = home(
                null,
                Map.of(
                        "config/accounts/a.yaml",
                        SHORT + "  answers: { url: https://a.example/ }\n",
                        "config/accounts/b.yaml",
                        other + "  " + all + "\n"));
        assertThat(home.problems()).isEmpty();
        var least = home.accounts().get("a").production().answers();
        assertThat(least.secret()).as("that of the side").isEqualTo(List.of("secret:a"));
        assertThat(least.send()).isEqualTo(Set.of("order-status", "shipments"));
        var answers = home.accounts().get("b").production().answers();
        assertThat(answers.url()).isEqualTo("https://a.example/cxml?x=1");
        assertThat(answers.secret()).isEqualTo(List.of("secret:out", "secret:old"));
        assertThat(answers.send()).isEqualTo(Set.of("shipments"));
        assertThat(answers.connection().value("baseUrl")).isEqualTo("https://a.example/cxml");
    }

    @Test
    void anEnvironmentPatchesIt() {
        var home = home("preprod", Map.of("config/accounts/a.yaml", SHORT, "config/environments/preprod.yaml", """
                # yaml-language-server: $schema=../../.schemas/environment.json
                title: Pre-production
                accounts: { a: { production: { returnHosts: [preprod.example] } } }
                """));
        assertThat(home.problems()).isEmpty();
        assertThat(home.accounts().get("a").production().returnHosts()).isEqualTo(Set.of("preprod.example"));
    }

    @Test
    void theShippedPacksAreRight() {
        var home = home(null, Map.of());
        assertThat(home.files()).containsKey("connectors/hub/packs.yaml");
        assertThat(home.problems()).isEmpty();
        var packs = home.files().get("connectors/hub/packs.yaml").tree();
        assertThat(packs.toString()).contains("generic", "coupa", "ariba", "sap-oci");
    }
}
