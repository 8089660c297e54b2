package org.caravanserai.parser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Builds nodes from parser events and refuses what our files do not use. One per file. */
final class YamlComposer {

    /** Ends reading at once: the parser's own cost grows faster than the depth. */
    static final class TooDeep extends RuntimeException {
        final transient Position at;

        TooDeep(Position at) {
            super(null, null, false, false);
            this.at = at;
        }
    }

    private final YamlSource source;
    private final List<Problem> problems = new ArrayList<>();
    private Iterator<Event> events;

    YamlComposer(YamlSource source) {
        this.source = source;
    }

    List<Problem> problems() {
        return problems;
    }

    boolean failed() {
        return problems.stream().anyMatch(problem -> !problem.warning());
    }

    List<YamlNode> compose(Iterable<Event> parsed) {
        events = parsed.iterator();
        List<YamlNode> documents = new ArrayList<>();
        Position first = new Position(source.at(0).file(), 1, 1);
        while (events.hasNext()) {
            var event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    var node = node(events.next(), 1);
                    // Nothing but comments: an empty map, which every file kind can report on in its own words.
                    boolean nothing = node instanceof YamlScalar scalar
                            && scalar.isNull()
                            && scalar.text().isEmpty();
                    documents.add(nothing ? new YamlMap(node.at(), List.of()) : node);
                }
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case Alias, Scalar, SequenceStart, SequenceEnd, MappingStart, MappingEnd ->
                    throw new IllegalStateException("node outside a document: " + event);
            }
        }
        return documents.isEmpty() ? List.of(new YamlMap(first, List.of())) : documents;
    }

    private YamlNode node(Event event, int depth) {
        var mark = event.getStartMark().orElseThrow();
        if (event instanceof NodeEvent anchored) {
            refuseAnchor(anchored, mark);
        }
        if (event instanceof CollectionStartEvent start) {
            start.getTag().ifPresent(tag -> problem(mark, ParserCode.YAML_TAG, YamlAdvice.tag(tag, tag)));
            if (depth > Yaml.MAX_DEPTH) {
                throw new TooDeep(source.at(mark));
            }
        }
        if (event instanceof MappingStartEvent) {
            return map(mark, depth);
        }
        if (event instanceof SequenceStartEvent) {
            return list(mark, depth);
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, mark);
        }
        return YamlScalar.of(source.at(mark), "");
    }

    private void refuseAnchor(NodeEvent event, Mark mark) {
        if (event instanceof AliasEvent alias) {
            problem(
                    mark,
                    ParserCode.YAML_ALIAS,
                    "YAML reads '*" + Escaped.cut(alias.getAlias().getValue())
                            + "' as an alias; put a text that begins with * in quotes");
            return;
        }
        event.getAnchor()
                .ifPresent(anchor -> problem(
                        mark,
                        ParserCode.YAML_ALIAS,
                        "YAML reads '&" + Escaped.cut(anchor.getValue())
                                + "' as an anchor; put a text that begins with & in quotes"));
    }

    private YamlNode map(Mark mark, int depth) {
        List<YamlMap.Entry> entries = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            var key = node(event, depth + 1);
            var value = node(events.next(), depth + 1);
            if (!(key instanceof YamlScalar name)) {
                problems.add(Problem.error(
                        key.at(),
                        ParserCode.YAML_KEY.code(),
                        "a " + key.word() + " cannot be a key; quote a text that begins with { or ["));
                continue;
            }
            var first = seen.putIfAbsent(name.text(), key.at());
            if (first == null) {
                entries.add(new YamlMap.Entry(name.text(), key.at(), value));
            } else {
                problems.add(Problem.error(
                        key.at(),
                        ParserCode.YAML_DUPLICATE.code(),
                        "'" + Escaped.cut(name.text()) + "' stands twice, first on line " + first.line()
                                + "; remove one"));
            }
        }
        return new YamlMap(source.at(mark), entries);
    }

    private YamlNode list(Mark mark, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlList(source.at(mark), items);
    }

    private YamlNode scalar(ScalarEvent event, Mark mark) {
        var end = event.getEndMark().orElseThrow();
        event.getTag()
                .ifPresent(tag -> problem(mark, ParserCode.YAML_TAG, YamlAdvice.tag(tag, source.slice(mark, end))));
        if (event.isPlain()) {
            YamlAdvice.cut(event.getValue(), source.restOfLine(end))
                    .ifPresent(text -> problems.add(Problem.warning(source.at(end), ParserCode.YAML_CUT.code(), text)));
        }
        return new YamlScalar(source.at(mark), event.getValue(), style(event), source.slice(mark, end));
    }

    private static YamlScalar.Style style(ScalarEvent event) {
        if (event.isSQuoted()) {
            return YamlScalar.Style.SINGLE_QUOTED;
        }
        if (event.isDQuoted()) {
            return YamlScalar.Style.DOUBLE_QUOTED;
        }
        if (event.isLiteral()) {
            return YamlScalar.Style.LITERAL;
        }
        return event.isFolded() ? YamlScalar.Style.FOLDED : YamlScalar.Style.PLAIN;
    }

    private void problem(Mark mark, ParserCode code, String text) {
        problems.add(Problem.error(source.at(mark), code.code(), text));
    }
}
