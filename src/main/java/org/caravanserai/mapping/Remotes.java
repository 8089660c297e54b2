package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.RemoteRef;
import org.caravanserai.expression.Type;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Words;
import org.caravanserai.mapping.TargetFields.FieldType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/**
 * {@code remote: categories}: the value is the natural key of a document, or a list of them; what the partner calls it is put in when the row
 * is sent. {@code remote: self} is the item's own id.
 */
final class Remotes {
    private static final List<String> STREAMS = streams();
    /** Keys that make of a key something that is none. */
    private static final List<String> SPOILING = List.of("join", "html", "round", "unit", "per", "quantity", "tax");

    private final Compilation in;
    private final Entry entry;

    /**
     * Where a map says {@code remote}.
     *
     * @param stream plural word, or {@link RemoteRef#SELF}
     */
    record Mention(String stream, Position at) {
        /** Refuses what this stream of a channel cannot resolve. */
        void check(Channel channel, Channel.Stream stream, Problems problems) {
            if (!stream.files().isEmpty()) {
                problems.error(
                        at,
                        MapCode.REMOTE.code(),
                        stream.name() + " of channel " + channel.name()
                                + " is a published file, to which no partner answers with ids; leave remote out");
            } else if (!this.stream.equals(RemoteRef.SELF)) {
                var other = channel.streams().get(this.stream);
                if (other == null || !other.files().isEmpty()) {
                    problems.error(
                            at,
                            MapCode.REMOTE.code(),
                            "channel " + channel.name() + " sends no '" + this.stream + "' ("
                                    + Yamls.listed(channel.streams().keySet())
                                    + "); add the stream, or look the id up in a table");
                }
            }
        }
    }

    Remotes(Compilation in, Entry entry) {
        this.in = in;
        this.entry = entry;
    }

    private static List<String> streams() {
        var words = new ArrayList<>(Words.PLURAL);
        words.add(RemoteRef.SELF);
        return List.copyOf(words);
    }

    /** Whether the entry has no source because it means the item itself. */
    boolean self() {
        return entry.get("remote")
                .filter(node -> MapReader.text(node).equals(RemoteRef.SELF))
                .isPresent();
    }

    /** The item's own id; empty after an error. */
    Optional<Stage> own() {
        for (var key : entry.keys().values()) {
            if (!List.of("remote", "when", "title", "description").contains(key.key())) {
                in.yaml.error(
                        key.keyAt(),
                        MapCode.REMOTE,
                        "remote: self is the item's own id; it takes no '" + key.key() + "'");
                return Optional.empty();
            }
        }
        mention(RemoteRef.SELF);
        return in.address(in.map.kind().keyField(), entry.at(), in.root, List.of())
                .map(address -> reference(Sources.first(address, null, null), RemoteRef.SELF));
    }

    /** The document or documents a value names; empty after an error. */
    Optional<Stage> apply(Stage stage, TargetFields.Field target) {
        var word = in.yaml.word("remote", entry.get("remote").get(), STREAMS);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (var key : SPOILING) {
            if (entry.has(key)) {
                in.yaml.error(
                        entry.at(key),
                        MapCode.REMOTE,
                        key + " goes not with remote, whose value is the key of a document");
                return Optional.empty();
            }
        }
        boolean list = stage.type() instanceof Type.ListOf;
        var type = stage.type() instanceof Type.ListOf all ? all.item() : stage.type();
        if (!Changes.text(type)) {
            in.yaml.error(
                    entry.at("remote"),
                    MapCode.TYPE,
                    "remote goes with the natural key of a document, this is " + type.word());
            return Optional.empty();
        }
        if (!list && target != null && target.type() == FieldType.LIST) {
            in.yaml.error(entry.at(), MapCode.LIST, "'" + entry.name() + "' takes a list; use each or a list in from");
            return Optional.empty();
        }
        if (!list && entry.has("max")) {
            in.yaml.error(entry.at("max"), MapCode.REMOTE, "a key is not cut; max goes not with remote");
            return Optional.empty();
        }
        mention(word.get());
        return list
                ? new Duty(in, entry, target).apply(stage).map(limited -> references(limited, word.get()))
                : Optional.of(reference(stage, word.get()));
    }

    private void mention(String stream) {
        in.remotes.add(new Mention(stream, entry.at("remote")));
    }

    private static Stage reference(Stage stage, String stream) {
        return stage.then(
                Type.TEXT,
                (slots, work) -> {
                    var key = stage.eval().eval(slots, work);
                    return key == null ? null : new RemoteRef(stream, (String) key);
                },
                "remote" + stream);
    }

    private static Stage references(Stage stage, String stream) {
        return stage.then(
                stage.type(),
                (slots, work) -> {
                    var keys = (List<?>) stage.eval().eval(slots, work);
                    return keys == null
                            ? null
                            : keys.stream()
                                    .map(key -> (Object) new RemoteRef(stream, (String) key))
                                    .toList();
                },
                "remote" + stream);
    }
}
