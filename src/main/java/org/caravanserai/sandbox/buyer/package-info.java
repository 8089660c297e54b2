/**
 * Purpose: procurement systems of buyers: they come in by cXML or OCI, check the cart that comes back as such a system would, order, and check what they hear.
 * May import: {@code sandbox}, home and libraries; nothing of punch-out, so that a codec that is wrong is not judged by itself.
 * Face: {@link org.caravanserai.sandbox.buyer.Buyer}, {@link org.caravanserai.sandbox.buyer.Directory}, {@link org.caravanserai.sandbox.buyer.Rehearsal}.
 */
package org.caravanserai.sandbox.buyer;
