/**
 * Purpose: a shop on WooCommerce, as its REST interface v3 documents it.
 * May import: sandbox, libraries.
 * Face: {@link org.caravanserai.sandbox.woocommerce.Woocommerce}.
 */
package org.caravanserai.sandbox.woocommerce;
