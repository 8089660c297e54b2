/**
 * Purpose: gates and rules as pure functions: a record goes in, findings come out; completeness; who belongs to an assortment.
 * May import: canonical, parser, expression, home.
 * Face: {@link org.caravanserai.quality.Gate}, {@link org.caravanserai.quality.Completeness}, {@link org.caravanserai.quality.Selection}.
 */
package org.caravanserai.quality;
