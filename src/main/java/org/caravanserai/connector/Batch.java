package org.caravanserai.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Cells;
import org.caravanserai.home.Connector;

/**
 * Items on their way to a partner, and what was reported about them. It travels with the exchange; whoever carries an item reports its outcome here.
 * One thread at a time. After it is sealed, reports are refused.
 */
public final class Batch {
    /** Isolated failures concern their items; so many one after the other concern the partner. */
    static final int IN_A_ROW = 3;

    /**
     * One item.
     *
     * @param key natural key, unique in the batch
     * @param action what should happen; an operation that looks up what the partner has may turn a create into an update
     * @param row mapped values, null when it is retired
     * @param remoteId what the partner calls it, null = not known
     * @param attempt 1 for the first
     * @param changed names of the values that differ from what the partner confirmed; null = nobody knows what it has
     * @param element what is carried of it where a call carries the elements of a list: {@link Cells}, a map of an answer, or a value; null = all of it
     */
    public record Item(
            String key,
            long recordId,
            Connector.Action action,
            Cells row,
            long hash,
            String remoteId,
            int attempt,
            Set<String> changed,
            Object element) {
        /** An item of which nobody knows what the partner has. */
        public Item(
                String key,
                long recordId,
                Connector.Action action,
                Cells row,
                long hash,
                String remoteId,
                int attempt) {
            this(key, recordId, action, row, hash, remoteId, attempt, null, null);
        }

        /** The same item, of which this element is carried. */
        public Item of(Object element) {
            return new Item(key, recordId, action, row, hash, remoteId, attempt, changed, element);
        }

        Item known(String remoteId) {
            return new Item(
                    key,
                    recordId,
                    action == Connector.Action.CREATE ? Connector.Action.UPDATE : action,
                    row,
                    hash,
                    remoteId,
                    attempt,
                    changed,
                    element);
        }
    }

    /**
     * A job that is looked at.
     *
     * @param name what the partner calls it
     * @param operation operation that began it, empty = not known
     */
    public record Job(String name, String operation) {}

    private final String channel;
    private final String stream;
    private final String locale;
    private final Job job;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Ack> acks = new LinkedHashMap<>();
    private final Map<String, List<Ack.Rejected>> refusals = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Map<String, Object>>>> kept = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final Set<String> missed = new HashSet<>();
    private final Map<String, Failure> failed = new HashMap<>();
    private Failure failure;
    private boolean over;
    private int inARow;
    private boolean foreign;
    private boolean touched;
    private long exchange;
    private boolean sealed;
    private Instant rest;
    private final Set<String> arrived = new HashSet<>();

    /**
     * A call that failed as a whole; concerns the items without a report.
     *
     * @param text one sentence, for people
     * @param retryAt earliest next attempt, null = as the class of the fault says
     * @param exchange number of the recorded exchange, 0 = none
     */
    public record Failure(Fault fault, String text, Instant retryAt, long exchange) {}

    /**
     * @param locale null when the stream is not split
     * @param job the job that is looked at, null when items are sent
     */
    public Batch(String channel, String stream, String locale, Job job, List<Item> items) {
        this.channel = channel;
        this.stream = stream;
        this.locale = locale;
        this.job = job;
        items.forEach(item -> {
            if (this.items.put(item.key(), item) != null) {
                throw new IllegalArgumentException("the key " + item.key() + " stands twice in a batch");
            }
        });
    }

    public String channel() {
        return channel;
    }

    public String stream() {
        return stream;
    }

    /** Null when the stream is not split. */
    public String locale() {
        return locale;
    }

    /** The job that is looked at, null when items are sent. */
    public Job job() {
        return job;
    }

    /** All items, in the order they are due. */
    public List<Item> items() {
        return List.copyOf(items.values());
    }

    /** Items nothing was reported about yet and whose calls have not failed, in order. */
    public List<Item> open() {
        return items.values().stream()
                .filter(item -> !acks.containsKey(item.key()) && !failed.containsKey(item.key()))
                .toList();
    }

    /**
     * Reports an outcome. Refusals add up and no other word takes them back; otherwise a later report replaces an earlier one.
     *
     * @return false when the batch has no such item: the report is not believed, and neither is anything else unreported in it
     * @throws IllegalStateException when the batch is settled already
     */
    public boolean report(String key, Ack ack) {
        if (sealed) {
            throw new IllegalStateException("the batch is settled; the report about " + key + " comes too late");
        }
        if (!items.containsKey(key)) {
            foreign = true;
            return false;
        }
        if (ack instanceof Ack.Rejected rejected) {
            refusals.computeIfAbsent(key, none -> new ArrayList<>()).add(rejected);
        }
        if (!(acks.get(key) instanceof Ack.Rejected)) {
            acks.put(key, ack);
        }
        return true;
    }

    /** Says what the partner calls an item; a create becomes an update. */
    public void known(String key, String remoteId) {
        items.computeIfPresent(key, (same, item) -> item.known(remoteId));
    }

    /** Keeps what an answer said about an item, for later calls of this batch. A later answer replaces an earlier one. */
    public void fact(String key, String name, String value) {
        facts.computeIfAbsent(key, none -> new LinkedHashMap<>()).put(name, value);
    }

    /** What answers said about an item, by name. */
    public Map<String, String> facts(String key) {
        return Map.copyOf(facts.getOrDefault(key, Map.of()));
    }

    /** Keeps records of an answer about an item for later calls. */
    public void keep(String key, String name, List<Map<String, Object>> records) {
        kept.computeIfAbsent(key, none -> new HashMap<>()).put(name, List.copyOf(records));
    }

    /** What was kept about an item under this name; null when nothing was. */
    public List<Map<String, Object>> kept(String key, String name) {
        return kept.getOrDefault(key, Map.of()).get(name);
    }

    /** Says that a write about an item went through which is not the whole of it. */
    public void wrote(String key) {
        written.add(key);
    }

    /** Whether a part of an item was written: what the partner confirmed before no longer counts. */
    public boolean written(String key) {
        return written.contains(key);
    }

    /** Says that an item was looked for and not found. */
    public void missed(String key) {
        missed.add(key);
    }

    /** Whether an item was looked for in vain. */
    public boolean wasMissed(String key) {
        return missed.contains(key);
    }

    /** Says that nothing more can be called: concerns every item without a report. The first failure stays. */
    public void failed(Failure failure) {
        if (!over) {
            over = true;
            this.failure = failure;
            items.keySet().forEach(key -> failed.putIfAbsent(key, failure));
        }
    }

    /** Says that a call with some of the items failed. The others go on, until {@value #IN_A_ROW} calls in a row have failed. */
    public void failed(List<Item> with, Failure failure) {
        with.forEach(item -> failed.putIfAbsent(item.key(), failure));
        this.failure = this.failure == null ? failure : this.failure;
        inARow++;
        over |= inARow >= IN_A_ROW;
    }

    /** Says that a call was answered, whatever the answer. */
    public void answered() {
        inARow = 0;
    }

    /** Whether nothing more is called. */
    public boolean over() {
        return over;
    }

    /** Says that these may have arrived although the call failed and is repeated. */
    public void mayHaveArrived(List<Item> items) {
        items.forEach(item -> arrived.add(item.key()));
    }

    /** Whether an item may have arrived with a call that failed. */
    public boolean arrived(String key) {
        return arrived.contains(key);
    }

    /** Says that a ceiling of ours allows nothing more of this stream before a moment. */
    public void rest(Instant until) {
        rest = rest == null || until.isAfter(rest) ? until : rest;
    }

    /** When more of this stream may be sent, null = at any time. */
    public Instant rest() {
        return rest;
    }

    /**
     * Says that a call went out with items of this batch, or may have.
     *
     * @param exchange number of the recorded conversation, 0 = none
     */
    public void touch(long exchange) {
        touched = true;
        this.exchange = exchange == 0 ? this.exchange : exchange;
    }

    /** Whether anything went out. */
    public boolean touched() {
        return touched;
    }

    /** Number of the last recorded conversation, 0 = none. */
    public long exchange() {
        return exchange;
    }

    /** How the first call that failed did so, null = none did. */
    public Failure failure() {
        return failure;
    }

    /** How the call with an item failed, null = none did. */
    public Failure failure(String key) {
        return failed.get(key);
    }

    /** Whether something was reported about an item that is not in the batch. */
    public boolean foreign() {
        return foreign;
    }

    /** Whether a job is said to be still at work. */
    public boolean waits() {
        return acks.values().stream().anyMatch(Ack.Submitted.class::isInstance);
    }

    /** Every refusal of an item, in the order of the reports; empty when it was not refused. */
    public List<Ack.Rejected> refusals(String key) {
        return List.copyOf(refusals.getOrDefault(key, List.of()));
    }

    /** What was reported, by key; nothing can be reported any more. */
    public Map<String, Ack> seal() {
        sealed = true;
        return Collections.unmodifiableMap(acks);
    }
}
