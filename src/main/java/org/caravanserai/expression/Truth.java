package org.caravanserai.expression;

/**
 * The answer of a condition. MISSING: not selected, not applied, failed; {@link Compiled#why} says what was missing.
 */
public enum Truth {
    TRUE,
    FALSE,
    MISSING
}
