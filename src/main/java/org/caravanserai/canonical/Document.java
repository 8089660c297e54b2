package org.caravanserai.canonical;

import java.util.Map;
import java.util.Objects;

/**
 * A document as a tree, for the paths that touch a few documents at a time (ingest, merge, steward, pages). The feed path never builds it: it
 * streams over the stored bytes.
 *
 * <p>Values are those of canonical JSON: {@link String}, {@link Long}, {@link Boolean}, {@link java.util.List}, {@link Map} with string keys,
 * and {@code null}, which means "cleared by this source". Decimals are strings. An absent field is untouched. A list is replaced whole.
 *
 * @param kind what it is
 * @param key natural key, as in the kind's key field; never blank
 * @param values fields without the key field, in the order given
 */
public record Document(Kind kind, String key, Map<String, Object> values) {
    public Document {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(key);
        Objects.requireNonNull(values);
    }

    /**
     * The value of an attribute. {@code scope} and {@code locale} are null where the attribute has none. Returns null when absent; a scoped value
     * falls back to {@code "*"}, never to another scope; a locale never falls back.
     */
    public Object value(Attribute attribute, String scope, String locale) {
        Object value = values.get(attribute.code());
        if (attribute.scopable() && value instanceof Map<?, ?> byScope) {
            Object scoped = scope == null ? null : byScope.get(scope);
            value = scoped != null ? pick(attribute, scoped, locale) : null;
            return value != null ? value : pick(attribute, byScope.get("*"), locale);
        }
        return pick(attribute, value, locale);
    }

    private static Object pick(Attribute attribute, Object value, String locale) {
        if (!attribute.localizable()) {
            return value;
        }
        return value instanceof Map<?, ?> byLocale ? byLocale.get(locale) : null;
    }
}
