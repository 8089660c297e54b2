package org.caravanserai.parser;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in our words what YAML stumbled over, and how to write it. */
final class YamlAdvice {
    private static final String QUOTE = "; put the whole value in quotes";

    private YamlAdvice() {}

    /**
     * Advice for a tag, as {@code !has(x)} is read.
     *
     * @param tag what YAML took for the tag
     * @param whole what was written, tag and value
     */
    static String tag(String tag, String whole) {
        if (tag.startsWith("tag:yaml.org,2002:")) {
            return "tags such as '!!" + Escaped.cut(tag.substring("tag:yaml.org,2002:".length()))
                    + "' are not used here; remove it";
        }
        return "YAML reads '" + Escaped.cut(tag) + "' as a tag; write: not "
                + Escaped.cut(whole.replaceFirst("^!+\\s*", "").strip());
    }

    /**
     * What to say when a plain value was probably meant to go on where YAML ended it: a bracket or quote in it is still
     * open.
     */
    static Optional<String> cut(String value, String restOfLine) {
        var rest = restOfLine.stripLeading();
        if (rest.isEmpty() || "#,]}".indexOf(rest.charAt(0)) < 0 || balanced(value)) {
            return Optional.empty();
        }
        var end = rest.charAt(0) == '#'
                ? "takes the text after ' #' for a comment"
                : "ends a value inside { } or [ ] at '" + rest.charAt(0) + "'";
        return Optional.of("YAML " + end + ", which cuts '" + Escaped.cut(value) + "'" + QUOTE);
    }

    private static boolean balanced(String value) {
        int open = 0;
        boolean single = false;
        boolean doubled = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            open += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            doubled ^= c == '"';
            single ^= c == '\'' && !insideWord(value, i);
        }
        return open <= 0 && !single && !doubled;
    }

    private static boolean insideWord(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(i - 1))
                && Character.isLetterOrDigit(text.charAt(i + 1));
    }

    static Problem of(YamlSource source, MarkedYamlEngineException e) {
        var mark = e.getProblemMark().or(e::getContextMark);
        if (mark.isEmpty()) {
            return Problem.error(source.at(0), ParserCode.YAML_SYNTAX.code(), oneLine(e.getMessage()));
        }
        var problem = e.getProblem() == null ? "" : e.getProblem();
        var context = e.getContext() == null ? "" : e.getContext();
        var line = source.line(mark.get());
        if (context.contains("scanning a tag") || problem.contains("tag")) {
            var at = e.getContextMark().orElse(mark.get());
            return Problem.error(
                    source.at(at),
                    ParserCode.YAML_TAG.code(),
                    "YAML reads '" + Escaped.cut(source.restOfLine(at).strip())
                            + "' as a tag; write 'not' instead of '!', or quote the value");
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected end")) {
            return Problem.error(
                    source.at(e.getContextMark().orElse(mark.get())),
                    ParserCode.YAML_SYNTAX.code(),
                    "the quote opened here is never closed");
        }
        return Problem.error(
                source.at(mark.get()), ParserCode.YAML_SYNTAX.code(), text(problem, context, line, source, mark.get()));
    }

    private static String text(String problem, String context, String line, YamlSource source, Mark mark) {
        var rest = source.restOfLine(mark);
        if (problem.contains("mapping values are not allowed")) {
            return onlyKeyBefore(line)
                    ? "the key does not fit the line above: indent keys of one map alike, with a space after each colon"
                    : "': ' inside a value begins a new key" + QUOTE;
        }
        if (problem.contains("TAB") || rest.startsWith("\t")) {
            return "a tab stands where only spaces may; indent with spaces";
        }
        if (problem.contains("cannot start any token")) {
            return "a value cannot begin with '"
                    + Escaped.cut(rest.isEmpty() ? "" : rest.substring(0, rest.offsetByCodePoints(0, 1))) + "'" + QUOTE;
        }
        if (context.contains("alias") || context.contains("anchor")) {
            return "a value that begins with & or * is an anchor or alias to YAML" + QUOTE;
        }
        if (context.contains("flow mapping") || context.contains("flow sequence")) {
            return "a { or [ is not closed, or a value inside it holds , [ ] { }; close it, or put that value in"
                    + " quotes";
        }
        if (problem.contains("expected <block end>")) {
            return startsClosed(line)
                    ? "text follows a closing quote or bracket" + QUOTE
                    : "this line is indented differently from its neighbours; keys of one map stand in one column";
        }
        if (problem.contains("could not find expected ':'")) {
            return "this line is no 'key: value'; add the colon, or indent it under the line it belongs to";
        }
        return oneLine(context.isEmpty() ? problem : context + ": " + problem);
    }

    private static boolean onlyKeyBefore(String line) {
        int colon = line.indexOf(':');
        return colon > 0
                && line.indexOf(':', colon + 1) < 0
                && line.substring(0, colon).strip().matches("[\\w.-]+");
    }

    /** True when the value on this line begins with a quote or bracket, so that what follows its end is left over. */
    private static boolean startsClosed(String line) {
        int colon = line.indexOf(": ");
        var value = colon < 0
                ? line.strip().replaceFirst("^-\\s*", "")
                : line.substring(colon + 2).strip();
        return !value.isEmpty() && "'\"[{".indexOf(value.charAt(0)) >= 0;
    }

    static String oneLine(String text) {
        return Escaped.cut(
                text == null ? "not valid YAML" : text.replaceAll("\\s+", " ").strip());
    }
}
