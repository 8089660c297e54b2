/**
 * Purpose: what a partner sees of its own channel, as pages and for its programs: files, freshness, differences, what is missing and why, keys; nothing else.
 * May import: delivery, access, home, canonical, web.
 * Face: none; the controllers are found by the scan of {@code web}.
 */
package org.caravanserai.web.distributor;
