/**
 * Purpose: what something costs: amounts of the offer, lists that derive from others, validity, quantity breaks, with the way there told.
 * May import: canonical, expression, home.
 * Face: {@link org.caravanserai.mapping.price.PriceBook}, {@link org.caravanserai.mapping.price.Agreement}, {@link org.caravanserai.mapping.price.Derivation}.
 */
package org.caravanserai.mapping.price;
