/**
 * Purpose: a shop on Vendure, as far as a channel uses its admin interface.
 * May import: sandbox, libraries.
 * Face: {@link org.caravanserai.sandbox.vendure.Vendure}.
 */
package org.caravanserai.sandbox.vendure;
