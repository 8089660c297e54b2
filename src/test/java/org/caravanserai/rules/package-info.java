/**
 * Purpose: the house rules as tests; each failure says what to do.
 * May import: ArchUnit, JUnit.
 * Face: none.
 */
package org.caravanserai.rules;
