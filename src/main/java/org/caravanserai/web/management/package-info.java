/**
 * Purpose: the management port: health, figures and Hawtio.
 * May import: base, {@code org.jolokia}.
 * Face: {@link org.caravanserai.web.management.ManagementPort}.
 */
package org.caravanserai.web.management;
