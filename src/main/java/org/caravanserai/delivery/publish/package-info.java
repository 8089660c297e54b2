/**
 * Purpose: a round of a channel: the change log followed, wishes written, files published and handed over.
 * May import: delivery.feed, delivery.hold, delivery.wanted, pillars and base.
 * Face: {@link org.caravanserai.delivery.publish.Publishing},
 *     {@link org.caravanserai.delivery.publish.Reconciler}, {@link org.caravanserai.delivery.publish.Couriers}.
 */
package org.caravanserai.delivery.publish;
