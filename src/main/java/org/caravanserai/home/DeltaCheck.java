package org.caravanserai.home;

import java.util.Set;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** What files of changes need beside them: a whole file for whoever missed one, and a format that has room for what happened to a row. */
record DeltaCheck(Problems problems) {
    /** Formats whose rows are plain fields. */
    private static final Set<String> FORMATS = Set.of("csv", "tsv", "jsonl", "xlsx");

    void check(Channel channel) {
        boolean any = false;
        for (var stream : channel.streams().values()) {
            for (var file : stream.files()) {
                if (file.delta()) {
                    any = true;
                    file(stream, file);
                }
            }
        }
        for (var target : channel.deliver()) {
            if ("delta".equals(target.load()) && !any) {
                error(
                        target.position(),
                        "this target takes files of changes and the channel publishes none; give a file load: delta");
            }
            if (target.load() != null && !target.pushed()) {
                error(target.position(), "'load' chooses what is pushed; whoever fetches chooses by the address");
            }
        }
    }

    private void file(Channel.Stream stream, Channel.FeedFile file) {
        if (stream.files().stream().allMatch(Channel.FeedFile::delta)) {
            error(
                    file.position(),
                    "a file of changes needs a whole one in the same stream: whoever misses a version begins with it");
        }
        var type = file.format().type();
        if (type != null && !FORMATS.contains(type)) {
            error(
                    file.position(),
                    "changes are published as csv, jsonl, tsv, xlsx; '" + type + "' has no room for them");
        }
        var columns = file.format().columns();
        if (!columns.isEmpty() && !columns.contains("change")) {
            error(
                    file.position(),
                    "the columns of a file of changes name 'change', which says whether a row is an update or a delete");
        }
    }

    private void error(Position at, String text) {
        problems.error(at, HomeCode.STREAMS.code(), text);
    }
}
