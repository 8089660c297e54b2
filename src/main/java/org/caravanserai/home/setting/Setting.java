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
 * @param effect what comes of writing it; a test finds keys that claim to act and have no reader
 */
public record Setting(
        String key, Shape shape, boolean required, String defaultValue, String doc, String example, Effect effect) {

    /** What comes of writing a key. */
    public enum Effect {
        /** The hub does what the key says. */
        ACTS,
        /** Said to people and to other files, which may name it; the hub does nothing by itself. */
        DESCRIBES,
        /** Understood, and without effect in this version: {@code check} and the start say so, unless it is the default that is written. */
        LATER
    }

    public Setting {
        Objects.requireNonNull(key);
        Objects.requireNonNull(shape);
        Objects.requireNonNull(doc);
        Objects.requireNonNull(effect);
    }

    /** An optional key without default, which acts. */
    public static Setting of(String key, Shape shape, String doc) {
        return new Setting(key, shape, false, null, doc, null, Effect.ACTS);
    }

    /** The same, required. */
    public Setting needed() {
        return new Setting(key, shape, true, defaultValue, doc, example, effect);
    }

    /** The same with a default. */
    public Setting otherwise(String value) {
        return new Setting(key, shape, required, value, doc, example, effect);
    }

    /** The same with an example. */
    public Setting like(String value) {
        return new Setting(key, shape, required, defaultValue, doc, value, effect);
    }

    /** The same, for people only. */
    public Setting describes() {
        return new Setting(key, shape, required, defaultValue, doc, example, Effect.DESCRIBES);
    }

    /** The same, without effect in this version. */
    public Setting later() {
        return new Setting(key, shape, required, defaultValue, doc, example, Effect.LATER);
    }

    /** What the reference says behind the meaning; empty when the key acts. */
    String note() {
        return switch (effect) {
            case ACTS -> "";
            case DESCRIBES -> " Describes only.";
            case LATER -> " No effect in this version.";
        };
    }
}
