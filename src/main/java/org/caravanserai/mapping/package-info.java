/**
 * Purpose: the mapping language in both directions: read map files, check them against model and target, compile, apply; no input or output.
 * May import: canonical, parser, expression, home.
 * Face: {@link org.caravanserai.mapping.Maps}, {@link org.caravanserai.mapping.MappingSet}, {@link org.caravanserai.mapping.MapResult}.
 */
package org.caravanserai.mapping;
