/**
 * Purpose: the hub inside Apache Camel: the {@code hub:} component, route files as route instances; the only package that knows Camel.
 * May import: flows, pillars, base, {@code org.apache.camel}.
 * Face: {@link org.caravanserai.camel.HubComponent}, {@link org.caravanserai.camel.RouteInstances}, {@link org.caravanserai.camel.Routes}.
 */
package org.caravanserai.camel;
