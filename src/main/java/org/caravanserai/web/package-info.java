/**
 * Purpose: what is reached by HTTP: console, feeds, API, and the security in front of them.
 * May import: flows, pillars, base.
 * Face: {@link org.caravanserai.web.SecurityChains}.
 */
package org.caravanserai.web;
