/**
 * Purpose: a shop on Shopware 6, as its Admin API documents it.
 * May import: sandbox, libraries.
 * Face: {@link org.caravanserai.sandbox.shopware.Shopware}.
 */
package org.caravanserai.sandbox.shopware;
