/**
 * Purpose: the console: pages rendered on the server, readable without JavaScript.
 * May import: flows, pillars, base, web.
 * Face: none; the controllers are found by the scan of {@code web}.
 */
package org.caravanserai.web.console;
