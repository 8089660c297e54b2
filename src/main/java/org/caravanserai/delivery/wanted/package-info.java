/**
 * Purpose: what a channel wants of the master: its files compiled, items selected, gated, mapped and judged, waiting or not.
 * May import: delivery.feed, delivery.hold, pillars and base.
 * Face: {@link org.caravanserai.delivery.wanted.ChannelRules}.
 */
package org.caravanserai.delivery.wanted;
