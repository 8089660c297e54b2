/**
 * Purpose: the REST API, {@code /api/v1/...}; shapes are those of the design and only grow.
 * May import: flows, pillars, base, web.
 * Face: none; the controllers are found by the scan of {@code web}.
 */
package org.caravanserai.web.api;
