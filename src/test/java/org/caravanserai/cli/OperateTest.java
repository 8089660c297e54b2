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

    @Test
    void aComparisonIsWaitedForAndSaysByItsCodeThatSomethingDiffers() {
        hub.answer("POST /api/v1/channels/shop/verify", 200, "{\"id\":7,\"kind\":\"verify\",\"state\":\"running\"}");
        hub.answer("GET /api/v1/surveys/7?wait=20", 200, """
                {"id":7,"channel":"shop","kind":"verify","state":"done","reportOnly":true,"differences":3,"text":null,
                 "streams":[{"stream":"offers","locale":null,"records":9,"believed":10,"missing":1,"changed":1,"extra":1}],
                 "items":[{"what":"missing","stream":"offers","key":"A-1","changes":[],"others":[]},
                          {"what":"changed","stream":"offers","key":"A-2","remoteId":"77","changes":[{"field":"price","ours":"12.00","theirs":null}],"others":[]},
                          {"what":"extra","stream":"offers","key":"X","remoteId":"X","why":"stranger","changes":[],"others":[]}],"next":null}""");
        var report = hub.run("verify", "shop", "--report-only");
        assertThat(report.out()).isEqualTo("""
                Comparison 7 of channel shop
                  offers: 9 records there, 10 should be there, 1 missing, 1 changed, 1 extra
                  missing offers A-1
                  changed offers A-2 (77)
                      price: here 12.00, there (empty)
                  extra offers X: nothing of ours
                That is a report; nothing is done about it.
                """);
        assertThat(report.code()).isEqualTo(Commands.REFUSED);
        assertThat(hub.asked().get(0)).endsWith("{\"reportOnly\":true}");
        assertThat(hub.run("verify", "shop", "--json").out()).startsWith("{\n  \"id\": 7,");

        hub.answer("GET /api/v1/surveys/7?wait=20", 200, """
                {"id":7,"channel":"shop","kind":"verify","state":"held","text":"offers: DELIVERY-006 too much","streams":[],"items":[]}""");
        assertThat(hub.run("verify", "shop").out())
                .contains("Nothing was sent. offers: DELIVERY-006 too much", "release shop --reason TEXT");
        hub.answer("GET /api/v1/surveys/7?wait=20", 200, """
                {"id":7,"channel":"shop","kind":"verify","state":"done","differences":0,"streams":[],"items":[]}""");
        var clean = hub.run("verify", "shop");
        assertThat(clean.out()).endsWith("The partner holds what it should.\n");
        assertThat(clean.code()).isEqualTo(Commands.DONE);
    }

    @Test
    void anAdoptionIsShownBeforeSomebodyAppliesIt() {
        hub.answer("POST /api/v1/channels/shop/adopt", 200, "{\"id\":8,\"kind\":\"adopt\",\"state\":\"running\"}");
        hub.answer("GET /api/v1/surveys/8?wait=20", 200, """
                {"id":8,"channel":"shop","kind":"adopt","state":"ready","orphans":"retire","text":null,
                 "streams":[{"stream":"products","locale":"fr_FR","records":4,"links":1,"conflicts":1,"orphans":2}],
                 "items":[{"what":"link","stream":"products","locale":"fr_FR","key":"A-1","remoteId":"77","why":"gtin","changes":[],"others":[]},
                          {"what":"conflict","stream":"products","locale":"fr_FR","key":null,"remoteId":"78","why":"several","changes":[],"others":["A-2","A-3"]}],"next":null}""");
        var plan = hub.run("adopt", "shop", "--match", "sku,gtin", "--orphans", "retire");
        assertThat(plan.out()).isEqualTo("""
                Adoption 8 of channel shop
                  products fr_FR: 4 records there, 1 to link, 1 conflict, 2 orphans
                  link products fr_FR A-1 (77): by gtin
                  conflict products fr_FR 78: fits several of ours [A-2, A-3]
                Link them, and remove the orphans, with: apply 8
                """);
        assertThat(plan.code()).isEqualTo(3);
        assertThat(hub.asked().get(0)).endsWith("{\"match\":[\"sku\",\"gtin\"],\"orphans\":\"retire\"}");
        assertThat(hub.run("adopt", "shop", "--orphans", "burn").code()).isEqualTo(Commands.USAGE);
        hub.answer("POST /api/v1/plans/8/apply", 200, "{\"id\":8,\"channel\":\"shop\",\"adoption\":true,\"items\":1}");
        assertThat(hub.run("apply", "8").out()).isEqualTo("Adoption 8 of channel shop is applied: 1 item\n");
        hub.answer("GET /api/v1/surveys/8?wait=20", 200, """
                {"id":8,"channel":"shop","kind":"adopt","state":"failed","text":"products: the list goes round","streams":[],"items":[]}""");
        var failed = hub.run("adopt", "shop");
        assertThat(failed.out()).contains("nothing was concluded. products: the list goes round");
        assertThat(failed.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void aConversationOfABuyerIsToldStepByStepAndItsCodeSaysHowItWent() {
        var steps =
                "{\"account\":\"acme\",\"ok\":%s,\"steps\":[{\"step\":\"setup\",\"title\":\"set-up\",\"ok\":true,\"text\":\"answered\"},"
                        + "{\"step\":\"check\",\"title\":\"cart\",\"ok\":%s,\"text\":\"{0} it's said\"}]}";
        hub.answer("POST /api/v1/accounts/acme/punchout-test", 200, steps.formatted("true", "true"));
        var good = hub.run("punchout-test", "acme");
        assertThat(good.out()).isEqualTo("""
                ok      set-up: answered
                ok      cart: {0} it's said
                acme: everything went as the buyer expects.
                """);
        assertThat(good.code()).isZero();

        hub.answer("POST /api/v1/accounts/acme/punchout-test", 200, steps.formatted("false", "false"));
        var bad = hub.run("punchout-test", "acme", "--wait", "1");
        assertThat(bad.out()).contains("FAILED  cart: {0} it's said\n", "acme: mend what failed and try again.");
        assertThat(bad.code()).isEqualTo(Commands.REFUSED);
        assertThat(hub.run("punchout-test", "acme", "--json").out()).startsWith("{\n  \"account\": \"acme\",");
        assertThat(hub.run("punchout-test").code()).isEqualTo(Commands.USAGE);
        assertThat(hub.run("punchout-test", "acme", "--wait", "soon").code()).isEqualTo(Commands.USAGE);
    }
}
