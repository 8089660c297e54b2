/**
 * Purpose: how an order is handed to whoever receives it: by operations of a connector, or as a file.
 * May import: order, pillars and base.
 * Face: {@link org.caravanserai.order.target.HomeTargets}, {@link org.caravanserai.order.target.FileTargets}.
 */
package org.caravanserai.order.target;
