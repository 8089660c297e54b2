package org.caravanserai.home;

import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlMap;

/**
 * One flow: {@code routes/<folder>/<system>-<object>-<in,out>.camel.yaml}.
 *
 * @param folder {@code inbound outbound order punchout}
 * @param system the connector it belongs to: the longest connector name its own name begins with; null when there is none
 * @param id file name = route id
 * @param stream plural word the route names literally ({@code stream: products}), null when it is a placeholder or absent
 * @param route the {@code route:} map of its only entry
 */
public record RouteFile(
        HomeFile file, String folder, String system, String id, String stream, YamlMap route, Position position) {}
