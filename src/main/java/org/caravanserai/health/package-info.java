/**
 * Purpose: health counters: recounted over the master in the background, kept with what they count, shown with a light.
 * May import: canonical, parser, expression, home, store, master, ledger, mapping, quality.
 * Face: {@link org.caravanserai.health.Health}.
 */
package org.caravanserai.health;
