package org.caravanserai.home;

import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * An environment of {@code type: test} over a production home reaches no production partner: whatever leads to one (an address, a secret, a folder
 * outside the data folder) must come from the environment's file, or the channel is {@code off} or {@code shadow}.
 */
final class PromiseCheck {
    private final String environment;
    private final Problems problems;

    PromiseCheck(String environment, Problems problems) {
        this.environment = EnvironmentFile.FOLDER + environment + ".yaml";
        this.problems = problems;
    }

    /** The file every address has to come from. */
    String file() {
        return environment;
    }

    void channel(Channel channel, YamlNode node) {
        if (channel.mode() == Channel.Mode.APPROVE || channel.mode() == Channel.Mode.AUTO) {
            values(SourceCheck.child(node, "connection"), "channels", channel.name());
            if (SourceCheck.child(node, "deliver") instanceof YamlList list) {
                list.items().forEach(item -> values(SourceCheck.child(item, "connection"), "channels", channel.name()));
            }
        }
    }

    void source(Source source, YamlNode node) {
        values(SourceCheck.child(node, "connection"), "sources", source.name());
    }

    private void values(YamlNode connection, String folder, String name) {
        if (connection instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (leadsOut(entry.value()) && !entry.value().at().file().equals(environment)) {
                    problems.error(
                            entry.value().at(),
                            HomeCode.PROMISE.code(),
                            "type: test promises no production connection, and '" + entry.key()
                                    + "' is that of production; patch " + folder + "."
                                    + name + ".connection." + entry.key() + " in " + environment
                                    + (folder.equals("channels") ? ", or set mode: shadow there" : ""));
                }
            }
        }
    }

    private static boolean leadsOut(YamlNode node) {
        if (node instanceof YamlList list) {
            return list.items().stream().anyMatch(PromiseCheck::leadsOut);
        }
        return node instanceof YamlScalar scalar
                && (scalar.text().startsWith("/")
                        || scalar.text().matches("[a-z][a-z0-9+.-]*://.*")
                        || scalar.text().matches("[A-Za-z]:[\\\\/].*")
                        || Secrets.isReference(scalar.text()));
    }
}
