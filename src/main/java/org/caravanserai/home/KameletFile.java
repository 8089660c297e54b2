package org.caravanserai.home;

import org.caravanserai.parser.YamlMap;

/**
 * One Kamelet: {@code connectors/<system>/<system>-<object>-<source,sink,action>.kamelet.yaml}.
 *
 * @param name file name = {@code metadata.name}
 * @param kind {@code source sink action}
 * @param tree the whole file
 */
public record KameletFile(HomeFile file, String system, String name, String kind, YamlMap tree) {}
