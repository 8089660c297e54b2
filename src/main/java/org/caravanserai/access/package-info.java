/**
 * Purpose: who may come in: users and roles, keys of programs and channels, limits on guessing, the audit trail.
 * May import: base, {@code org.springframework.security.crypto}.
 * Face: {@link org.caravanserai.access.Users}, {@link org.caravanserai.access.ApiKeys}, {@link org.caravanserai.access.ChannelKeys},
 * {@link org.caravanserai.access.Audit}, {@link org.caravanserai.access.Attempts}, {@link org.caravanserai.access.AccessCode},
 * {@link org.caravanserai.access.Role}.
 */
package org.caravanserai.access;
