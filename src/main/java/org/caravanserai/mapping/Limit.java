package org.caravanserai.mapping;

import java.util.Optional;
import java.util.Set;
import org.caravanserai.parser.YamlScalar;

/** {@code max: 120 characters}, {@code 150 bytes}, {@code 8 items}; a bare number counts characters. */
record Limit(int count, Of of) {
    enum Of {
        CHARACTERS,
        BYTES,
        ITEMS
    }

    private static final Set<String> WORDS = Set.of("characters", "bytes", "items");

    static Optional<Limit> parse(YamlScalar written, Yamls yaml) {
        var parts = written.text().trim().split("\\s+");
        int count = parts[0].matches("[1-9][0-9]{0,8}") ? Integer.parseInt(parts[0]) : 0;
        if (count == 0 || parts.length > 2 || parts.length == 2 && !WORDS.contains(parts[1])) {
            yaml.error(
                    written.at(),
                    MapCode.NUMBER,
                    "'" + written.text() + "' is no limit; write: max: 120 characters, 150 bytes or 8 items");
            return Optional.empty();
        }
        return Optional.of(new Limit(
                count, parts.length == 1 ? Of.CHARACTERS : Of.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT))));
    }

    /** The text within the limit; the same object when it fits. */
    String cut(String text) {
        return switch (of) {
            case CHARACTERS -> Texts.cut(text, count);
            case BYTES -> Texts.cutBytes(text, count);
            case ITEMS -> text;
        };
    }

    @Override
    public String toString() {
        return count + " " + of.name().toLowerCase(java.util.Locale.ROOT);
    }
}
