/**
 * Purpose: what is reached by HTTP: console, feeds, API, and the form of their errors.
 * May import: flows, pillars, base.
 * Face: {@link org.caravanserai.web.HttpProblem}, {@link org.caravanserai.web.HttpRefusal}.
 */
package org.caravanserai.web;
