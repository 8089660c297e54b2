/**
 * Purpose: punch-out of procurement buyers: accounts, authentication, tokens, set-up and cart, the same for every protocol.
 * May import: pillars and base.
 * Face: {@link org.caravanserai.punchout.Accounts}, {@link org.caravanserai.punchout.Setup}, {@link org.caravanserai.punchout.Cart}, {@link org.caravanserai.punchout.ReturnForm}, {@link org.caravanserai.punchout.StartTokens}.
 */
package org.caravanserai.punchout;
