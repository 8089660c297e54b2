package org.caravanserai.connector.topic;

/**
 * What goes into a topic.
 *
 * @param key letters of one key stay in order
 * @param body UTF-8
 */
public record Letter(String key, byte[] body) {}
