package org.caravanserai.connector.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic that is read, from positions the reader keeps: no consumer group, no position at the brokers, messages of aborted transactions left out. For one
 * thread.
 */
public final class Inlet implements AutoCloseable {
    private final String topic;
    private final String topicId;
    private final Lookout lookout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private int parts;

    private Inlet(String topic, String topicId, Lookout lookout, KafkaConsumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.topicId = topicId;
        this.lookout = lookout;
        this.consumer = consumer;
    }

    /** What a look brought. */
    public sealed interface Polled {
        /** The next messages, each partition in its order; empty = none yet. */
        record Came(List<Message> messages) implements Polled {}

        /**
         * The message that comes next is not there any more: removed before it was read, or the topic lost its end.
         *
         * @param wanted place of the message that was to come
         * @param first place of the oldest message there is
         */
        record Gone(int part, long wanted, long first) implements Polled {}
    }

    static Inlet open(String topic, Map<String, Object> common) {
        var lookout = new Lookout(topic, common);
        try {
            var found = lookout.look();
            return new Inlet(topic, found.id(), lookout, consumer(topic, common));
        } catch (RuntimeException failed) {
            lookout.close();
            throw failed;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String topic, Map<String, Object> common) {
        var settings = new HashMap<>(common);
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "none");
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 100);
        settings.put("fetch.max.bytes", 8 << 20);
        settings.put("max.partition.fetch.bytes", 1 << 20);
        try {
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException wrong) {
            throw Failure.of(topic, wrong);
        }
    }

    /** Which topic it is; one that was deleted and made anew has another id. */
    public String topicId() {
        return topicId;
    }

    /**
     * Looks whether the topic is still the same, and reads partitions that have come since.
     *
     * @param position where a partition is read on, asked once for each: from its number and the place of the oldest message there is
     * @return false when it is another topic by now
     * @throws Unreachable when nobody says
     */
    public boolean follow(ToLongBiFunction<Integer, Long> position) {
        var found = lookout.look();
        if (!found.id().equals(topicId)) {
            return false;
        }
        if (found.parts() == parts) {
            return true;
        }
        try {
            var all = new ArrayList<TopicPartition>();
            for (int part = 0; part < found.parts(); part++) {
                all.add(new TopicPartition(topic, part));
            }
            var fresh = all.subList(parts, all.size());
            var first = consumer.beginningOffsets(fresh);
            consumer.assign(all);
            for (var part : fresh) {
                consumer.seek(part, position.applyAsLong(part.partition(), first.get(part)));
            }
            parts = found.parts();
            return true;
        } catch (KafkaException failed) {
            throw Failure.of(topic, failed);
        }
    }

    /** Goes to a place. */
    public void seek(int part, long offset) {
        consumer.seek(new TopicPartition(topic, part), offset);
    }

    /**
     * What has come, after {@code most} at the latest.
     *
     * @throws Unreachable when the brokers refuse; one that is away is only silent
     */
    public Polled poll(Duration most) {
        try {
            var messages = new ArrayList<Message>();
            for (var came : consumer.poll(most)) {
                messages.add(new Message(came.partition(), came.offset(), came.value()));
            }
            return new Polled.Came(messages);
        } catch (OffsetOutOfRangeException gone) {
            var one = gone.offsetOutOfRangePartitions().entrySet().iterator().next();
            var part = one.getKey();
            return new Polled.Gone(
                    part.partition(),
                    one.getValue(),
                    consumer.beginningOffsets(List.of(part)).get(part));
        } catch (KafkaException failed) {
            throw Failure.of(topic, failed);
        }
    }

    /** Messages that were not polled yet; what brokers said last. */
    public long open() {
        long open = 0;
        for (var part : consumer.assignment()) {
            open += consumer.currentLag(part).orElse(0);
        }
        return open;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        lookout.close();
    }
}
