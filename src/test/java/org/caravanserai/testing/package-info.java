/**
 * Purpose: what tests of several packages share.
 * May import: the JDK, JUnit, Playwright.
 * Face: {@link org.caravanserai.testing.Needs}, {@link org.caravanserai.testing.TestBrowser}.
 */
package org.caravanserai.testing;
