/**
 * Purpose: the hub inside Apache Camel; the only package that knows it.
 * May import: flows, pillars, base, {@code org.apache.camel}.
 * Face: {@link org.caravanserai.camel.CamelHealth}.
 */
package org.caravanserai.camel;
