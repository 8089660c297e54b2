/**
 * Purpose: visits of buyers' users, from the set-up to the cart that goes back: tokens, keys, baskets, events, answers that are given once.
 * May import: punchout, punchout.cxml, punchout.oci, and base.
 * Face: {@link org.caravanserai.punchout.session.Sessions}, {@link org.caravanserai.punchout.session.Session}, {@link org.caravanserai.punchout.session.Basket}, {@link org.caravanserai.punchout.session.Ended}, {@link org.caravanserai.punchout.session.Answers}, {@link org.caravanserai.punchout.session.Happenings}.
 */
package org.caravanserai.punchout.session;
