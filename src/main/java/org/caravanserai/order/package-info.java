/**
 * Purpose: orders from intake to shipment: checks, life-cycle, cross-references, dispatch that never repeats blindly, answers to whoever ordered.
 * May import: pillars and base.
 * Face: {@link org.caravanserai.order.Orders}, {@link org.caravanserai.order.Changes}, {@link org.caravanserai.order.Dispatcher}, {@link org.caravanserai.order.Sender},
 * {@link org.caravanserai.order.Targets}, {@link org.caravanserai.order.Terms}, {@link org.caravanserai.order.terms.MasterTerms},
 * {@link org.caravanserai.order.MarketOrders}.
 */
package org.caravanserai.order;
