/**
 * Purpose: the small typed expression language of select, when, where, require and value: parse, check, compile, evaluate.
 * May import: canonical, parser.
 * Face: {@link org.caravanserai.expression.Expressions}, {@link org.caravanserai.expression.Names},
 * {@link org.caravanserai.expression.Compiled}.
 */
package org.caravanserai.expression;
