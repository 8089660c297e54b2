package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.health.Health;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The health board from outside: API, pages, meters and MBeans tell the same figures, and persons stay unnamed. Shares its hub with LineIT. */
class HealthBoardIT {
    private static final String PASSWORD = "kept-in-the-well-7";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = ShippedHub.hub();
        ShippedHub.settled();
        hub.part(Health.class).recount();
        var users = hub.part(Users.class);
        users.add("board-viewer", Set.of(Role.VIEWER), PASSWORD, "test", "test");
        users.add("board-customers", Set.of(Role.CUSTOMERS), PASSWORD, "test", "test");
    }

    @Test
    void the_api_lists_as_many_items_as_it_says() {
        var counters = api("/api/v1/quality/counters");
        assertThat(counters.size()).isGreaterThan(60);
        var ids = new TreeSet<String>();
        for (var counter : counters) {
            ids.add(counter.get("id").asString());
            assertThat(counter.get("asOf").asString()).endsWith("Z");
            assertThat(counter.get("scope").isObject()).isTrue();
            assertThat(counter.get("title").size()).as(counter.toString()).isEqualTo(2);
            int found = 0;
            var next = counter.get("items");
            do {
                var page = api(next.asString()
                        + (next.asString().contains("limit=")
                                ? ""
                                : (next.asString().contains("?") ? "&" : "?") + "limit=5"));
                found += page.get("items").size();
                next = page.get("next");
            } while (!next.isNull());
            assertThat(found)
                    .as(counter.toString())
                    .isEqualTo(counter.get("value").asInt());
            assertThat(counter.get("denominator").asLong())
                    .isEqualTo(counter.get("population").asLong());
        }
        assertThat(ids)
                .contains(
                        "incomplete-products",
                        "missing-translations",
                        "expired-media",
                        "held-items",
                        "unfinished-products");
    }

    @Test
    void what_is_not_there_is_said() {
        assertThat(send("/api/v1/quality/counters/no-such/items").statusCode()).isEqualTo(404);
        var wrong = send("/api/v1/quality/counters/incomplete-products/items?scope=channel:nowhere");
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).contains("API-020");
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/quality/counters")))
                        .statusCode())
                .isEqualTo(401);
        var session = new Session("board-viewer");
        assertThat(session.get("/health/no-such").statusCode()).isEqualTo(404);
        assertThat(session.get("/health/unused-media?scope=%3Cscript%3E").body())
                .doesNotContain("<script>");
    }

    @Test
    void the_board_speaks_two_languages_without_scripts_of_its_own() {
        var session = new Session("board-viewer");
        var english = session.get("/health?lang=en").body();
        assertThat(english)
                .contains(
                        "<html lang=\"en\"",
                        "Incomplete products",
                        "Unfinished products",
                        "Customer data",
                        "of 200 companies");
        var french = session.get("/health?lang=fr").body();
        assertThat(french)
                .contains("<html lang=\"fr\"", "Produits incomplets", "Produits pas encore prêts", "sur 200 sociétés");
        for (var page : new String[] {
            english, french, session.get("/health/incomplete-products").body()
        }) {
            assertThat(page)
                    .doesNotContain("??")
                    .doesNotContain(" style=")
                    .doesNotContain("<style")
                    .doesNotContain("onclick");
            assertThat(page.split("<script", -1)).as("one script, from a file").hasSize(2);
        }
        // Every link of the board leads to a list.
        var link = Pattern.compile("href=\"(/health/[^\"]+)\"").matcher(english);
        var links = new ArrayList<String>();
        while (link.find()) {
            links.add(link.group(1).replace("&amp;", "&"));
        }
        assertThat(links).hasSizeGreaterThan(60);
        links.stream()
                .filter(each -> each.hashCode() % 7 == 0)
                .forEach(each ->
                        assertThat(session.get(each).statusCode()).as(each).isEqualTo(200));
    }

    @Test
    void persons_are_named_to_those_who_look_after_customers() {
        var contact = ShippedHub.json("/api/v1/contacts/P-301").get("effective");
        var name = contact.get("name").asString();
        assertThat(name).isNotBlank();
        var viewer =
                new Session("board-viewer").get("/health/duplicate-contacts").body();
        assertThat(viewer).contains("P-301", "email = P-12").doesNotContain(name);
        assertThat(new Session("board-customers")
                        .get("/health/duplicate-contacts")
                        .body())
                .contains("P-301", name);
        var company = ShippedHub.json("/api/v1/companies/C-10120")
                .get("effective")
                .get("name")
                .asString();
        assertThat(new Session("board-viewer")
                        .get("/health/duplicate-companies")
                        .body())
                .contains("C-10120")
                .doesNotContain(company);
        assertThat(send("/api/v1/quality/counters/duplicate-contacts/items").body())
                .contains("P-301")
                .doesNotContain(name);
    }

    @Test
    void meters_and_beans_tell_the_same() throws Exception {
        var unused = hub.part(Health.class)
                .figure("unused-media", org.caravanserai.health.Scope.ALL)
                .orElseThrow();
        var metrics = hub.send(HttpRequest.newBuilder(hub.management("/actuator/prometheus")))
                .body();
        assertThat(metrics)
                .contains("hub_health_counter{channel=\"all\",counter=\"unused-media\",locale=\"all\"} "
                        + (double) unused.value())
                .contains(
                        "hub_health_population{channel=\"google-shopping\",counter=\"incomplete-products\",locale=\"de_DE\"}")
                .contains("hub_health_pending");
        var server = ManagementFactory.getPlatformMBeanServer();
        var names = hub.part(org.caravanserai.health.Beans.class).names();
        var bean = names.stream()
                .filter(name -> name.getKeyProperty("counter").equals("unused-media"))
                .findFirst()
                .orElseThrow();
        assertThat(server.getAttribute(bean, "Value")).isEqualTo(unused.value());
        assertThat(server.getAttribute(bean, "Light")).isEqualTo("LATE");
        assertThat(names)
                .filteredOn(name -> name.getKeyProperty("counter").equals("incomplete-products"))
                .hasSize(16);
    }

    private static HttpResponse<String> send(String path) {
        return hub.send(HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin()));
    }

    private static JsonNode api(String path) {
        var answer = send(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Somebody at a browser. */
    private static final class Session {
        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
        private String cookie = "";

        Session(String name) {
            var token = TOKEN.matcher(get("/login").body());
            assertThat(token.find()).isTrue();
            var form = "username=" + name + "&password=" + PASSWORD + "&_csrf="
                    + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
            var answer = send(HttpRequest.newBuilder(hub.main("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
            assertThat(answer.headers().firstValue("Location").map(URI::create).map(URI::getPath))
                    .hasValue("/");
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(hub.main(path)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            var answer = hub.send(request.header("Accept", "text/html").header("Cookie", cookie));
            answer.headers().allValues("Set-Cookie").stream()
                    .filter(set -> set.startsWith("HUB_SESSION="))
                    .forEach(set -> cookie = set.substring(0, set.indexOf(';')));
            return answer;
        }
    }
}
