/**
 * Purpose: obligations towards partners: per lane and item what we want there, what was confirmed, in which state, and why not.
 * May import: canonical, store.
 * Face: {@link org.caravanserai.ledger.Ledger}.
 */
package org.caravanserai.ledger;
