/**
 * Purpose: what would change at a partner, field by field, and the plan applied exactly or refused as stale.
 * May import: delivery.wanted, delivery.publish, pillars and base.
 * Face: {@link org.caravanserai.delivery.plan.Planning}, {@link org.caravanserai.delivery.plan.Plan}.
 */
package org.caravanserai.delivery.plan;
