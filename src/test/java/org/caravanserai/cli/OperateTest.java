package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of the person on call ask and print. */
class OperateTest {
    private static final String PLAN =
            "{\"id\":%s,\"channel\":\"shop\",\"creates\":0,\"updates\":1,\"retirements\":1,\"held\":2,\"heldBack\":[],"
                    + "\"items\":[{\"stream\":\"products\",\"locale\":\"fr_FR\",\"key\":\"A|1\",\"action\":\"update\",\"changes\":[{\"field\":\"title\","
                    + "\"old\":null,\"new\":\"<b>@all</b>\",\"rule\":\"m.yaml:3:3\"}],\"reason\":null}],\"next\":\"/api/v1/plans/7?from=1\"}";

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
    void aPlanIsShownInFourFormsAndSaysByItsCodeThatSomethingWouldGo() {
        hub.answer("POST /api/v1/channels/shop/plan", 200, PLAN.formatted("7"));
        var plan = hub.run("plan", "shop");
        assertThat(plan.out()).isEqualTo("""
                Plan 7 of channel shop: no creates, 1 update, 1 retirement, 2 held
                  update products fr_FR A|1
                      title: (empty) -> <b>@all</b>  (m.yaml:3:3)
                  and 1 more item
                Send it with: apply 7
                """);
        assertThat(plan.code()).isEqualTo(3);
        assertThat(hub.run("plan", "shop", "--json").out()).startsWith("{\n  \"id\": 7,");
        assertThat(hub.run("plan", "shop", "--markdown").out())
                .contains("update products fr&#95;FR A&#124;1")
                .contains("| title |  | &#60;b&#62;&#64;all&#60;/b&#62; | m.yaml:3:3 |")
                .contains("and 1 more item");
        assertThat(hub.run("plan", "shop", "--html").out())
                .startsWith("<!DOCTYPE html>")
                .contains("<td>&lt;b&gt;@all&lt;/b&gt;</td>")
                .doesNotContain("<b>")
                .doesNotContain("http://");
        assertThat(hub.run("plan", "shop", "--json", "--html").code()).isEqualTo(Commands.USAGE);
    }

    @Test
    void draftsAreSentAsAnArchiveWithoutSamplesAndHiddenFiles() throws IOException {
        var map = folder.resolve("mappings/demo/product-out.map.yaml");
        Files.createDirectories(map.getParent());
        Files.writeString(map, "fields: {}\n");
        Files.createDirectories(folder.resolve("config/samples"));
        Files.writeString(folder.resolve("config/samples/big.csv"), "x");
        Files.writeString(folder.resolve("config/.hidden"), "x");
        hub.answer("POST /api/v1/channels/shop/plan?at=2027-01-01", 200, PLAN.formatted("null"));
        var plan = hub.run("plan", "shop", "--with", folder.toString(), "--at", "2027-01-01");
        assertThat(plan.out()).startsWith("Preview of channel shop: ").endsWith("nobody can apply it.\n");
        assertThat(plan.code()).isEqualTo(3);
        assertThat(hub.asked().get(0))
                .contains("mappings/demo/product-out.map.yaml")
                .doesNotContain("big.csv", "hidden");
        var nothing = hub.run("plan", "shop", "--with", folder.resolve("config").toString());
        assertThat(nothing.err()).contains("holds no files in config, connectors, mappings, routes");
        assertThat(nothing.code()).isEqualTo(Commands.USAGE);
    }

    @Test
    void aStalePlanIsRefusedWithWhatMovedAndErrorsOfDraftsAreListed() {
        hub.answer(
                "POST /api/v1/plans/7/apply",
                409,
                "{\"code\":\"API-037\",\"detail\":\"The plan is stale.\",\"moved\":[\"products A-1\"]}");
        var stale = hub.run("apply", "7");
        assertThat(stale.err()).isEqualTo("API-037 The plan is stale.\n");
        assertThat(stale.code()).isEqualTo(Commands.REFUSED);
        hub.answer(
                "POST /api/v1/channels/shop/plan",
                422,
                "{\"code\":\"API-032\",\"detail\":\"The drafts have 1 error(s).\",\"problems\":[\"m.yaml:3:3 EXP-001 no\"]}");
        assertThat(hub.run("plan", "shop").err())
                .isEqualTo("API-032 The drafts have 1 error(s).\n  m.yaml:3:3 EXP-001 no\n");
    }

    @Test
    void switchesAndParkedItems() {
        hub.answer("POST /api/v1/channels/shop/pause", 200, "{\"channel\":\"shop\"}")
                .answer("POST /api/v1/parked/2-3/replay", 200, "{\"items\":1}")
                .answer("POST /api/v1/parked/discard", 200, "{\"items\":0}")
                .answer(
                        "GET /api/v1/parked?limit=20&channel=shop",
                        200,
                        "{\"complaints\":[],\"items\":[],\"next\":null}")
                .answer(
                        "POST /api/v1/channels/shop/ping",
                        200,
                        "{\"ok\":false,\"steps\":[{\"what\":\"name\",\"ok\":false,\"text\":\"not known\"}]}");
        assertThat(hub.run("pause", "shop").err()).startsWith("Missing required option: '--reason=TEXT'");
        assertThat(hub.run("pause", "shop", "--reason", "stock-taking").code()).isEqualTo(Commands.DONE);
        assertThat(hub.asked()).last().asString().endsWith("{\"reason\":\"stock-taking\"}");
        assertThat(hub.run("replay", "2-3").out()).isEqualTo("1 item is tried again\n");
        assertThat(hub.run("discard", "shop", "--complaint", "c4", "--reason", "gone")
                        .out())
                .isEqualTo("Nothing was parked there\n");
        assertThat(hub.asked())
                .last()
                .asString()
                .endsWith("{\"reason\":\"gone\",\"channel\":\"shop\",\"fingerprint\":\"c4\"}");
        assertThat(hub.run("parked", "shop").out()).isEqualTo("Nothing is parked.\n");
        var ping = hub.run("ping", "shop");
        assertThat(ping.out()).isEqualTo("name FAILED: not known\n");
        assertThat(ping.code()).isEqualTo(Commands.REFUSED);
    }
}
