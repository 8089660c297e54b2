package org.caravanserai.home;

import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;

/** What is asked before a stream sends. */
final class FirstCheck {
    private final Connector connector;
    private final YamlMap file;
    private final Problems problems;

    /** @param file the descriptor as read */
    FirstCheck(Connector connector, YamlMap file, Problems problems) {
        this.connector = connector;
        this.file = file;
        this.problems = problems;
    }

    void check() {
        if (SourceCheck.child(file, "streams") instanceof YamlMap streams) {
            streams.entries().forEach(entry -> first(connector.streams().get(entry.key()), entry.value()));
        }
    }

    private void first(Connector.Stream stream, YamlNode node) {
        if (stream == null || !(SourceCheck.child(node, "first") instanceof YamlMap first)) {
            return;
        }
        if (stream.subject() == null) {
            problems.error(
                    first.at(),
                    HomeCode.OPERATION.code(),
                    "'first' goes with 'subject', the field of the row that its answers speak of");
        }
        for (var entry : first.entries()) {
            var asked = connector.operations().get(entry.key());
            if (asked == null) {
                problems.error(
                        entry.keyAt(),
                        HomeCode.UNKNOWN_NAME.code(),
                        "there is no operation '" + Finding.cut(entry.key()) + "' (declared in operations)"
                                + Nearest.hint(
                                        entry.key(), connector.operations().keySet()));
            } else if (asked.kind() != Connector.Effect.READ || asked.answer().map() == null) {
                problems.error(
                        entry.keyAt(),
                        HomeCode.OPERATION.code(),
                        "what is asked first says kind: read and has a map of its answer");
            }
        }
    }
}
