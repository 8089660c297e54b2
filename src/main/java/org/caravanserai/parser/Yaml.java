package org.caravanserai.parser;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads our own files as YAML 1.2. Scalars keep their source text, nodes their position. Anchors, aliases and tags are
 * refused, so a file means exactly what it shows. Wrong input becomes a {@link Problem}, never an exception.
 */
public final class Yaml {
    /** Largest file, in bytes. */
    public static final int MAX_BYTES = 1 << 20;
    /** Deepest nesting of maps and lists. */
    public static final int MAX_DEPTH = 64;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(MAX_BYTES + 1)
            .setMaxAliasesForCollections(0)
            .build();

    private Yaml() {}

    /**
     * Reads a file of one document. A file of nothing but comments is an empty map.
     *
     * @param file path relative to the home, for positions
     * @param problems gets what is wrong; the result is empty exactly when errors were added
     */
    public static Optional<YamlNode> read(String file, byte[] bytes, Problems problems) {
        var documents = readAll(file, bytes, problems);
        if (documents.size() > 1) {
            problems.error(
                    documents.get(1).at(),
                    ParserCode.YAML_DOCUMENTS.code(),
                    "a second document begins here; this file holds one: remove the '---' line or split the file");
            return Optional.empty();
        }
        return documents.stream().findFirst();
    }

    /**
     * Reads a file of any number of documents separated by {@code ---}.
     *
     * @return the documents; empty exactly when errors were added
     */
    public static List<YamlNode> readAll(String file, byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.error(
                    Position.of(file),
                    ParserCode.YAML_LIMIT.code(),
                    "the file has " + bytes.length + " bytes, at most " + MAX_BYTES + " are read; split it");
            return List.of();
        }
        var text = decode(file, bytes, problems);
        if (text.isEmpty()) {
            return List.of();
        }
        var source = new YamlSource(file, text.get());
        var composer = new YamlComposer(source);
        try {
            var documents = composer.compose(new Parse(SETTINGS).parseString(text.get()));
            problems.addAll(composer.problems());
            return composer.failed() ? List.of() : documents;
        } catch (YamlComposer.TooDeep e) {
            problems.addAll(composer.problems());
            problems.error(
                    e.at,
                    ParserCode.YAML_LIMIT.code(),
                    "nested deeper than " + MAX_DEPTH + "; flatten or split the file");
        } catch (MarkedYamlEngineException e) {
            problems.addAll(composer.problems());
            problems.addAll(List.of(YamlAdvice.of(source, e)));
        } catch (ReaderException e) {
            problems.addAll(composer.problems());
            problems.error(
                    source.at(e.getPosition()),
                    ParserCode.YAML_ENCODING.code(),
                    String.format("the character U+%04X is not allowed; remove it", e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.addAll(composer.problems());
            problems.error(Position.of(file), ParserCode.YAML_SYNTAX.code(), YamlAdvice.oneLine(e.getMessage()));
        }
        return List.of();
    }

    /**
     * Writes a tree as block style YAML that reads as the same tree; every scalar that is not plain and harmless is
     * quoted.
     *
     * @param origins true: each value is followed by a comment with the file and line it came from
     */
    public static String print(YamlNode node, boolean origins) {
        return YamlPrinter.print(node, origins);
    }

    private static Optional<String> decode(String file, byte[] bytes, Problems problems) {
        int skip = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        var buffer = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return Optional.of(decoder.decode(buffer).toString());
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            problems.error(
                    new Position(file, line, 0),
                    ParserCode.YAML_ENCODING.code(),
                    "byte " + (buffer.position() + 1) + " of the file is not UTF-8; save the file as UTF-8");
            return Optional.empty();
        }
    }
}
