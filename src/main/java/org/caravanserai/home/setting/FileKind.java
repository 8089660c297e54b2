package org.caravanserai.home.setting;

import java.util.Objects;

/**
 * One kind of our own files.
 *
 * @param name short name: of the JSON Schema file and of the chapter in the reference
 * @param place where such files lie, for people: {@code config/channels/<name>.yaml}
 * @param doc what it is for, one or two sentences
 * @param shape what it looks like
 * @param mode how missing keys and keys without a value are read
 */
public record FileKind(String name, String place, String doc, Shape shape, Mode mode) {

    /** How keys without a value and missing keys are read. */
    public enum Mode {
        /** Required keys must be there, a key without a value is an error. */
        WHOLE,
        /** As {@link #WHOLE}, but {@code null} removes what {@code extends} brought. */
        EXTENDING,
        /** A patch: nothing is required, {@code null} removes. */
        PATCH
    }

    public FileKind {
        Objects.requireNonNull(name);
        Objects.requireNonNull(place);
        Objects.requireNonNull(doc);
        Objects.requireNonNull(shape);
        Objects.requireNonNull(mode);
    }

    /** The first line of a file of this kind at this path. */
    public static String schemaLine(String path, String name) {
        long depth = path.chars().filter(c -> c == '/').count();
        return "# yaml-language-server: $schema=" + "../".repeat((int) depth) + ".schemas/" + name + ".json";
    }
}
