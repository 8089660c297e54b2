/**
 * Purpose: an account at Brevo, as its interface v3 documents it.
 * May import: sandbox, libraries.
 * Face: {@link org.caravanserai.sandbox.brevo.Brevo}.
 */
package org.caravanserai.sandbox.brevo;
