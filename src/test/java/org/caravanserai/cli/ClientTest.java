package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.store.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands ask of a hub, what they print, and how they find it. */
class ClientTest {
    private static final String RUN =
            "{\"run\":7,\"source\":\"erp\",\"entity\":\"products\",\"state\":\"%s\",\"account\":{\"received\":3,\"created\":1,"
                    + "\"updated\":1,\"unchanged\":0,\"refused\":%d,\"waiting\":0,\"removed\":2,\"findings\":0},\"reason\":%s,\"refusals\":%s}";

    private static final String NOTHING_WAITS =
            "{\"unknown\":0,\"held\":0,\"parked\":0,\"troubles\":0,\"accounts\":0,\"all\":0,\"changes\":0,\"most\":1000}";

    @TempDir
    private Path folder;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aHubIsFoundThroughItsDataFolderAndSignedInWithItsToken() {
        try (var data = DataFolder.open(folder.resolve("data"), "", Clock.systemUTC())) {
            var early = Terminal.run("status", "--data", data.path().toString());
            assertThat(early.code()).isEqualTo(Commands.REFUSED);
            assertThat(early.err())
                    .contains("is still starting; try again in a moment")
                    .doesNotContain(data.token());
            data.announce(hub.url());
            hub.answer("GET /api/v1/sources", 200, "[]")
                    .answer("GET /api/v1/channels", 200, "[]")
                    .answer("GET /api/v1/runs?state=held", 200, "[]")
                    .answer("GET /api/v1/reload", 200, "{\"version\":\"1a\",\"refused\":null}")
                    .answer("GET /api/v1/topics", 200, "[]")
                    .answer("GET /api/v1/orders/waiting", 200, NOTHING_WAITS);
            var status = Terminal.run("status", "--data", data.path().toString());
            assertThat(status.out())
                    .isEqualTo("Sources\nChannels\nOrders that wait\n"
                            + "  unknown 0  held 0  refused by the ERP 0  to look at 0  accounts 0  of these changes 0\n"
                            + "Nothing needs anybody.\n");
            assertThat(status.code()).isEqualTo(Commands.DONE);
            assertThat(hub.asked()).allMatch(line -> line.endsWith(" Bearer " + data.token()));
        }
    }

    static Stream<Arguments> noHub() {
        return Stream.of(
                Arguments.of(new String[] {"status", "--data", "none"}, "", 1, "There is no data folder "),
                Arguments.of(new String[] {"status", "--home", "none"}, "", 1, "There is no data folder "),
                Arguments.of(
                        new String[] {"status", "--home", "none", "--data", "."},
                        "",
                        2,
                        " is no home to start one from: it has no config/hub.yaml."),
                Arguments.of(
                        new String[] {"status", "--url", "http://shop.example"},
                        "k",
                        2,
                        "http://shop.example is no address for --url: https://HOST"),
                Arguments.of(new String[] {"status", "--url", "nonsense"}, "k", 2, "nonsense is no address for --url"),
                Arguments.of(
                        new String[] {"status", "--url", "https://hub.example"},
                        "",
                        2,
                        "Set HUB_API_KEY to an API key of that hub"),
                Arguments.of(
                        new String[] {"status", "--url", "http://127.0.0.1:1"},
                        "k",
                        1,
                        "No hub answers at http://127.0.0.1:1"));
    }

    /** An order that became none waits in no state, and is named all the same. */
    @Test
    void ordersNameWhatThereIsToLookAt() {
        for (var state : new String[] {"held", "unknown", "parked"}) {
            hub.answer("GET /api/v1/orders?state=" + state, 200, "{\"orders\":[],\"next\":null}");
        }
        hub.answer("GET /api/v1/order-troubles", 200, "{\"troubles\":[],\"next\":null}");
        var nothing = hub.run("orders");
        assertThat(nothing.out()).isEqualTo("No order waits for somebody.\n");
        assertThat(nothing.code()).isEqualTo(Commands.DONE);
        hub.answer(
                "GET /api/v1/order-troubles",
                200,
                "{\"troubles\":[{\"id\":7,\"order\":null,\"source\":\"place\",\"account\":\"\",\"number\":\"MK-1-A\",\"at\":\"2026-11-22T08:00:00Z\","
                        + "\"code\":\"ORDER-002\",\"text\":\"ORDER-002 customer: no company has the number 'C-9'\"}],\"next\":null}");
        var look = hub.run("orders");
        assertThat(look.out()).isEqualTo("""
                        To look at; /orders/waiting?show=troubles says more and closes them:
                          2026-11-22T08:00:00Z  place  MK-1-A  ORDER-002 customer: no company has the number 'C-9'
                        """);
        assertThat(look.code()).isEqualTo(Commands.REFUSED);
        assertThat(hub.run("orders", "--json").out()).contains("\"troubles\": [");
    }

    @ParameterizedTest
    @MethodSource("noHub")
    void saysWhyThereIsNoHub(String[] arguments, String key, int code, String text) {
        var world = new Commands.World(Standby.NONE, Map.of(ClientOptions.KEY, key));
        var terminal = Terminal.run(world, Locale.ENGLISH, arguments);
        assertThat(terminal.err()).contains(text);
        assertThat(terminal.code()).isEqualTo(code);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void whereNoHubRunsOneIsStartedAndStopped() throws IOException {
        Terminal.run("init", folder.resolve("h").toString());
        var data = Files.createDirectory(folder.resolve("h/data"));
        hub.answer("POST /api/v1/channels/outil-sud/key", 200, "{\"channel\":\"outil-sud\",\"key\":\"aa.bb\"}");
        Standby standby = (home, where, environment) -> {
            var held = DataFolder.open(where, "", Clock.systemUTC());
            held.announce(hub.url());
            return java.util.Optional.of(held::close);
        };
        var terminal = Terminal.run(
                new Commands.World(standby, Map.of()),
                Locale.ENGLISH,
                "user",
                "key",
                "outil-sud",
                "--home",
                folder.resolve("h").toString());
        assertThat(terminal.out()).isEqualTo("aa.bb\n");
        assertThat(terminal.err()).startsWith("That is the new key of outil-sud; it is not shown again.");
        assertThat(DataFolder.holder(data)).isEmpty();
        var none = Terminal.run("status", "--home", folder.resolve("h").toString());
        assertThat(none.err()).isEqualTo("No hub runs on " + data + " and none could be started for this command\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"name:secret | Basic bmFtZTpzZWNyZXQ=", "abc.def     | Bearer abc.def"})
    void signsInWithAKeyOrAPassword(String key, String header) {
        assertThat(HubClient.authorization(key)).isEqualTo(header);
    }

    @Test
    void whatTheHubRefusesIsPrintedWithItsCode() {
        hub.answer(
                "POST /api/v1/runs/7/release",
                409,
                "{\"code\":\"API-004\",\"detail\":\"Run 7 is done, not held; there is nothing to release.\"}");
        var terminal = hub.run("release", "7", "--reason", "checked");
        assertThat(terminal.err()).isEqualTo("API-004 Run 7 is done, not held; there is nothing to release.\n");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
        assertThat(hub.run("release", "8", "--reason", "checked").err())
                .isEqualTo("What answers at " + hub.url() + " is no hub (HTTP 404)\n");
    }

    @Test
    void aReleasedRunIsAccountedFor() {
        hub.answer("POST /api/v1/runs/7/release", 200, RUN.formatted("done", 0, "null", "[]"));
        var terminal = hub.run("release", "7", "--reason", "checked with the ERP team");
        assertThat(terminal.out()).isEqualTo("""
                Run 7, erp products: done
                  3 rows: 1 created, 1 updated, 0 unchanged, 0 refused
                  beside them: 0 waiting, 2 removed, 0 findings
                """);
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
        assertThat(hub.asked())
                .containsExactly(
                        "POST /api/v1/runs/7/release Bearer abc.def {\"reason\":\"checked with the ERP team\"}");
        assertThat(hub.run("release", "7", "--reason", " ").err()).isEqualTo("Say why: --reason TEXT\n");
        assertThat(hub.run("release", "7").code()).isEqualTo(Commands.USAGE);
        assertThat(hub.run("release", "7th", "--reason", "x").code()).isEqualTo(Commands.USAGE);
    }

    @Test
    void aFileIsHandedOverAndItsRefusedRowsShown() throws IOException {
        var file = Files.writeString(folder.resolve("ITEMS 1.csv"), "ITEM;EAN\nA-1;x\n");
        hub.answer(
                "POST /api/v1/ingest/erp/products?file=ITEMS%201.csv",
                200,
                RUN.formatted(
                        "done",
                        1,
                        "null",
                        "[{\"line\":2,\"rule\":\"MAP-171\",\"attribute\":\"sku\",\"message\":\"the row has no sku\"}]"));
        var terminal = hub.run("import", "erp", "products", file.toString());
        assertThat(terminal.out()).endsWith("  line 2: refused: MAP-171 sku the row has no sku\n");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
        // Where the answer takes a moment, the hub is asked how far it is, too.
        assertThat(hub.asked())
                .filteredOn(asked -> !asked.startsWith("GET /api/v1/ingest/erp/products "))
                .containsExactly(
                        "POST /api/v1/ingest/erp/products?file=ITEMS%201.csv Bearer abc.def ITEM;EAN\nA-1;x\n");
        assertThat(hub.run("import", "erp", "products", "nothing.csv").err())
                .isEqualTo("There is no file nothing.csv\n");
    }

    /** On a busy machine the answer takes a moment; a look that is refused meanwhile is not the answer. */
    @Test
    void aLookAtTheProgressThatFailsDoesNotEndTheImport() throws IOException {
        var file = Files.writeString(folder.resolve("a.csv"), "ITEM;EAN\nA-1;x\n");
        hub.answer("POST /api/v1/ingest/erp/products?file=a.csv", 200, RUN.formatted("done", 0, "null", "[]"))
                .answer("GET /api/v1/ingest/erp/products", 503, "{}")
                .after("POST /api/v1/ingest/erp/products?file=a.csv", "GET /api/v1/ingest/erp/products");
        var terminal = hub.run("import", "erp", "products", file.toString());
        assertThat(terminal.out()).startsWith("Run 7, erp products: done");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
    }

    @Test
    void aFileThatIsNoRunOrIsHeldSaysWhatToDo() throws IOException {
        var file = Files.writeString(folder.resolve("a.csv"), "x\n").toString();
        hub.answer(
                "POST /api/v1/ingest/epr/products?file=a.csv",
                404,
                "{\"code\":\"ING-001\",\"run\":0,\"state\":\"refused\",\"reason\":\"ING-001 no source is called 'epr'\"}");
        hub.answer(
                "POST /api/v1/ingest/erp/products?file=a.csv",
                409,
                RUN.formatted("held", 0, "\"ING-006 too many would vanish\"", "[]")
                        .replace("{\"run\":", "{\"code\":\"ING-006\",\"run\":"));
        assertThat(hub.run("import", "epr", "products", file).out()).isEqualTo("ING-001 no source is called 'epr'\n");
        var held = hub.run("import", "erp", "products", file);
        assertThat(held.out())
                .contains(
                        "Run 7, erp products: held",
                        "  ING-006 too many would vanish",
                        "  take it after all with: release 7 --reason TEXT");
        assertThat(held.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void statusNamesWhatNeedsSomebody() {
        hub.answer(
                "GET /api/v1/sources",
                200,
                "[{\"source\":\"erp\",\"entities\":[{\"entity\":\"products\",\"freshness\":\"missing\",\"lastGood\":null,\"lastRun\":null},"
                        + "{\"entity\":\"offers\",\"freshness\":\"late\",\"lastGood\":null,\"lastRun\":"
                        + RUN.formatted("broken", 0, "\"ING-020 broke\"", "[]") + "}]}]");
        hub.answer(
                "GET /api/v1/channels",
                200,
                "[{\"channel\":\"adeo\",\"mode\":\"auto\",\"streams\":[{\"stream\":\"products\",\"selected\":2,\"pending\":0,"
                        + "\"unknown\":0,\"confirmed\":0,\"held\":1,\"parked\":1}],\"problems\":[\"config/channels/adeo.yaml:3:1 HOME-020 no such map\"],\"fault\":null}]");
        hub.answer("GET /api/v1/reload", 200, "{\"version\":\"1a\",\"refused\":null}")
                .answer(
                        "GET /api/v1/topics",
                        200,
                        "[{\"topic\":\"hub.changes\",\"way\":\"out\",\"open\":3,\"fault\":\"no broker answers\",\"since\":\"2026-11-22T10:00:00.5Z\"},"
                                + "{\"topic\":\"shop.orders\",\"way\":\"in\",\"open\":0,\"fault\":null,\"since\":null}]")
                .answer(
                        "GET /api/v1/orders/waiting",
                        200,
                        "{\"unknown\":2,\"held\":1000,\"parked\":0,\"troubles\":1,\"accounts\":0,\"all\":1003,\"changes\":1,\"most\":1000}");
        hub.answer(
                "GET /api/v1/runs?state=held",
                200,
                "[" + RUN.formatted("held", 0, "\"ING-006 too many would vanish\"", "[]") + "]");
        var status = hub.run("status");
        assertThat(status.out()).isEqualTo("""
                Sources
                  erp  products  never                             overdue
                  erp  offers    broken  never  3 rows, 0 refused  late
                Channels
                  adeo  auto  products  selected 2  pending 0  unknown 0  confirmed 0  held 1  parked 1
                Orders that wait
                  unknown 2  held 1000+  refused by the ERP 0  to look at 1  accounts 0  of these changes 1
                Needs somebody
                  run 7 of erp products is held: ING-006 too many would vanish; take it with: release 7 --reason TEXT
                  erp products is overdue; last delivery: never
                  run 7 of erp offers failed: ING-020 broke
                  channel adeo: config/channels/adeo.yaml:3:1 HOME-020 no such map
                  channel adeo products: 1 document refused by the partner; see: parked adeo
                  the topic hub.changes stands still since 2026-11-22T10:00:00Z: no broker answers
                  orders sent of which nobody knows whether they arrived: 2; see: orders, or /orders/waiting?show=unknown
                  orders held, of which nothing has gone out: 1000+; see: orders, or /orders/waiting?show=held
                  to look at about orders: 1; see /orders/waiting?show=troubles
                  among these, changes and deletions of orders to decide: 1
                """);
        assertThat(status.code()).isEqualTo(Commands.REFUSED);
        assertThat(hub.run("status", "--json").out())
                .startsWith("{\n  \"sources\": [")
                .contains("\"needsSomebody\"", "\"orders\": {", "\"changes\": 1");
    }

    @Test
    void streamsOfOrdersAreListedAsSuchAndWhatIsNotCountedIsNotShown() {
        hub.answer("GET /api/v1/sources", 200, "[]")
                .answer(
                        "GET /api/v1/channels",
                        200,
                        "[{\"channel\":\"place\",\"mode\":\"auto\",\"problems\":[],\"fault\":null,\"streams\":["
                                + "{\"stream\":\"orders\",\"carries\":\"orders\",\"went\":null,\"waits\":2,\"unknown\":0,\"refused\":1},"
                                + "{\"stream\":\"shipments\",\"carries\":\"answers\",\"went\":7,\"waits\":0,\"unknown\":1,\"refused\":0}]}]")
                .answer("GET /api/v1/runs?state=held", 200, "[]")
                .answer("GET /api/v1/reload", 200, "{\"version\":\"1a\",\"refused\":null}")
                .answer("GET /api/v1/topics", 200, "[]")
                .answer("GET /api/v1/orders/waiting", 200, NOTHING_WAITS);

        var status = hub.run("status");

        assertThat(status.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "place auto orders waits 2 in doubt 0 refused 1",
                        "place auto shipments went 7 waits 0 in doubt 1 refused 0");
        assertThat(status.code()).as("what waits is counted with the orders").isEqualTo(Commands.DONE);
    }

    @Test
    void anOrderThatWaitsIsEnoughForTheExitCode() {
        hub.answer("GET /api/v1/sources", 200, "[]")
                .answer("GET /api/v1/channels", 200, "[]")
                .answer("GET /api/v1/runs?state=held", 200, "[]")
                .answer("GET /api/v1/reload", 200, "{\"version\":\"1a\",\"refused\":null}")
                .answer("GET /api/v1/topics", 200, "[]")
                .answer("GET /api/v1/orders/waiting", 200, NOTHING_WAITS.replace("\"parked\":0", "\"parked\":1"));
        var status = hub.run("status");
        assertThat(status.code()).isEqualTo(Commands.REFUSED);
        assertThat(status.out())
                .endsWith(
                        "Needs somebody\n  orders the ERP has refused: 1; see: orders, or /orders/waiting?show=parked\n");
    }

    @Test
    void explainsInOneList() {
        hub.answer(
                "GET /api/v1/explain?key=A%2F1&channel=adeo&locale=fr_FR",
                200,
                "[{\"channel\":\"adeo\",\"stream\":\"products\",\"locale\":\"fr_FR\","
                        + "\"selected\":true,\"held\":true,\"state\":\"held\",\"missing\":[\"gtin\"],\"findings\":[{\"rule\":\"complete\",\"severity\":\"block\","
                        + "\"message\":\"gtin is missing\",\"owner\":\"catalogue\"}],\"fields\":[{\"field\":\"title\",\"value\":\"Gant\",\"rule\":\"name\","
                        + "\"at\":\"m.yaml:3:3\",\"sources\":[{\"attribute\":\"name.fr_FR\",\"source\":\"pim\",\"value\":\"Gant\",\"run\":3,\"rule\":\"*\",\"wins\":true},"
                        + "{\"attribute\":\"name.fr_FR\",\"source\":\"erp\",\"value\":\"GANT\",\"run\":1,\"rule\":\"*\",\"wins\":false}]},"
                        + "{\"field\":\"ean\",\"value\":null,\"rule\":\"gtin\",\"at\":\"m.yaml:4:3\",\"sources\":[]}],"
                        + "\"price\":{\"list\":\"public\",\"amount\":\"12.90\",\"currency\":\"EUR\",\"steps\":[{\"what\":\"list price\",\"detail\":\"public\",\"amount\":\"12.90\"}]}}]");
        var terminal = hub.run("explain", "A/1", "--channel", "adeo", "--locale", "fr_FR");
        assertThat(terminal.out()).isEqualTo("""
                A/1 in adeo products fr_FR
                  selected
                  held by the findings below
                  at the partner: held
                  blocks: complete gtin is missing (catalogue)
                  required and missing: gtin
                  title = Gant
                      by name  at m.yaml:3:3
                      name.fr_FR from pim: Gant  (run 3, trust *)
                      name.fr_FR not from erp: GANT  (run 1, trust *)
                  ean = (empty)
                      by gtin  at m.yaml:4:3
                  price of 1 in list public: 12.90 EUR
                      list price: public = 12.90
                """);
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
        hub.answer("GET /api/v1/explain?key=B&channel=adeo", 200, "[]");
        var nothing = hub.run("explain", "B", "--channel", "adeo");
        assertThat(nothing.out())
                .isEqualTo(
                        "Channel adeo says nothing about products (language -): it does not run, or has no such stream\n");
        assertThat(nothing.code()).isEqualTo(Commands.REFUSED);
        assertThat(hub.run("explain", "B").err()).startsWith("Missing required option: '--channel=NAME'");
    }

    @Test
    void aHeldChannelIsShownAndReleasedByItsName() {
        hub.answer("GET /api/v1/sources", 200, "[]")
                .answer("GET /api/v1/runs?state=held", 200, "[]")
                .answer("GET /api/v1/reload", 200, "{\"version\":\"1a\",\"refused\":null}")
                .answer("GET /api/v1/topics", 200, "[]")
                .answer("GET /api/v1/orders/waiting", 200, NOTHING_WAITS)
                .answer(
                        "GET /api/v1/channels",
                        200,
                        "[{\"channel\":\"shop\",\"mode\":\"auto\",\"streams\":[],\"problems\":[],\"fault\":null,"
                                + "\"holds\":[{\"stream\":\"products\",\"reason\":\"DELIVERY-003 9 of 20 rows\"}]}]")
                .answer(
                        "POST /api/v1/channels/shop/release",
                        200,
                        "{\"channel\":\"shop\",\"released\":[{\"stream\":\"products\",\"reason\":\"DELIVERY-003 9 of 20 rows\"}]}");
        var status = hub.run("status");
        assertThat(status.code()).isEqualTo(Commands.REFUSED);
        assertThat(status.out())
                .contains("  channel shop products is held: DELIVERY-003 9 of 20 rows; let it leave with: release shop"
                        + " --reason TEXT\n");
        assertThat(hub.run("release", "shop", "--reason", "the range was cut").out())
                .isEqualTo("Released shop products: DELIVERY-003 9 of 20 rows. It leaves at the next look.\n");
    }

    @Test
    void programsGetKeysAndLoseThem() {
        hub.answer("POST /api/v1/keys", 200, "{\"holder\":\"ci\",\"roles\":[\"viewer\"],\"key\":\"abc.def\"}")
                .answer("POST /api/v1/keys/ci/revoke", 200, "{\"holder\":\"ci\",\"revoked\":0}");
        var issued = hub.run("user", "api-key", "ci", "--role", "viewer");
        assertThat(issued.out()).as("the key alone, to be piped").isEqualTo("abc.def\n");
        assertThat(issued.err()).startsWith("That is the new key of ci with the roles viewer; it is not shown again.");
        assertThat(hub.run("user", "api-key", "ci").code()).isEqualTo(Commands.USAGE);
        var revoked = hub.run("user", "revoke", "ci");
        assertThat(revoked.out()).isEqualTo("ci had no valid key\n");
        assertThat(revoked.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void usersAreLookedAfter() throws IOException {
        var password =
                Files.writeString(folder.resolve("pw"), "correct horse\n").toString();
        hub.answer("POST /api/v1/users", 200, "{\"name\":\"anna\",\"roles\":[\"viewer\",\"support\"]}");
        hub.answer("POST /api/v1/users/anna/roles", 200, "{\"name\":\"anna\",\"roles\":[\"operator\"]}");
        hub.answer("POST /api/v1/users/anna/password", 200, "{\"name\":\"anna\",\"roles\":[\"operator\"]}");
        assertThat(hub.run("user", "add", "anna", "--role", "viewer,support", "--password-file", password)
                        .out())
                .isEqualTo("Added anna with the roles viewer, support\n");
        assertThat(hub.run("user", "roles", "anna", "--role", "operator").out())
                .isEqualTo("anna has the roles operator\n");
        assertThat(hub.run("user", "password", "anna", "--password-file", password)
                        .out())
                .isEqualTo("anna has a new password\n");
        assertThat(hub.asked().get(0))
                .contains("\"password\":\"correct horse\"")
                .contains("\"roles\":[\"viewer\",\"support\"]");
        assertThat(hub.run("user", "password", "anna", "--password-file", "none")
                        .err())
                .isEqualTo("The password file none cannot be read\n");
        assertThat(hub.run("user", "add", "anna", "--password-file", password).code())
                .isEqualTo(Commands.USAGE);
        assertThat(Terminal.run("user").code()).isEqualTo(Commands.USAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, Taking ...",
        "5, 10, Taking [###############               ] 50 %  5/10",
        "12, 10, Taking [##############################] 100 %  12/10"
    })
    void theBarShowsHowFar(long done, long total, String line) {
        assertThat(ProgressBar.line("Taking", done, total)).isEqualTo(line);
    }

    @Test
    void everyCommandHelpsInBothLanguages() {
        for (var name : Commands.names()) {
            for (var locale : new Locale[] {Locale.ENGLISH, Locale.FRENCH}) {
                var help = Terminal.run(locale, name, "--help");
                assertThat(help.code()).as(name).isEqualTo(Commands.DONE);
                assertThat(help.out()).as(name).startsWith("Usage: caravanserai " + name);
            }
        }
    }
}
