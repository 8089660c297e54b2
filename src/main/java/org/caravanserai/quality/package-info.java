/**
 * Purpose: gates and rules as pure functions: a record goes in, findings come out; completeness.
 * May import: canonical, parser, expression, home.
 * Face: {@link org.caravanserai.quality.Gate}, {@link org.caravanserai.quality.Completeness}.
 */
package org.caravanserai.quality;
