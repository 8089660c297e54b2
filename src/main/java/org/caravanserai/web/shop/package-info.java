/**
 * Purpose: pages of the landing shop, for users whom a buyer's system brought here; the key of the visit is in every address.
 * May import: web, flows, pillars and base.
 * Face: none; pages under {@code /shop/<brand>/s/<key>/}.
 */
package org.caravanserai.web.shop;
