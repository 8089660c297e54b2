/**
 * Purpose: the only sender: select, gate, map, diff, publish, acknowledge; explain.
 * May import: pillars and base.
 * Face: {@link org.caravanserai.delivery.feed.FeedFolder}.
 */
package org.caravanserai.delivery;
