package org.caravanserai.camel;

/**
 * One route that will run: a route file with its placeholders filled for one source or channel.
 *
 * @param id {@code <route>@<source>.<entity>} or {@code <route>@<channel>.<stream>}; the route's own name when it has no placeholder
 * @param file path of the route file, for messages
 * @param yaml what Camel reads, UTF-8
 */
public record RouteInstance(String id, String file, byte[] yaml) {}
