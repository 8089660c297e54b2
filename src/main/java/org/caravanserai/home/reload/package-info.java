/**
 * Purpose: the home that runs now, and how a changed one takes its place.
 * May import: canonical, parser, home.
 * Face: {@link org.caravanserai.home.reload.CurrentHome}, {@link org.caravanserai.home.reload.Reload}.
 */
package org.caravanserai.home.reload;
