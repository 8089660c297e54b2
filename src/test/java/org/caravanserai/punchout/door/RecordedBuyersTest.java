package org.caravanserai.punchout.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Secrets;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.session.Answers;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.caravanserai.testing.RecordedBuyers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What buyers said once is answered at the doors as it was then, without a hub. */
class RecordedBuyersTest {
    @TempDir
    static Path folder;

    private final List<Order> ordered = new ArrayList<>();
    private Database database;
    private CxmlDoor cxml;
    private OciDoor oci;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/accounts"));
        Files.writeString(folder.resolve("config/hub.yaml"), """
                title: Ateliers Test
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                sellers:
                  morvan: { title: Morvan, country: FR }
                """);
        for (var pack : RecordedBuyers.PACKS) {
            Files.writeString(folder.resolve("config/accounts/acme-" + pack + ".yaml"), RecordedBuyers.account(pack));
        }
        var home = Home.read(folder, null, Library.ofClassPath());
        var secrets = RecordedBuyers.PACKS.stream()
                .collect(Collectors.toMap(
                        pack -> "HUB_SECRET_ACME_"
                                + pack.toUpperCase(java.util.Locale.ROOT).replace('-', '_'),
                        pack -> "sandbox-acme-" + pack));
        var accounts = Accounts.of(home.accounts().values(), Secrets.of(folder, secrets));
        var clock = new HandClock("2026-11-22T10:00:00Z");
        var random = new SecureRandom();
        var ids = new PayloadIds(clock, random, "localhost");
        database = Database.open(TestDatabases.settings(Dialect.H2), clock);
        var sessions = new Sessions(database, () -> accounts, ids, random);
        var reception = new Reception(
                () -> home,
                () -> accounts,
                sessions,
                new Answers(sessions),
                new Happenings(sessions),
                () -> "http://localhost:1",
                clock);
        cxml = new CxmlDoor(reception, ids, new Desk());
        oci = new OciDoor(reception, null, random);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Keeps what it is given. */
    private final class Desk implements OrderDesk {
        @Override
        public Reply take(Accounts.Known who, Order order, Paper paper) {
            ordered.add(order);
            return new Taken(null);
        }

        @Override
        public Reply change(Accounts.Known who, Order order, boolean numbered, String previous, Paper paper) {
            throw new AssertionError("no recorded order is a change");
        }

        @Override
        public Reply delete(
                Accounts.Known who, String number, int version, boolean test, String previous, Paper paper) {
            throw new AssertionError("no recorded order is a deletion");
        }

        @Override
        public Optional<String> unit(String sku) {
            return Optional.empty();
        }
    }

    private String cxml(String document) {
        var answer = cxml.answer(document.getBytes(UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        return RecordedBuyers.alike(new String(answer.body(), UTF_8));
    }

    private Answer oci(String form) {
        return oci.answer(new OciDoor.Call("acme-sap-oci", null, form.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "coupa", "ariba"})
    void setUpsAndOrdersByDocument(String pack) {
        assertThat(cxml(RecordedBuyers.said(pack, "setup"))).isEqualTo(RecordedBuyers.heard(pack, "setup"));
        assertThat(cxml(RecordedBuyers.said(pack, "order"))).isEqualTo(RecordedBuyers.heard(pack, "order"));
        assertThat(ordered).singleElement().satisfies(order -> {
            assertThat(order.number()).isEqualTo("TEST-" + pack.toUpperCase(java.util.Locale.ROOT));
            assertThat(order.test()).isTrue();
            assertThat(order.lines())
                    .extracting(line -> line.sku() + " " + line.quantity())
                    .containsExactly("SCR-1 1500 EA", "GL-1 2 PR");
        });
    }

    @Test
    void aCallByOci() {
        var answer = oci(RecordedBuyers.said("sap-oci", "setup"));
        assertThat(RecordedBuyers.alike(answer.status() + " " + answer.headers().get("Location")))
                .isEqualTo(RecordedBuyers.heard("sap-oci", "setup"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "coupa", "ariba"})
    void withAnotherSecretNothingIsTaken(String pack) {
        for (var step : List.of("setup", "order")) {
            var wrong = RecordedBuyers.said(pack, step).replace("sandbox-acme-", "sandbox-other-");
            assertThat(cxml(wrong)).contains("code=\"401\"").doesNotContain("sandbox-");
        }
        assertThat(ordered).isEmpty();
        assertThat(cxml(RecordedBuyers.said(pack, "order").replace("quantity=\"1500\"", "quantity=\"many\"")))
                .contains("code=\"406\"", "many");
        assertThat(cxml(RecordedBuyers.said(pack, "setup").replace("https://buyer.example/", "https://other.example/")))
                .contains("code=\"403\"");
        assertThat(ordered).isEmpty();
    }

    @Test
    void aCallByOciWithAnotherSecretOrToElsewhereIsRefused() {
        var said = RecordedBuyers.said("sap-oci", "setup");
        assertThat(oci(said.replace("sandbox-acme-", "sandbox-other-")).status())
                .isEqualTo(401);
        assertThat(oci(said.replace("buyer.example", "other.example")).status()).isNotEqualTo(303);
        assertThat(oci(said.replaceFirst("&HOOK_URL.*", "")).status()).isEqualTo(400);
        assertThat(Map.copyOf(oci(said.replace("srm&", "mrs&")).headers())).doesNotContainKey("Location");
    }
}
