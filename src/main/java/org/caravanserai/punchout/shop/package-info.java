/**
 * Purpose: the landing shop behind a punch-out: an index to search, and what one account sees, pays and can have.
 * May import: punchout, pillars and base.
 * Face: {@link org.caravanserai.punchout.shop.ShopSearch}, {@link org.caravanserai.punchout.shop.Shelves}, {@link org.caravanserai.punchout.shop.Shelf}.
 */
package org.caravanserai.punchout.shop;
