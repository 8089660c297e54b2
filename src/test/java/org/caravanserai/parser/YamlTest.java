package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private static final String FILE = "mappings/acme/product-out.map.yaml";
    private final Problems problems = new Problems();

    private YamlNode read(String text) {
        var node = Yaml.read(FILE, text.getBytes(UTF_8), problems);
        assertThat(problems.sorted()).isEmpty();
        return node.orElseThrow();
    }

    private String wrong(String text) {
        assertThat(Yaml.read(FILE, text.getBytes(UTF_8), problems))
                .as("a file with errors is no tree")
                .isEmpty();
        return messages();
    }

    private String messages() {
        return problems.sorted().stream()
                .map(problem -> problem.toString().substring(FILE.length() + 1))
                .collect(Collectors.joining("\n"));
    }

    private static YamlNode at(YamlNode node, String path) {
        for (var key : path.split("\\.")) {
            node = ((YamlMap) node).get(key).orElseThrow();
        }
        return node;
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "007", "1_000", "2026-01-01", "22:30", "0x1F", "12.50", "1e3", "~x", "y", "NO"})
    void keepsTheSourceTextOfEveryScalar(String text) {
        var scalar = (YamlScalar) at(read("a: " + text + "\n"), "a");
        assertThat(scalar.text()).isEqualTo(text);
        assertThat(scalar.isNull()).isFalse();
        assertThat(scalar.quoted()).isFalse();
    }

    @Test
    void knowsHowAScalarWasWrittenAndWhere() {
        var tree = read("on: plain # why\n"
                + "quoted: \"a\\tb\"\n"
                + "'single': 'it''s'\n"
                + "block: |\n"
                + "  one\n"
                + "  two\n"
                + "fold: >-\n"
                + "  one\n"
                + "  two\n"
                + "nothing:\n"
                + "list: [a, b]\n");
        assertThat(((YamlMap) tree).keys())
                .containsExactly("on", "quoted", "single", "block", "fold", "nothing", "list");
        assertThat(at(tree, "on"))
                .isEqualTo(new YamlScalar(new Position(FILE, 1, 5), "plain", YamlScalar.Style.PLAIN, "plain"));
        assertThat(((YamlScalar) at(tree, "quoted")).text()).isEqualTo("a\tb");
        assertThat(((YamlScalar) at(tree, "single")).text()).isEqualTo("it's");
        assertThat(((YamlScalar) at(tree, "block")).text()).isEqualTo("one\ntwo\n");
        assertThat(((YamlScalar) at(tree, "block")).style()).isEqualTo(YamlScalar.Style.LITERAL);
        assertThat(((YamlScalar) at(tree, "fold")).text()).isEqualTo("one two");
        assertThat(at(tree, "nothing").isNull()).isTrue();
        assertThat(((YamlMap) tree).entry("single").orElseThrow().keyAt()).isEqualTo(new Position(FILE, 3, 1));
        assertThat(((YamlList) at(tree, "list")).items())
                .extracting(YamlNode::at)
                .containsExactly(new Position(FILE, 11, 8), new Position(FILE, 11, 11));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "a: status = 'activ'            @ activ @ 1:14",
                "a: \"status = 'activ'\"        @ activ @ 1:15",
                "a: 'x = ''activ'''             @ activ @ 1:11",
                "a: \"\\u20ac \\t activ\"       @ activ @ 1:15",
                "a: |\\n  x = 1\\n  and activ   @ activ @ 3:7",
                "a: >\\n  x = 1\\n  and activ   @ activ @ 3:7",
                "a: x = 1\\n  and activ         @ activ @ 2:7",
                "a: 𝄞 activ                     @ activ @ 1:6",
            })
    void findsThePlaceOfACharacterInsideAScalar(String text, String word, String place) {
        var scalar = (YamlScalar) at(read(text.replace("\\n", "\n") + "\n"), "a");
        var position = scalar.position(scalar.text().indexOf(word));
        assertThat(position.line() + ":" + position.column()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "when: !has(x)            | 1:7 YML-003 YAML reads '!has(x)' as a tag; write: not has(x)",
                "when: !(b and c)         | 1:7 YML-003 YAML reads '!(b' as a tag; write: not (b and c)",
                "when: !x<3               | 1:7 YML-003 YAML reads '!x<3' as a tag; write 'not' instead of '!', or"
                        + " quote the value",
                "a: !!java.net.URL [x]    | 1:4 YML-003 tags such as '!!java.net.URL' are not used here; remove it",
                "a: *x                    | 1:4 YML-004 YAML reads '*x' as an alias; put a text that begins with * in"
                        + " quotes",
                "a: &x y                  | 1:4 YML-004 YAML reads '&x' as an anchor; put a text that begins with & in"
                        + " quotes",
                "a: `x                    | 1:4 YML-001 a value cannot begin with '`'; put the whole value in quotes",
                "a: 'x' = y               | 1:8 YML-001 text follows a closing quote or bracket; put the whole value"
                        + " in quotes",
                "a: [x] = y               | 1:8 YML-001 text follows a closing quote or bracket; put the whole value"
                        + " in quotes",
                "a: b ? c : d             | 1:10 YML-001 ': ' inside a value begins a new key; put the whole value in"
                        + " quotes",
                "a: 1\\nb: 2\\na: 3       | 3:1 YML-002 'a' stands twice, first on line 1; remove one",
                "? [a]\\n: b              | 1:3 YML-008 a list cannot be a key; quote a text that begins with { or [",
                "a: {b: x[1]}             | 1:9 YML-001 a { or [ is not closed, or a value inside it holds , [ ] { };"
                        + " close it, or put that value in quotes",
                "a: 'x\\nb: c             | 1:4 YML-001 the quote opened here is never closed",
                "a:\\n\\tb: c             | 2:1 YML-001 a tab stands where only spaces may; indent with spaces",
                "a: b\\n"
                        + " c: d             | 2:3 YML-001 the key does not fit the line above: indent keys of one map"
                        + " alike, with a space after each colon",
                "a: b\\n"
                        + "c\\n"
                        + "d: e          | 3:1 YML-001 this line is no 'key: value'; add the colon, or indent it under the"
                        + " line it belongs to",
                "a: 1\\n"
                        + "---\\n"
                        + "b: 2        | 3:1 YML-009 a second document begins here; this file holds one: remove the '---'"
                        + " line or split the file",
                "a: x\\0                  | 1:5 YML-006 the character U+0000 is not allowed; remove it",
            })
    void refusesWithPlaceReasonAndRemedy(String text, String message) {
        assertThat(wrong(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0")))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: x.contains(' # ')         | 1:16 YML-007 YAML takes the text after ' #' for a comment, which cuts"
                        + " 'x.contains(''; put the whole value in quotes",
                "a: {b: x.contains('a, b')}   | 1:21 YML-007 YAML ends a value inside { } or [ ] at ',', which cuts"
                        + " 'x.contains('a'; put the whole value in quotes",
            })
    void warnsAboutAValueThatYamlCuts(String text, String message) {
        assertThat(Yaml.read(FILE, text.getBytes(UTF_8), problems)).isPresent();
        assertThat(messages()).startsWith(message);
        assertThat(problems.failed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: L'atelier # note\n",
                "a: x in ['a', 'b'] # note\n",
                "a: \"x\" # y\n",
                "a: {b: c, d: [e, f]}\n",
                "a: 5 # (see\n"
            })
    void leavesHonestCommentsAlone(String text) {
        read(text);
    }

    @Test
    void reportsAllErrorsOfAFileAtOnce() {
        assertThat(wrong("a: 1\na: 2\nb: *x\nc: !d\ne: {f: 1, f: 2}\n").lines()).hasSize(4);
    }

    @Test
    void anEmptyFileIsAnEmptyMap() {
        assertThat(((YamlMap) read("")).isEmpty()).isTrue();
        assertThat(((YamlMap) read("# only a comment\n")).isEmpty()).isTrue();
        assertThat(((YamlMap) read("\uFEFFa: 1\n")).keys()).containsExactly("a");
    }

    @Test
    void readsSeveralDocuments() {
        var documents = Yaml.readAll(FILE, "a: 1\n--- # second\nb: 2\n---\n- c\n".getBytes(UTF_8), problems);
        assertThat(documents).extracting(YamlNode::word).containsExactly("map", "map", "list");
        assertThat(documents.get(1).at().line()).isEqualTo(3);
    }

    @Test
    void refusesAForeignEncodingWithItsByte() {
        assertThat(Yaml.read(FILE, "a: 1\nb: é\n".getBytes(ISO_8859_1), problems))
                .isEmpty();
        assertThat(messages()).isEqualTo("2 YML-006 byte 9 of the file is not UTF-8; save the file as UTF-8");
    }

    @Test
    void refusesSizeAndDepthAtOnce() {
        // CPU time: the machine may be busy with other things.
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(Yaml.read(FILE, ("a: " + "[".repeat(500_000)).getBytes(UTF_8), problems))
                .isEmpty();
        assertThat(Yaml.read(FILE, "- ".repeat(500_000).getBytes(UTF_8), problems))
                .isEmpty();
        assertThat(Yaml.read(FILE, ("a: " + "{b: ".repeat(200_000)).getBytes(UTF_8), problems))
                .isEmpty();
        assertThat(Yaml.read(FILE, new byte[Yaml.MAX_BYTES + 1], problems)).isEmpty();
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start))
                .isLessThan(Duration.ofSeconds(2));
        assertThat(problems.sorted())
                .extracting(Problem::code)
                .containsOnly("YML-005")
                .hasSize(4);
    }

    @Test
    void mergesByKeyReplacesListsAndRemovesWithNull() {
        var base = Yaml.read("hub.yaml", "a: {x: 1, y: 2}\nlist: [1, 2]\ngone: 1\nkept: 1\n".getBytes(UTF_8), problems)
                .orElseThrow();
        var patch = Yaml.read(
                        "env.yaml",
                        "a: {y: 3, z: ~}\nlist: [9]\ngone: null\nnew: {n: null, m: 1}\n".getBytes(UTF_8),
                        problems)
                .orElseThrow();
        var merged = YamlNode.merge(base, patch);
        assertThat(Yaml.print(merged, true).replaceAll(" {2,}#", " #")).isEqualTo("""
            a:
              x: 1 # hub.yaml:1
              y: 3 # env.yaml:1
            list:
              - 9 # env.yaml:2
            kept: 1 # hub.yaml:4
            new:
              m: 1 # env.yaml:4
            """);
        assertThat(Yaml.print(base, false)).contains("gone: 1");
    }

    @Test
    void printsWhatReadsAsTheSameTree() {
        var text = """
            title: Ateliers Morvan
            "*": {mode: shadow}
            siren: "123456782"
            empty: {map: {}, list: [], nothing: ~, blank: ""}
            text: "quote \\" tab \\t line \\n € 'x' # no: comment"
            block: |
              one
                two

              three
            where: "status = 'active' and not (a in ['x', 'y'])"
            url: https://adeo.example/a?b=c&d
            - bad: no
            """.replace(
                        "- bad: no\n",
                        "nested:\n- - a\n  - b\n- {k: v, l: [1, 2]}\n- !x\n"
                                .replace("- !x\n", "- \" lead\"\n- 'trail '\n- -1\n- '-'\n- a:b\n"));
        var tree = read(text);
        var printed = Yaml.print(tree, false);
        var again = read(printed);
        assertThat(plain(again)).isEqualTo(plain(tree));
        assertThat(Yaml.print(again, false)).isEqualTo(printed);
        assertThat(plain(read(Yaml.print(tree, true)))).isEqualTo(plain(tree));
    }

    private static Object plain(YamlNode node) {
        if (node instanceof YamlMap map) {
            return map.entries().stream()
                    .map(entry -> entry.key() + "=" + plain(entry.value()))
                    .toList();
        }
        if (node instanceof YamlList list) {
            return list.items().stream().map(YamlTest::plain).toList();
        }
        return node.isNull() ? List.of("null") : ((YamlScalar) node).text();
    }
}
