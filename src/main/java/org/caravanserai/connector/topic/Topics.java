package org.caravanserai.connector.topic;

import java.util.List;

/** All topics of this installation. */
public final class Topics implements AutoCloseable {
    private final List<TopicLine> lines;

    public Topics(List<TopicLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /** How they stand; empty without Kafka. */
    public List<TopicStand> stands() {
        return lines.stream().map(TopicLine::stand).toList();
    }

    /** The lines themselves. */
    public List<TopicLine> lines() {
        return lines;
    }

    /** Begins. */
    public void start() {
        lines.forEach(TopicLine::start);
    }

    @Override
    public void close() {
        lines.forEach(TopicLine::close);
    }
}
