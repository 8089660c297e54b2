/**
 * Purpose: proves that the versions pinned in {@code pom.xml} work together (docs/adr/0002).
 * May import: everything.
 * Face: none.
 */
package org.caravanserai.stack;
