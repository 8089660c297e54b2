package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Calls that are dangerous here, each with the way to do it instead. */
class ForbiddenTest {
    /**
     * One forbidden thing.
     *
     * @param owner class that declares the method
     * @param names methods or {@code <init>}; empty = any use
     * @param parameters simple names of the parameter types, or null = any
     * @param allowed packages in which it is the job
     * @param instead what to do
     */
    private record Ban(String owner, Set<String> names, String parameters, Set<String> allowed, String instead) {
        boolean hits(JavaAccess<?> access) {
            var target = access.getTarget();
            if (!target.getOwner().getName().equals(owner) || !(names.isEmpty() || names.contains(target.getName()))) {
                return false;
            }
            if (parameters == null) {
                return true;
            }
            return target instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget call
                    && call.getRawParameterTypes().stream()
                            .map(type -> type.getSimpleName())
                            .collect(Collectors.joining(","))
                            .equals(parameters);
        }
    }

    private static final String XML = "take a parser from org.caravanserai.parser: it refuses DOCTYPE and entities";
    private static final String NO_JAVA_OBJECTS = "no Java serialisation anywhere: it runs code of the sender's choice";
    private static final String NO_INTERRUPT = "an interrupted thread that touches H2 closes the database for everyone:"
            + " ask the thread to stop by a flag and wait";
    private static final String CLOCK = "take a java.time.Clock as a parameter, so that tests can set the time";
    private static final String CHARSET = "name the character set, or the result depends on the machine";

    private static final List<Ban> MAIN = List.of(
            ban(
                    "javax.xml.parsers.DocumentBuilderFactory",
                    "newInstance newDefaultInstance newNSInstance",
                    "parser sandbox",
                    XML),
            ban("javax.xml.parsers.SAXParserFactory", "newInstance newDefaultInstance newNSInstance", "parser", XML),
            ban("javax.xml.stream.XMLInputFactory", "newInstance newFactory newDefaultFactory", "parser sandbox", XML),
            ban("javax.xml.stream.XMLOutputFactory", "newInstance newFactory newDefaultFactory", "parser", XML),
            ban("javax.xml.transform.TransformerFactory", "newInstance newDefaultInstance", "parser", XML),
            ban("javax.xml.validation.SchemaFactory", "newInstance newDefaultInstance", "parser sandbox", XML),
            ban("javax.xml.xpath.XPathFactory", "newInstance newDefaultInstance", "parser", XML),
            ban("org.xml.sax.helpers.XMLReaderFactory", "createXMLReader", "parser", XML),
            ban(
                    "org.yaml.snakeyaml.Yaml",
                    "<init>",
                    "",
                    "YAML is read by org.caravanserai.parser (YAML 1.2, no types)"),
            ban("tools.jackson.databind.ObjectMapper", "<init>", "parser", "JSON is read by org.caravanserai.parser"),
            ban(
                    "tools.jackson.databind.json.JsonMapper",
                    "<init> builder",
                    "parser sandbox",
                    "JSON: org.caravanserai.parser"),
            ban(
                    "tools.jackson.core.json.JsonFactory",
                    "<init> builder",
                    "parser sandbox",
                    "JSON: org.caravanserai.parser"),
            ban("java.io.ObjectInputStream", "<init>", "", NO_JAVA_OBJECTS),
            ban("java.io.ObjectOutputStream", "<init>", "", NO_JAVA_OBJECTS),
            ban("java.lang.Thread", "interrupt stop", "", NO_INTERRUPT),
            ban("java.util.concurrent.ExecutorService", "shutdownNow", "", NO_INTERRUPT),
            ban("java.util.concurrent.ThreadPoolExecutor", "shutdownNow", "", NO_INTERRUPT),
            ban("java.util.concurrent.ScheduledExecutorService", "shutdownNow", "", NO_INTERRUPT),
            ban("java.lang.Thread", "sleep", "", "wait for a condition, or let a scheduler come back later"),
            ban("java.lang.Runtime", "exec", "", "the hub starts no programs"),
            ban("java.lang.ProcessBuilder", "<init>", "", "the hub starts no programs"),
            ban("java.lang.System", "exit", "cli", "only the main method ends the program: return an exit code"),
            ban("java.lang.Class", "forName", "", "no reflection: list the classes"),
            ban("java.lang.reflect.Method", "invoke", "", "no reflection on data: use an interface"),
            ban("java.lang.System", "currentTimeMillis", "", CLOCK),
            banOf("java.time.Instant", "now", "", CLOCK),
            banOf("java.time.LocalDate", "now", "", CLOCK),
            banOf("java.time.LocalDateTime", "now", "", CLOCK),
            banOf("java.time.ZonedDateTime", "now", "", CLOCK),
            banOf("java.time.OffsetDateTime", "now", "", CLOCK),
            ban("java.util.Date", "<init>", "", CLOCK),
            banOf("java.lang.String", "getBytes", "", CHARSET),
            banOf("java.lang.String", "<init>", "byte[]", CHARSET),
            banOf("java.io.InputStreamReader", "<init>", "InputStream", CHARSET),
            banOf("java.io.OutputStreamWriter", "<init>", "OutputStream", CHARSET),
            banOf("java.lang.String", "toLowerCase", "", "name a Locale, or a Turkish machine writes other keys"),
            banOf("java.lang.String", "toUpperCase", "", "name a Locale, or a Turkish machine writes other keys"),
            banOf("java.math.BigDecimal", "<init>", "double", "write the decimal as text: 0.1 has no exact double"),
            ban("java.lang.Throwable", "printStackTrace", "", "log it with what was being done"));

    private static final String TEST_XML = "read XML with org.caravanserai.testing.TestXml";

    private static final List<Ban> TESTS = List.of(
            ban("java.lang.Thread", "sleep", "", "wait for a condition with a deadline"),
            ban(
                    "javax.xml.parsers.DocumentBuilderFactory",
                    "newInstance newDefaultInstance newNSInstance newDefaultNSInstance",
                    "testing",
                    TEST_XML),
            ban(
                    "javax.xml.parsers.SAXParserFactory",
                    "newInstance newDefaultInstance newNSInstance newDefaultNSInstance",
                    "testing",
                    TEST_XML),
            ban("javax.xml.stream.XMLInputFactory", "newInstance newFactory newDefaultFactory", "testing", TEST_XML),
            ban("com.ctc.wstx.stax.WstxInputFactory", "<init>", "testing", TEST_XML),
            ban("javax.xml.validation.SchemaFactory", "newInstance newDefaultInstance", "testing", TEST_XML));

    /** Uses that are right, by class and target, with the reason. The list only shrinks. */
    private static final Map<String, String> WAIVED =
            Map.of("org.caravanserai.Hub java.lang.System.exit", "the main method");

    @Test
    void mainClassesAvoidDangerousCalls() {
        check(Code.main(), MAIN);
    }

    @Test
    void testsAvoidFixedPauses() {
        check(Code.tests(), TESTS);
    }

    @Test
    void waiversAreStillNeeded() {
        var used = new HashSet<String>();
        for (var type : Code.main()) {
            type.getAccessesFromSelf().forEach(access -> used.add(key(access)));
        }
        assertThat(WAIVED.keySet()).as("strike out waivers nobody uses").allMatch(used::contains);
    }

    private static void check(JavaClasses classes, List<Ban> bans) {
        var wrong = new TreeSet<String>();
        for (var type : classes) {
            for (var access : type.getAccessesFromSelf()) {
                for (var ban : bans) {
                    if (ban.hits(access)
                            && !ownFlag(access)
                            && !ban.allowed().contains(Code.area(type.getPackageName()))
                            && !WAIVED.containsKey(key(access))) {
                        wrong.add(access.getSourceCodeLocation() + " " + type.getName() + " uses "
                                + access.getTarget().getFullName() + ": " + ban.instead());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** {@code Thread.currentThread().interrupt()} after a catch gives the caller its own flag back. */
    private static boolean ownFlag(JavaAccess<?> access) {
        return access.getTarget().getFullName().equals("java.lang.Thread.interrupt()")
                && access.getOrigin().getAccessesFromSelf().stream()
                        .anyMatch(other -> other.getTarget().getFullName().equals("java.lang.Thread.currentThread()")
                                && other.getLineNumber() == access.getLineNumber());
    }

    private static String key(JavaAccess<?> access) {
        return access.getOriginOwner().getName() + " " + access.getTargetOwner().getName() + "."
                + access.getTarget().getName();
    }

    private static Ban ban(String owner, String names, String allowed, String instead) {
        return new Ban(owner, words(names), null, words(allowed), instead);
    }

    private static Ban banOf(String owner, String name, String parameters, String instead) {
        return new Ban(owner, Set.of(name), parameters, Set.of(), instead);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
}
