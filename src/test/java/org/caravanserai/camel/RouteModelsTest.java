package org.caravanserai.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.testing.GuideFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route of every shipped and test home, as Camel loaded it: no redelivery, no memory, nothing that leads elsewhere or hides a failure. */
class RouteModelsTest {
    private static final Library LIBRARY = Library.ofClassPath();

    @TempDir
    private Path folder;

    static Stream<Path> homes() throws IOException {
        var homes = new ArrayList<Path>();
        homes.add(Path.of(""));
        try (var list = Files.list(Path.of("src/test/homes"))) {
            list.filter(Home::isHome).sorted().forEach(homes::add);
        }
        return homes.stream();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void of_a_home(Path path) throws Exception {
        assertThat(walked(Home.read(path, null, LIBRARY))).isEmpty();
    }

    @Test
    void of_the_guide_about_new_systems() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/hub.yaml"),
                "title: Guide\ntype: test\nlocales: [en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        GuideFiles.write(GuideFiles.of(Path.of("docs/guides/add-a-system.md")), folder);
        var home = Home.read(folder, null, LIBRARY);

        assertThat(RouteInstances.of(home, folder).stream().map(RouteInstance::id))
                .contains("bazarette-product-out@bazar-lyon.products", "bazarette-offerjob-out@bazar-lyon.offers");
        assertThat(walked(home)).isEmpty();
    }

    /** Every library route, started for a channel of its system whether a home has one or not. */
    @Test
    void of_the_library() throws Exception {
        var home = Home.read(Path.of(""), null, LIBRARY);
        var instances = new ArrayList<RouteInstance>();
        for (var route : home.routes()) {
            var text = new String(route.file().bytes(), StandardCharsets.UTF_8)
                    .replaceAll("\\{\\{(keep|readyFile)}}", "false")
                    .replace("{{readLock}}", "none")
                    .replaceAll("\\{\\{(directory|archive)}}", folder.toString())
                    .replaceAll("\\{\\{[A-Za-z]+}}", "products");
            instances.add(new RouteInstance(route.id(), route.file().path(), text.getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(instances).hasSizeGreaterThan(5);
        assertThat(walked(kamelets(home), instances)).isEmpty();
    }

    private List<String> walked(Home home) throws Exception {
        return walked(kamelets(home), RouteInstances.of(home, folder));
    }

    private static Map<String, byte[]> kamelets(Home home) {
        var kamelets = new LinkedHashMap<String, byte[]>();
        home.kamelets().forEach(one -> kamelets.put(one.name(), one.file().bytes()));
        return kamelets;
    }

    private static List<String> walked(Map<String, byte[]> kamelets, List<RouteInstance> instances) throws Exception {
        try (var context = new DefaultCamelContext()) {
            context.disableJMX();
            context.setAutoStartup(false);
            context.addComponent("hub", new Anything());
            Routes.load(context, kamelets, instances);
            context.start();
            return RouteWalk.of(context);
        }
    }

    /** Steps that the check refuses; here they are put before Camel all the same, and the walk must see them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aggregate: { correlationExpression: { constant: true }, completionSize: 5, aggregationStrategy: '#latest', steps: [ { to: 'hub:ack' } ] } | step aggregate",
                "idempotentConsumer: { simple: '${body}', idempotentRepository: '#memory', steps: [ { to: 'hub:ack' } ] } | step idempotentConsumer",
                "delay: { constant: 1000 } | step delay",
                "throttle: { constant: 1 } | step throttle",
                "threads: {} | step threads",
                "wireTap: { uri: 'hub:call' } | step wireTap",
                "multicast: { steps: [ { to: 'hub:ack' } ] } | step multicast",
                "loop: { constant: 2, steps: [ { to: 'hub:ack' } ] } | step loop",
                "filter: { simple: '${body}', steps: [ { to: 'hub:ack' } ] } | step filter",
                "stop: {} | step stop",
                "setBody: { constant: x } | step setBody",
                "toD: 'hub:${header.x}' | step toD",
                "recipientList: { constant: 'hub:ack' } | step recipientList",
                "doTry: { steps: [ { to: 'hub:call' } ], doCatch: [ { exception: [ java.lang.Exception ], steps: [ { to: 'hub:ack' } ] } ] } | step doTry",
                "split: { simple: '${body}', parallelProcessing: true, steps: [ { to: 'hub:ack' } ] } | a split that is not plain",
                "resequence: { simple: '${body}', batchConfig: {}, steps: [ { to: 'hub:ack' } ] } | step resequence",
                "to: 'seda:x' | endpoint seda:",
                "to: 'direct:x' | endpoint direct:",
                "to: 'log:x' | endpoint log:",
                "to: 'file:x' | endpoint file:",
                "to: 'mock:x' | endpoint mock:"
            })
    void finds(String step, String said) throws Exception {
        assertThat(mutated("", "- " + step.replace('\'', '"'))).anyMatch(line -> line.contains(said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "errorHandler: { deadLetterChannel: { deadLetterUri: 'mock:dead' } } | an error handler of its own",
                "errorHandler: { defaultErrorHandler: { redeliveryPolicy: { maximumRedeliveries: 2 } } } | an error handler of its own",
                "routeConfigurationId: shared | names a routeConfiguration",
                "precondition: 'true' | a precondition"
            })
    void finds_of_the_route(String key, String said) throws Exception {
        assertThat(mutated(key.replace('\'', '"'), "- to: \"hub:call\"")).anyMatch(line -> line.contains(said));
    }

    private static List<String> mutated(String key, String step) throws Exception {
        var yaml = """
                - route:
                    id: mutant
                    %s
                    from:
                      uri: "hub:deliver"
                      steps:
                        - to: "hub:call"
                        %s
                """.formatted(key, step);
        try (var context = new DefaultCamelContext()) {
            context.disableJMX();
            context.setAutoStartup(false);
            context.addComponent("hub", new Anything());
            context.getRegistry()
                    .bind("latest", new org.apache.camel.processor.aggregate.UseLatestAggregationStrategy());
            context.getRegistry()
                    .bind(
                            "memory",
                            org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
                                    .memoryIdempotentRepository());
            Routes.load(
                    context,
                    Map.of(),
                    List.of(new RouteInstance("mutant", "mutant", yaml.getBytes(StandardCharsets.UTF_8))));
            context.start();
            return RouteWalk.of(context);
        }
    }

    /** Takes every parameter and does nothing: the walk is about what stands around {@code hub:}. */
    private static final class Anything extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            parameters.clear();
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            // Nothing is sent.
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor);
                }
            };
        }
    }
}
