package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken input of every kind ends in an answer that can be shown, never in an exception. */
class MutationTest {
    private static final int ROUNDS = 1000;
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "<",
            ">",
            "&",
            ";",
            ",",
            "{",
            "}",
            "[",
            "]",
            "\n",
            "\r",
            "\t",
            "\0",
            "\uFEFF",
            "\\u0000",
            "\\ud800",
            "<!DOCTYPE a>",
            "<![CDATA[",
            "<!--",
            "&x;",
            "9".repeat(120),
            "[".repeat(80),
            "{\"a\":".repeat(70),
            "- ".repeat(80),
            "!x ",
            "&a ",
            "*a ",
            ": ",
            " #",
            "%YAML 9.9\n",
            "---\n",
            "? ",
            "| ",
            "> ",
            "é€𝄞");

    /** Reads everything and returns what was refused. */
    private interface Reading {
        List<Refusal> run(byte[] bytes) throws IOException;
    }

    private static void mutate(String good, Reading reading) throws IOException {
        var random = new Random(19);
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = good.getBytes(UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes = change(bytes, random);
            }
            try {
                for (var refusal : reading.run(bytes)) {
                    assertThat(refusal.toString().length()).isLessThan(600);
                    assertThat(refusal.toString().chars()).noneMatch(Character::isISOControl);
                }
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + ": " + Escaped.cut(new String(bytes, UTF_8)), e);
            }
        }
    }

    private static byte[] change(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                var flipped = bytes.clone();
                flipped[at] = (byte) random.nextInt(256);
                yield flipped;
            }
            case 2 ->
                insert(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
            case 3 -> insert(bytes, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(40))));
            default -> {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(6));
                var shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
                System.arraycopy(bytes, to, shorter, at, bytes.length - to);
                yield shorter;
            }
        };
    }

    private static byte[] insert(byte[] bytes, int at, byte[] piece) {
        var longer = Arrays.copyOf(bytes, bytes.length + piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        return longer;
    }

    private static List<Refusal> refusals(Records<?> records) throws IOException {
        List<Refusal> refusals = new ArrayList<>();
        try (records) {
            records.forEachRemaining(outcome -> {
                if (outcome instanceof Outcome.Refused<?> refused) {
                    refusals.add(refused.refusal());
                }
            });
        }
        return refusals;
    }

    @Test
    void jsonLinesAndArrays() throws IOException {
        var good = "{\"sku\":\"A-1\",\"name\":{\"fr_FR\":\"Gant"
                + " é\",\"n\":1.5e3},\"list\":[1,true,null,{\"x\":\"\\u00e9\"}]}";
        mutate(good + "\n" + good + "\n", bytes -> refusals(Json.records(new ByteArrayInputStream(bytes))));
        mutate("[" + good + ",\n" + good + "]", bytes -> refusals(Json.records(new ByteArrayInputStream(bytes))));
    }

    @Test
    void wholeDocuments() throws IOException {
        mutate(
                "{\"a\":[{\"b\":\"c\"},1.25,-7]}",
                bytes -> Json.read(new ByteArrayInputStream(bytes)) instanceof Outcome.Refused<Object> refused
                        ? List.of(refused.refusal())
                        : List.of());
    }

    @Test
    void csv() throws IOException {
        var good = "sku;name;price\r\nA-1;\"Gant; \"\"é\"\"\";12,50\r\nA-2;\"zwei\nZeilen\";\r\nA-3;x;1\r\n";
        for (var charset : List.of(UTF_8, Charset.forName("windows-1252"), Charset.forName("UTF-16"))) {
            var dialect = CsvDialect.standard().separator(';').charset(charset);
            mutate(good, bytes -> refusals(Csv.records(new ByteArrayInputStream(bytes), dialect, List.of("sku"))));
        }
    }

    @Test
    void xml() throws IOException {
        var good =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x='1'><b>é &amp; <![CDATA[<c>]]></b><!-- d --><e/></a>";
        for (var doctype : Xml.Doctype.values()) {
            mutate(good, bytes -> refusals(new XmlElements(new ByteArrayInputStream(bytes), doctype)));
        }
    }

    @Test
    void yaml() throws IOException {
        var good = "title: Gant é # note\n"
                + "fields:\n"
                + "  id: sku\n"
                + "  a: {from: [x, y], when: \"a = 'b'\"}\n"
                + "  b: |\n"
                + "    text\n"
                + "  c: 'it''s'\n"
                + "list:\n"
                + "- x\n"
                + "- y: z\n";
        mutate(good, bytes -> {
            var problems = new Problems();
            var node = Yaml.read("f.yaml", bytes, problems);
            assertThat(node.isEmpty())
                    .as("no tree exactly when there are errors")
                    .isEqualTo(problems.failed());
            node.ifPresent(tree -> {
                var again = Yaml.read("f.yaml", Yaml.print(tree, false).getBytes(UTF_8), problems)
                        .orElseThrow();
                assertThat(Yaml.print(again, false)).isEqualTo(Yaml.print(tree, false));
            });
            return problems.sorted().stream()
                    .map(problem -> Refusal.file(ParserCode.FILE_SYNTAX, problem.toString()))
                    .toList();
        });
    }

    @Test
    void html() throws IOException {
        mutate("<p>a <b>b</b> &eacute; <a href='https://x.example'>l</a></p><ul><li>c</li></ul>", bytes -> {
            var text = new String(bytes, UTF_8);
            HtmlText.text(text);
            var reduced = HtmlText.allowed(text, List.of("b", "a", "li"));
            var left = reduced.replaceAll("</?(b|li|a)>|<a href=\"https?://[^\"<>]*\">", "");
            assertThat(left).as("nothing but the allowed tags").doesNotContain("<");
            return List.of();
        });
    }
}
