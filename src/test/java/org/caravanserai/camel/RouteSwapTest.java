package org.caravanserai.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes and Kamelets that are replaced in a running context. */
class RouteSwapTest {
    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: x-mark-action
            spec:
              definition: { title: Mark }
              template:
                from:
                  uri: "kamelet:source"
                  steps:
                    - setBody: { constant: "%s" }
            """;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, RouteInstance> routes = new LinkedHashMap<>();
    private final Map<String, byte[]> kamelets = new LinkedHashMap<>();
    private ProducerTemplate send;
    private RouteSwap swap;
    private LoadedRoutes loaded;

    @BeforeEach
    void start() throws Exception {
        kamelet("one");
        route("a", "- to: \"kamelet:x-mark-action\"");
        route("b", "- to: \"kamelet:x-mark-action\"");
        route("c", "- setBody: { constant: plain }");
        loaded = now();
        Routes.load(context, loaded.kamelets(), List.copyOf(loaded.routes().values()));
        context.start();
        send = context.createProducerTemplate();
        swap = new RouteSwap(context, loaded, Path.of("data"), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aChangedKameletReachesBothItsRoutesAndNoOther() {
        var untouched = context.getRoute("c");
        kamelet("two");
        take();
        assertThat(List.of(ask("a"), ask("b"), ask("c"))).containsExactly("two", "two", "plain");
        assertThat(context.getRoute("c")).isSameAs(untouched);
    }

    @Test
    void aChangedRouteTakesThoseWithItThatShareItsKamelet() {
        route("a", "- to: \"kamelet:x-mark-action\"\n- transform: { simple: \"${body}!\" }");
        assertThat(loaded.replaced(now())).containsExactly("a", "b");
        take();
        assertThat(List.of(ask("a"), ask("b"))).containsExactly("one!", "one");
    }

    @Test
    void twoFilesTogetherAndADeletedOne() {
        kamelet("three");
        route("d", "- to: \"kamelet:x-mark-action\"");
        routes.remove("b");
        take();
        assertThat(List.of(ask("a"), ask("d"))).containsExactly("three", "three");
        assertThat(context.getRoute("b")).isNull();
        assertThat(context.getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteDefinition("b"))
                .isNull();
    }

    @Test
    void whatCannotBeBuiltIsFoundInTheShadow() {
        route("c", "- to: \"nosuch:thing\"");
        assertThat(refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("routes/c.camel.yaml RELOAD-006 the route 'c' cannot be built:")
                        .contains("nosuch"));
        route("c", "- to: \"log:x?levle=INFO\"");
        assertThat(refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("levle"));
        kamelets.put("x-mark-action", KAMELET.replace("setBody", "setBdy").getBytes(StandardCharsets.UTF_8));
        assertThat(refused()).isNotEmpty();
        assertThat(List.of(ask("a"), ask("c"))).containsExactly("one", "plain");
    }

    @Test
    void whatDoesNotBeginBringsTheOldVersionBack() {
        var step = prepared(() -> {
            kamelet("broken later");
            route("c", "- setBody: { constant: new }");
        });
        // Taken by somebody else between the shadow and the start.
        kamelets.clear();
        step.drain();
        step.over();
        step.back();
        assertThat(List.of(ask("a"), ask("b"), ask("c"))).containsExactly("one", "one", "plain");

        step.drain();
        step.over();
        step.begin();
        step.back();
        assertThat(List.of(ask("a"), ask("b"), ask("c"))).containsExactly("one", "one", "plain");
    }

    @Test
    void aBusyRouteRefusesAndGoesOn() throws Exception {
        var inside = new CountDownLatch(1);
        var on = new CountDownLatch(1);
        context.getRegistry().bind("wait", (org.apache.camel.Processor) exchange -> {
            inside.countDown();
            on.await(30, TimeUnit.SECONDS);
        });
        route("c", "- process: { ref: wait }\n- setBody: { constant: waited }");
        var shadowless = new RouteSwap(context, loaded, Path.of("data"), Duration.ofMillis(300));
        var ready = now();
        context.removeRoute("c");
        context.getRouteController().stopRoute("c");
        context.removeRoute("c");
        Routes.load(context, Map.of(), List.of(ready.routes().get("c")));
        var answer = CompletableFuture.supplyAsync(() -> ask("c"));
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

        route("c", "- setBody: { constant: later }");
        var problems = new Problems();
        var step = shadowless.step(now(), Set.of("c"), Set.of(), problems);
        assertThat(problems.isEmpty()).isTrue();
        assertThatThrownBy(step::drain).isInstanceOf(Reload.Busy.class).hasMessageContaining("the route 'c'");
        step.back();
        on.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("waited");
        assertThat(ask("c")).isEqualTo("waited");
    }

    @Test
    void trafficOfOtherRoutesDoesNotNotice() throws Exception {
        var ended = new AtomicBoolean();
        var failed = new AtomicInteger();
        var sent = new AtomicInteger();
        var traffic = CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
                if (!"plain".equals(ask("c"))) {
                    failed.incrementAndGet();
                }
                sent.incrementAndGet();
            }
        });
        for (int i = 0; i < 5; i++) {
            kamelet("round " + i);
            take();
            route("a", "- to: \"nosuch:" + i + "\"");
            assertThat(refused()).isNotEmpty();
            route("a", "- to: \"kamelet:x-mark-action\"");
        }
        ended.set(true);
        traffic.get(20, TimeUnit.SECONDS);
        assertThat(failed).hasValue(0);
        assertThat(sent.get()).isPositive();
    }

    @Test
    void fiftyReloadsLeaveNothingBehind() throws Exception {
        // The component itself stays once it was used.
        route("c", "- to: \"log:round?marker=warm\"");
        take();
        kamelet("warm");
        route("c", "- setBody: { constant: plain }");
        take();
        var before = footprint();
        for (int i = 0; i < 50; i++) {
            kamelet("round " + i);
            route("c", "- setBody: { constant: \"plain " + i + "\" }\n- to: \"log:round?marker=m" + i + "\"");
            take();
        }
        route("c", "- setBody: { constant: plain }");
        take();
        assertThat(ask("a")).isEqualTo("round 49");
        assertThat(footprint()).isEqualTo(before);
    }

    private Map<String, Object> footprint() throws Exception {
        var model = context.getCamelContextExtension().getContextPlugin(Model.class);
        var found = new LinkedHashMap<String, Object>();
        found.put("routes", context.getRoutes().size());
        found.put(
                "kamelet routes",
                context.getRoutes().stream().filter(Route::isCreatedByKamelet).count());
        found.put("definitions", model.getRouteDefinitions().size());
        found.put("templates", model.getRouteTemplateDefinitions().size());
        found.put(
                "endpoints",
                context.getEndpoints().stream()
                        .map(one -> one.getEndpointUri().replaceAll("[0-9]+$", "n"))
                        .sorted()
                        .toList());
        found.put(
                "beans",
                ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("org.apache.camel:*"), null)
                        .size());
        found.put(
                "threads",
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("Camel"))
                        .count());
        return found;
    }

    private String ask(String route) {
        return send.requestBody("direct:" + route, "", String.class);
    }

    private void kamelet(String says) {
        kamelets.put("x-mark-action", KAMELET.formatted(says).getBytes(StandardCharsets.UTF_8));
    }

    private void route(String id, String steps) {
        var yaml = "- route:\n    id: " + id + "\n    from:\n      uri: \"direct:" + id + "\"\n      steps:\n"
                + steps.lines().map(line -> "        " + line).collect(Collectors.joining("\n")) + "\n";
        routes.put(id, new RouteInstance(id, "routes/" + id + ".camel.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private LoadedRoutes now() {
        return new LoadedRoutes(new LinkedHashMap<>(routes), new LinkedHashMap<>(kamelets));
    }

    private Reload.Step prepared(Runnable change) {
        change.run();
        var ready = now();
        var problems = new Problems();
        var step = swap.step(ready, loaded.replaced(ready), Set.of(), problems);
        assertThat(problems.sorted()).isEmpty();
        return step;
    }

    private List<Problem> refused() {
        var ready = now();
        var problems = new Problems();
        swap.step(ready, loaded.replaced(ready), Set.of(), problems);
        return problems.sorted();
    }

    private void take() {
        var step = prepared(() -> {});
        step.drain();
        step.over();
        step.begin();
        loaded = now();
    }
}
