/**
 * Purpose: what the master says an order must agree with: customer, articles, units, contract prices, assortments of accounts.
 * May import: order, pillars and base.
 * Face: {@link org.caravanserai.order.terms.MasterTerms}, {@link org.caravanserai.order.terms.AccountRules}.
 */
package org.caravanserai.order.terms;
