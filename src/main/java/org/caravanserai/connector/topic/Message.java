package org.caravanserai.connector.topic;

/**
 * What comes from a topic. Headers, key and time are left behind: nothing but the body says anything.
 *
 * @param part partition
 * @param offset place in it
 * @param body null = a tombstone
 */
public record Message(int part, long offset, byte[] body) {}
