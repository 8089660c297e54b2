package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route must not do, one hole a case: each is refused before Camel sees the file, with the line it stands in. */
class ForbiddenStepsTest {
    private static final Library LIBRARY = Library.ofClassPath();
    private static final String FILE = "routes/outbound/feed-document-out.camel.yaml";

    static Stream<String> steps() {
        return Stream.of(
                // code
                "- bean: { ref: runtime }",
                "- bean: { beanType: java.lang.Runtime }",
                "- to: \"bean:runtime\"",
                "- to: \"class:java.lang.Runtime\"",
                "- to: \"exec:rm?args=-rf\"",
                "- to: \"language:groovy:1\"",
                "- to: \"docker:containers\"",
                "- to: \"ssh:host\"",
                "- to: \"jcache:x\"",
                "- script: { groovy: \"1\" }",
                "- process: { ref: runtime }",
                "- process: { ref: \"#class:java.lang.Runtime\" }",
                "- transform: { groovy: \"1\" }",
                "- setBody: { mvel: \"1\" }",
                "- unmarshal: { yaml: {} }",
                "- unmarshal: { java: {} }",
                "- convertBodyTo: { type: java.lang.Runtime }",
                // addresses from data
                "- toD: \"hub:call?operation=${header.x}\"",
                "- recipientList: { header: x }",
                "- routingSlip: { header: x }",
                "- dynamicRouter: { header: x }",
                "- enrich: { constant: \"http:x\" }",
                "- pollEnrich: { constant: \"file:/etc\" }",
                "- to: \"hub:call?operation=${body}\"",
                "- to: { uri: \"hub:call\", parameters: { operation: \"${header.x}\" } }",
                // other places
                "- to: \"file:/etc\"",
                "- to: \"http://partner.example\"",
                "- to: \"https://partner.example\"",
                "- to: \"jms:queue\"",
                "- to: \"direct:x\"",
                "- to: \"seda:x\"",
                "- to: \"HUB:call?operation=x\"",
                "- to: \"hub:ingest?source=x&entity=products\"",
                // look-ups of Camel itself
                "- to: { uri: \"hub:call\", parameters: { operation: \"{{env:PATH}}\" } }",
                "- to: { uri: \"hub:call\", parameters: { operation: \"{{sys:user.home}}\" } }",
                "- to: { uri: \"hub:call\", parameters: { operation: \"{{?service:x}}\" } }",
                "- to: { uri: \"hub:call\", parameters: { operation: x, exceptionHandler: \"#class:x\" } }",
                "- to: { uri: \"hub:call\", parameters: { operation: \"#bean:x\" } }",
                "- to: \"hub:call?operation=#type:x\"",
                "- setHeader: { name: x, constant: \"{{env:PATH}}\" }",
                "- setHeader: { name: \"{{sys:user.home}}\", constant: x }",
                "- setHeader: { name: x, constant: \"resource:file:/etc/passwd\" }",
                "- setHeader: { name: x, simple: \"${body}\" }",
                "- setHeader: { name: x, groovy: \"1\" }",
                "- setHeader: { name: x, constant: \"${body}\" }",
                "- setHeader: { name: x, expression: { simple: { expression: \"1\", resultType: java.lang.Runtime } } }",
                "- log: \"{{env:PATH}}\"",
                "- log: \"resource:file:/etc/passwd\"",
                "- log: \"${body}\"",
                "- log: \"${bean:runtime}\"",
                "- log: { message: x, logger: \"#bean:x\" }",
                "- split: { simple: \"${bean:runtime}\", steps: [ { log: x } ] }",
                "- split: { simple: \"${body}\", aggregationStrategy: \"#class:x\", steps: [ { log: x } ] }",
                "- split: { simple: \"${body}\", parallelProcessing: true, steps: [ { log: x } ] }",
                "- split: { simple: \"${body}\", steps: [ { bean: { ref: x } } ] }",
                // what hides a failure, or holds data where nobody waits
                "- filter: { simple: \"${body}\", steps: [ { log: x } ] }",
                "- choice: { when: [] }",
                "- stop: {}",
                "- rollback: { markRollbackOnly: true }",
                "- doTry: { steps: [ { log: x } ], doCatch: [] }",
                "- onException: { handled: { constant: true } }",
                "- removeProperties: { pattern: \"*\" }",
                "- wireTap: { uri: \"hub:call\" }",
                "- multicast: { steps: [ { log: x } ] }",
                "- threads: {}",
                "- delay: { constant: 1 }",
                "- aggregate: { constant: true }",
                "- loop: { constant: 2 }",
                "- idempotentConsumer: { header: x }",
                "- saga: {}",
                "- kamelet: { name: x }",
                "- nosuchstep: {}");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void isRefused(String step, @TempDir Path folder) throws IOException {
        assertThat(problems(folder, "hub:publish", step)).contains(FILE + ":7:").containsPattern("RTE-00[1-9]");
    }

    static Stream<String> beginnings() {
        return Stream.of(
                "timer:x", "file:/etc", "exec:ls", "direct:x", "seda:x", "jms:q", "class:x", "bean:x", "{{env:FROM}}");
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void doesNotBeginSo(String uri, @TempDir Path folder) throws IOException {
        assertThat(problems(folder, uri, "- log: x")).contains(FILE + ":4:").containsPattern("RTE-00[1-9]");
    }

    private static String problems(Path folder, String uri, String step) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/hub.yaml"),
                "title: Test\nlocales: [en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        Files.createDirectories(folder.resolve(FILE).getParent());
        Files.writeString(folder.resolve(FILE), """
                - route:
                    id: feed-document-out
                    from:
                      uri: "%s"
                      parameters: { channel: "{{channel}}", stream: "{{stream}}" }
                      steps:
                        %s
                """.formatted(uri, step));
        return Home.read(folder, null, LIBRARY).problems().stream()
                .filter(problem -> !problem.warning())
                .map(Object::toString)
                .filter(text -> text.startsWith(FILE))
                .collect(Collectors.joining("\n"));
    }
}
