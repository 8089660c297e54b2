package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Which libraries a packaged hub carries. Advisories that are fixed only in versions we cannot have yet are harmless as long
 * as the component is not there (docs/security.md).
 */
class RuntimeLibrariesTest {
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");
    private static final Pattern ARTIFACT_OF_CAMEL = Pattern.compile("camel-.*");

    /** Camel components a packaged hub may carry; a new one needs a look at its advisories first. */
    private static final Set<String> CAMEL = Set.of(
            "camel-core-starter",
            "camel-core-languages",
            "camel-bean-starter",
            "camel-direct-starter",
            "camel-log-starter",
            "camel-scheduler-starter",
            "camel-timer-starter",
            "camel-yaml-dsl-starter",
            "camel-file-starter",
            "camel-micrometer-starter",
            "camel-kamelet",
            "camel-servlet",
            "camel-management");

    /** Ends of artifact names that only tests may use. */
    private static final List<String> TESTS_ONLY = List.of(
            "cxf",
            "camel-kafka",
            "spring-kafka",
            "opensaml",
            "h2console",
            "devtools",
            "poi-ooxml",
            "camel-jaxb",
            "camel-jms",
            "camel-mail");

    @Test
    void onlyKnownComponentsArePackaged() {
        var packaged = packaged();
        assertThat(packaged.stream()
                        .filter(name -> ARTIFACT_OF_CAMEL.matcher(name).matches()))
                .as(
                        "read the component's advisories, write the compensating tests into docs/security.md, then add it here")
                .isSubsetOf(CAMEL);
        assertThat(packaged)
                .as("these stay in test scope until a stage needs them")
                .noneMatch(name -> TESTS_ONLY.stream().anyMatch(name::contains));
    }

    /** Which headers reach a route behind it is checked for each route file (RTE-003); which addresses, here. */
    @Test
    void routesListenOnHttpForBuyersOnly() {
        var mapped = Code.sources(Path.of("src/main/java")).stream()
                .filter(file -> Code.text(file).contains("new CamelHttpTransportServlet()"))
                .toList();
        assertThat(mapped)
                .singleElement()
                .satisfies(file -> assertThat(Code.text(file))
                        .containsOnlyOnce("new CamelHttpTransportServlet()")
                        .contains("new CamelHttpTransportServlet(), \"/punchout/*\")"));
    }

    private static List<String> packaged() {
        var pom = Code.text(Path.of("pom.xml")).replaceAll("(?s)<!--.*?-->", "");
        var names = new ArrayList<String>();
        var from = pom.indexOf("</dependencyManagement>");
        var dependencies = DEPENDENCY.matcher(pom.substring(from, pom.indexOf("<build>")));
        while (dependencies.find()) {
            var artifact = ARTIFACT.matcher(dependencies.group(1));
            if (!dependencies.group(1).contains("<scope>test</scope>") && artifact.find()) {
                names.add(artifact.group(1));
            }
        }
        assertThat(names).as("the pattern still reads the pom").hasSizeGreaterThan(20);
        return names;
    }
}
