/**
 * Purpose: batches for partners that are pushed to: leased, packed, sent, and their verdicts written down.
 * May import: delivery.hold to delivery.publish, pillars and base.
 * Face: {@link org.caravanserai.delivery.push.Deliveries}, {@link org.caravanserai.delivery.push.Carriage}.
 */
package org.caravanserai.delivery.push;
