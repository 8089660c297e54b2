package org.caravanserai.stack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.caravanserai.RunningHub;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pins the version set: Camel 4.18 is not built for Spring Boot 4, so nobody upstream tests the pair. One case for each
 * piece the hub uses or will use; {@code KafkaIT} is the one for Kafka. Budget: 50 s, of them the hub 10.
 */
class StackIT {
    private static RunningHub hub;
    private static CamelContext camel;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(RunningHub.emptyHome(), StackWiring.class);
        camel = hub.part(CamelContext.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void soapFromCamelToAService() {
        List<?> answer = camel.createProducerTemplate()
                .requestBody(
                        "cxf:" + hub.main("/stack/greeter") + "?serviceClass=" + Greeter.class.getName(),
                        List.of("Anna"),
                        List.class);
        assertThat(answer.get(0)).isEqualTo("Bonjour Anna");
    }

    @Test
    void soapFromAServiceToCamel() {
        var factory = new JaxWsProxyFactoryBean();
        factory.setServiceClass(Greeter.class);
        factory.setAddress(hub.main("/stack/camel-greeter").toString());
        assertThat(factory.create(Greeter.class).greet("Bert")).isEqualTo("Guten Tag Bert");
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/stack/camel-greeter?wsdl")))
                        .body())
                .contains("targetNamespace=\"urn:stack\"");
    }

    @Test
    void jaxbBothWays() throws Exception {
        load("jaxb.camel.yaml", """
                - route:
                    id: jaxb
                    from:
                      uri: direct:jaxb
                      steps:
                        - unmarshal: { jaxb: { contextPath: org.caravanserai.stack } }
                        - marshal: { jaxb: { contextPath: org.caravanserai.stack, prettyPrint: false } }
                """);
        var answer = camel.createProducerTemplate()
                .requestBody(
                        "direct:jaxb",
                        "<parcel number=\"7\"><content>Gants &amp; bottes</content></parcel>"
                                .getBytes(StandardCharsets.UTF_8),
                        String.class);
        assertThat(answer).endsWith("<parcel number=\"7\"><content>Gants &amp; bottes</content></parcel>");
    }

    @Test
    void aKameletUsesAKamelet() throws Exception {
        load(
                "stack-inner-action.kamelet.yaml",
                kamelet("stack-inner-action", "{{greeting}} ${body}", ""),
                "stack-outer-action.kamelet.yaml",
                kamelet("stack-outer-action", "<${body}>", """
                        - to: { uri: "kamelet:stack-inner-action", parameters: { greeting: "{{greeting}}" } }
                """),
                "nested.camel.yaml",
                """
                        - route:
                            id: nested
                            from:
                              uri: direct:nested
                              steps:
                                - to: { uri: "kamelet:stack-outer-action", parameters: { greeting: Salut } }
                        """);
        assertThat(camel.createProducerTemplate().requestBody("direct:nested", "Anna", String.class))
                .isEqualTo("<Salut Anna>");
    }

    @Test
    void oneRouteFileRunsOncePerChannel() throws Exception {
        var file = """
                - route:
                    id: "feed-product-out@{{channel}}"
                    from:
                      uri: "direct:out-{{channel}}"
                      steps:
                        - setBody: { simple: "${body} for {{channel}}" }
                """;
        for (var channel : List.of("adeo", "outil-sud")) {
            load("feed-product-out@" + channel + ".camel.yaml", file.replace("{{channel}}", channel));
        }
        assertThat(camel.getRoute("feed-product-out@adeo")).isNotNull();
        assertThat(camel.createProducerTemplate().requestBody("direct:out-outil-sud", "feed", String.class))
                .isEqualTo("feed for outil-sud");
    }

    @Test
    void hawtioShowsTheRoutesToTheAdmin() {
        var options = new Browser.NewContextOptions()
                .setHttpCredentials("admin", RunningHub.PASSWORD)
                .setViewportSize(1400, 900);
        try (var context = TestBrowser.open(options)) {
            var page = context.newPage();
            page.navigate(hub.management("/hawtio/camel").toString());
            // Other hubs of the test run are in the same tree; the search leaves ours.
            page.locator("input[type=search]").first().fill("look-here");
            var patient = new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
            var route = page.getByText("look-here", new Page.GetByTextOptions().setExact(true))
                    .first();
            assertThat(route).isVisible(patient);
            route.click();
            assertThat(page.getByText("Route Diagram").first()).isVisible(patient);
            assertThat(page.getByText("(ID: ").first()).isVisible(patient);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/hawtio.png")));
        }
    }

    @Test
    void healthAndFiguresKnowCamelAndTheDatabase() {
        var health = hub.send(
                HttpRequest.newBuilder(hub.management("/actuator/health")).header("Authorization", RunningHub.admin()));
        assertThat(health.body()).contains("\"camel\":{", "\"database\":{", "\"status\":\"UP\"");
        camel.createProducerTemplate().sendBody("direct:look-here", "x");
        var figures = hub.send(HttpRequest.newBuilder(hub.management("/actuator/prometheus")))
                .body();
        assertThat(figures)
                .contains("jvm_memory_used_bytes", "camel_exchanges_succeeded_total", "routeId=\"look-here\"");
    }

    @Test
    void pagesAreWrittenByThymeleaf() {
        var page = hub.send(HttpRequest.newBuilder(hub.main("/login")).header("Accept", "text/html"));
        assertThat(page.body())
                .contains("<h1 class=\"h3 mb-3\">Caravanserai</h1>")
                .doesNotContain("th:text");
    }

    private static String kamelet(String name, String body, String steps) {
        return """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: { name: %s, labels: { camel.apache.org/kamelet.type: action } }
                spec:
                  definition:
                    title: %s
                    required: [greeting]
                    properties: { greeting: { title: Greeting, type: string } }
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                %s        - setBody: { simple: "%s" }
                """.formatted(name, name, steps, body);
    }

    /** Loads files as the hub does: all in one go, from bytes, under a name. */
    private static void load(String... namesAndTexts) throws Exception {
        var resources = Stream.iterate(0, i -> i < namesAndTexts.length, i -> i + 2)
                .map(i -> ResourceHelper.fromBytes(
                        "file:" + namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8)))
                .toArray(Resource[]::new);
        PluginHelper.getRoutesLoader(camel).loadRoutes(List.of(resources));
    }
}
