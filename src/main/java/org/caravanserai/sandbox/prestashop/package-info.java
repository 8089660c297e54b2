/**
 * Purpose: a shop on PrestaShop, as the documentation of its web service describes it.
 * May import: sandbox, libraries.
 * Face: {@link org.caravanserai.sandbox.prestashop.Prestashop}.
 */
package org.caravanserai.sandbox.prestashop;
