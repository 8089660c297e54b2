/**
 * Purpose: the main method and the wiring of all packages.
 * May import: everything.
 * Face: {@link org.caravanserai.Hub}.
 */
package org.caravanserai;
