/**
 * Purpose: what tests of several packages share.
 * May import: the JDK, JUnit.
 * Face: {@link org.caravanserai.testing.Needs}.
 */
package org.caravanserai.testing;
