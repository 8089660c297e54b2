/**
 * Purpose: who may call what by HTTP: the filter chains of both ports, sign-in, keys, limits on bodies.
 * May import: access, base, {@code org.springframework.security}.
 * Face: {@link org.caravanserai.web.security.SecurityChains}, {@link org.caravanserai.web.security.Caller}.
 */
package org.caravanserai.web.security;
