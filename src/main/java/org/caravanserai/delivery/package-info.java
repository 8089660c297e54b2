/**
 * Purpose: the only sender, seen from outside: the state of channels, why an item is where it is, what a reload changes.
 * May import: its own rooms below, pillars and base.
 * Face: {@link org.caravanserai.delivery.Channels}, {@link org.caravanserai.delivery.Explain}, {@link org.caravanserai.delivery.OwnItems}.
 */
package org.caravanserai.delivery;
