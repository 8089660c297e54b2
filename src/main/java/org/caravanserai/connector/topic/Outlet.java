package org.caravanserai.connector.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic that is written into. What {@link #send} returned for is acknowledged by all brokers that keep a copy. The producer is idempotent: what it repeats by
 * itself is there once, and letters of one key are in order. One thread at a time, except {@link #close}.
 */
public final class Outlet implements AutoCloseable {
    private final String topic;
    private final String topicId;
    private final Lookout lookout;
    private final KafkaProducer<byte[], byte[]> producer;

    private Outlet(String topic, String topicId, Lookout lookout, KafkaProducer<byte[], byte[]> producer) {
        this.topic = topic;
        this.topicId = topicId;
        this.lookout = lookout;
        this.producer = producer;
    }

    static Outlet open(String topic, Map<String, Object> common) {
        var lookout = new Lookout(topic, common);
        try {
            // Asked first: a producer would have brokers make the topic that is missing.
            var found = lookout.look();
            return new Outlet(topic, found.id(), lookout, producer(topic, common));
        } catch (RuntimeException failed) {
            lookout.close();
            throw failed;
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String topic, Map<String, Object> common) {
        var settings = new HashMap<>(common);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 5);
        settings.put("compression.type", "lz4");
        settings.put("max.block.ms", 5_000);
        settings.put("delivery.timeout.ms", 10_000);
        try {
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException wrong) {
            throw Failure.of(topic, wrong);
        }
    }

    /** Which topic it is; one that was deleted and made anew has another id. */
    public String topicId() {
        return topicId;
    }

    /**
     * Whether it is still the topic that was opened.
     *
     * @throws Unreachable when nobody says
     */
    public boolean same() {
        return lookout.look().id().equals(topicId);
    }

    /**
     * Sends and waits until all are acknowledged.
     *
     * @return places in the list of those that are too large for the brokers; nothing of them is there
     * @throws Unreachable when one was not acknowledged: some may be there, send all of them again
     */
    public Set<Integer> send(List<Letter> letters) {
        var sent = new ArrayList<Future<RecordMetadata>>(letters.size());
        try {
            for (var letter : letters) {
                var future = producer.send(
                        new ProducerRecord<>(topic, letter.key().getBytes(StandardCharsets.UTF_8), letter.body()));
                sent.add(future);
                if (future.isDone()) {
                    // Failed before it went out; without this look each of the others would wait as long.
                    tooLarge(future);
                }
            }
            producer.flush();
            var large = new TreeSet<Integer>();
            for (int i = 0; i < sent.size(); i++) {
                if (tooLarge(sent.get(i))) {
                    large.add(i);
                }
            }
            return large;
        } catch (KafkaException failed) {
            throw Failure.of(topic, failed);
        } catch (IllegalStateException closed) {
            throw new Unreachable("closed while sending");
        }
    }

    private boolean tooLarge(Future<RecordMetadata> sent) {
        try {
            sent.get();
            return false;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RecordTooLargeException) {
                return true;
            }
            throw Failure.of(topic, failed.getCause());
        } catch (InterruptedException stray) {
            throw new Unreachable("interrupted while sending");
        }
    }

    /** Waits for nothing: what was not acknowledged is sent again by the next one. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        lookout.close();
    }
}
