/**
 * Purpose: a marketplace run on Mirakl, as its seller interface documents it.
 * May import: sandbox, libraries.
 * Face: {@link org.caravanserai.sandbox.mirakl.Mirakl}.
 */
package org.caravanserai.sandbox.mirakl;
