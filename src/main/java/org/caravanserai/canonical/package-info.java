/**
 * Purpose: what a document is: kinds, keys, values, units, money, and the model that says which attributes exist.
 * May import: the JDK only.
 * Face: {@link org.caravanserai.canonical.Document}, {@link org.caravanserai.canonical.Model}, the value types.
 */
package org.caravanserai.canonical;
