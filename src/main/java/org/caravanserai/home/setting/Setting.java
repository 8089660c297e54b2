package org.caravanserai.home.setting;

import java.util.Objects;

/**
 * One key of a file: declared once, used for parsing, validation, error text, JSON Schema and the reference page.
 *
 * @param key camelCase
 * @param shape what stands behind it
 * @param required the file is refused without it
 * @param defaultValue text of the value used when the key is absent, null = none
 * @param doc one or two sentences for the reference page and the editor
 * @param example a value as written in YAML, null = none
 */
public record Setting(String key, Shape shape, boolean required, String defaultValue, String doc, String example) {
    public Setting {
        Objects.requireNonNull(key);
        Objects.requireNonNull(shape);
        Objects.requireNonNull(doc);
    }

    /** An optional key without default. */
    public static Setting of(String key, Shape shape, String doc) {
        return new Setting(key, shape, false, null, doc, null);
    }

    /** The same, required. */
    public Setting needed() {
        return new Setting(key, shape, true, defaultValue, doc, example);
    }

    /** The same with a default. */
    public Setting otherwise(String value) {
        return new Setting(key, shape, required, value, doc, example);
    }

    /** The same with an example. */
    public Setting like(String value) {
        return new Setting(key, shape, required, defaultValue, doc, value);
    }
}
