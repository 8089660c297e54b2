package org.caravanserai.order;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.caravanserai.connector.topic.Inlet;
import org.caravanserai.connector.topic.Message;
import org.caravanserai.connector.topic.TopicLine;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.store.Database;
import org.caravanserai.store.StoreException;
import org.caravanserai.store.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders from a topic. The place that was read is kept in the transaction that keeps the order, so that each message has its effect once, whenever the hub is
 * killed. A message that makes no order is kept with its reason and the next one follows.
 */
public final class TopicOrders implements TopicLine.Talk {
    private static final Logger LOG = LoggerFactory.getLogger(TopicOrders.class);
    private static final String TRANSPORT = "kafka";
    private static final byte[] NOTHING = new byte[0];
    private static final Duration POLL = Duration.ofMillis(250);
    /** New partitions, and a broker that is away, are seen after so long. */
    private static final long LOOK_NANOS = 5_000_000_000L;

    private final Orders orders;
    private final Desk desk;
    private final TopicMarks marks;
    private final Supplier<Inlet> inlets;
    private final String topic;
    private final String source;
    private final String reply;
    private final Map<Integer, TopicMarks.Mark> read = new HashMap<>();
    private volatile long open = -1;

    /**
     * @param inlets opens the topic
     * @param source channel the orders are of
     * @param reply channel that hears of them, null = nobody
     */
    public TopicOrders(
            Database database, Orders orders, Supplier<Inlet> inlets, String topic, String source, String reply) {
        this.orders = orders;
        this.desk = new Desk(orders);
        this.marks = new TopicMarks(database, topic);
        this.inlets = inlets;
        this.topic = topic;
        this.source = source;
        this.reply = reply;
    }

    /** Messages that were not read yet, -1 = not known. */
    public long open() {
        return open;
    }

    @Override
    public void begin(TopicLine line) {
        open = -1;
        read.clear();
        try (var inlet = inlets.get()) {
            long looked = System.nanoTime() - LOOK_NANOS;
            while (!line.closing()) {
                if (System.nanoTime() - looked >= LOOK_NANOS) {
                    if (!inlet.follow((part, first) -> position(inlet, part, first))) {
                        return;
                    }
                    line.well();
                    looked = System.nanoTime();
                }
                take(line, inlet, inlet.poll(POLL));
                open = inlet.open();
            }
        }
    }

    private long position(Inlet inlet, int part, long first) {
        var mark = marks.of(part).orElse(null);
        if (mark != null && mark.topicId().equals(inlet.topicId())) {
            read.put(part, mark);
            return mark.position();
        }
        var next = new TopicMarks.Mark(inlet.topicId(), first);
        if (mark == null) {
            orders.along(marks.move(part, null, next));
        } else {
            lost(
                    part,
                    mark,
                    next,
                    "the topic " + topic + " was made anew: what stood in partition " + part
                            + " of the old one from place " + mark.position() + " on was never read");
        }
        read.put(part, next);
        return first;
    }

    private void take(TopicLine line, Inlet inlet, Inlet.Polled polled) {
        if (polled instanceof Inlet.Polled.Gone gone) {
            gone(inlet, gone);
            return;
        }
        for (var message : ((Inlet.Polled.Came) polled).messages()) {
            if (line.closing()) {
                return;
            }
            take(inlet.topicId(), message);
            line.moved();
        }
    }

    private void take(String topicId, Message message) {
        var next = new TopicMarks.Mark(topicId, message.offset() + 1);
        var move = marks.move(message.part(), read.get(message.part()), next);
        var id = topic + "/" + message.part() + "/" + message.offset();
        try {
            if (message.body() == null) {
                keep(
                        id,
                        NOTHING,
                        OrderCode.NO_ORDER,
                        "the message has no body (a tombstone); an order is cancelled, not removed",
                        move);
            } else {
                desk.order(source, "", reply, TRANSPORT, id, message.body(), move);
            }
        } catch (StoreException database) {
            if (database.retry()) {
                throw database;
            }
            unprocessable(id, message, database, move);
        } catch (Unreachable reader) {
            throw reader;
        } catch (RuntimeException fault) {
            unprocessable(id, message, fault, move);
        }
        read.put(message.part(), next);
    }

    /** Nothing that stands in a message may stop those behind it. */
    private void unprocessable(String id, Message message, RuntimeException fault, Work<?> move) {
        LOG.error("message {} cannot be processed; it is kept, and the next one follows", id, fault);
        var text = "cannot be processed: " + fault.getClass().getSimpleName();
        keep(id, message.body() == null ? NOTHING : message.body(), OrderCode.NO_ORDER, text, move);
    }

    private void gone(Inlet inlet, Inlet.Polled.Gone gone) {
        var mark = read.get(gone.part());
        var next = new TopicMarks.Mark(inlet.topicId(), gone.first());
        var text = gone.first() > gone.wanted()
                ? "messages " + gone.wanted() + " to " + (gone.first() - 1) + " of partition " + gone.part() + " of "
                        + topic + " were removed before they were read"
                : "partition " + gone.part() + " of " + topic + " has lost its end: message " + gone.wanted()
                        + " was to come and is not there; it is read again from message " + gone.first();
        lost(gone.part(), mark, next, text);
        read.put(gone.part(), next);
        inlet.seek(gone.part(), gone.first());
    }

    private void lost(int part, TopicMarks.Mark from, TopicMarks.Mark to, String text) {
        LOG.error("{} {}", OrderCode.MESSAGES_GONE.code(), text);
        keep(
                topic + "/" + part + "/" + from.position(),
                NOTHING,
                OrderCode.MESSAGES_GONE,
                text,
                marks.move(part, from, to));
    }

    private void keep(String id, byte[] body, OrderCode code, String text, Work<?> move) {
        orders.refused(
                source,
                "",
                "",
                Incoming.Message.of(TRANSPORT, id, body, body),
                List.of(new Reason(code, "", text)),
                move);
    }
}
