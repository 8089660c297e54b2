package org.caravanserai.home;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlNode;

/** Where the files of a channel go: known ways with whole connections, each once, and files to push. */
final class TargetCheck {
    private static final List<String> PROOFS = List.of("password", "key");

    private final Map<String, Connector> connectors;
    private final Problems problems;

    TargetCheck(Map<String, Connector> connectors, Problems problems) {
        this.connectors = connectors;
        this.problems = problems;
    }

    /** @param deliver the tree the targets were read from */
    void check(Channel channel, YamlNode deliver) {
        var seen = new HashSet<Object>();
        boolean publishes = channel.streams().values().stream()
                .anyMatch(stream -> !stream.files().isEmpty() || stream.handover() != null);
        for (var target : channel.deliver()) {
            if (target.to() == null || target.to().equals(Channel.Target.HTTPS)) {
                continue;
            }
            var connector = connectors.get(target.to());
            if (!target.pushed() || connector == null) {
                var known = new TreeSet<>(Channel.Target.PUSHED);
                known.add(Channel.Target.HTTPS);
                problems.error(
                        target.position(),
                        HomeCode.UNKNOWN_NAME.code(),
                        "files cannot go to '" + target.to() + "'" + Nearest.hint(target.to(), known) + "; there are "
                                + String.join(", ", known) + " (https = fetched from us)");
                continue;
            }
            SourceCheck.connection(connector, connectionAt(deliver, target.position()), target.position(), problems);
            if (target.to().equals("sftp")
                    && PROOFS.stream().allMatch(key -> target.connection().value(key) == null)) {
                problems.error(
                        target.position(),
                        HomeCode.WRONG_VALUE.code(),
                        "sftp needs a password or a key to sign in; write key: secret:<name>");
            }
            if (!seen.add(List.of(target.to(), target.connection().values()))) {
                problems.error(
                        target.position(), HomeCode.WRONG_VALUE.code(), "this target stands here twice; remove one");
            }
            if (!publishes) {
                problems.warning(
                        target.position(),
                        HomeCode.NO_EFFECT.code(),
                        "no stream of this channel publishes a file, so there is nothing to push");
            }
        }
    }

    private static YamlNode connectionAt(YamlNode deliver, Position at) {
        return deliver instanceof YamlList list
                ? list.items().stream()
                        .filter(item -> item.at().equals(at))
                        .findFirst()
                        .map(item -> SourceCheck.child(item, "connection"))
                        .orElse(null)
                : null;
    }
}
