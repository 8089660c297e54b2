package org.caravanserai.expression.record;

/**
 * From where a record is looked at: what a name without scope or locale means.
 *
 * @param scope scope of scoped attributes, null = only values without a scope ({@code "*"})
 * @param locale locale of localised attributes, null = the name must say one
 */
public record Perspective(String scope, String locale) {
    /** No scope, no locale. */
    public static final Perspective NEUTRAL = new Perspective(null, null);

    /** The same scope in another language. */
    public Perspective in(String otherLocale) {
        return new Perspective(scope, otherLocale);
    }
}
