/**
 * Purpose: documents of trade: orders, confirmations, shipments, and their form as canonical JSON trees.
 * May import: the JDK and canonical only.
 * Face: {@link org.caravanserai.canonical.order.Order}, {@link org.caravanserai.canonical.order.Confirmation},
 * {@link org.caravanserai.canonical.order.Shipment}.
 */
package org.caravanserai.canonical.order;
