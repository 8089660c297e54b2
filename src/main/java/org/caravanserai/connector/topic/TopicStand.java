package org.caravanserai.connector.topic;

import java.time.Instant;

/**
 * How a topic stands.
 *
 * @param way {@code in} or {@code out}
 * @param open what is not done yet: changes to send, or messages to read; -1 = not known
 * @param lastAt when something was last sent or read, null = not since the start
 * @param fault why nothing moves, null = it does
 * @param since when the fault began, null = there is none
 */
public record TopicStand(String way, String topic, long open, Instant lastAt, String fault, Instant since) {}
