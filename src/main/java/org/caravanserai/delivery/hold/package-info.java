/**
 * Purpose: what keeps a channel from sending: brake, holds until released, pauses and switches, parked items.
 * May import: pillars and base.
 * Face: {@link org.caravanserai.delivery.hold.Switches},
 *     {@link org.caravanserai.delivery.hold.Parked}, {@link org.caravanserai.delivery.hold.Hold}, {@link org.caravanserai.delivery.hold.DeliveryCode}.
 */
package org.caravanserai.delivery.hold;
