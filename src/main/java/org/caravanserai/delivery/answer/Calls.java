package org.caravanserai.delivery.answer;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.connector.codec.Values;
import org.caravanserai.delivery.wanted.Wanted;
import org.caravanserai.home.Connector;
import org.caravanserai.mapping.AckRow;

/**
 * Carries the items of a batch through one operation of the partner's system and reads the answers. What a call means for an item is reported in the
 * batch; nothing is concluded from silence. A refused call with several items is halved until the culprit is alone.
 */
public final class Calls {
    private static final String FACT = "fact.";

    private final Caller caller;
    private final AnswerMaps maps;
    private final Clock clock;

    /** The way out; never throws for anything partner or network do. */
    public interface Caller {
        /** One call with these items. */
        Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables);

        /** What the descriptor of the channel's system says about an operation.
         * @throws IllegalArgumentException when there is none of this name */
        Connector.Operation operation(String channel, String operation);

        /** One page of a list. @param keep whether the conversation is kept although nothing went wrong */
        default Outcome page(String channel, String operation, Map<String, String> variables, boolean keep) {
            return call(channel, operation, List.of(), variables);
        }

        /** Whether the connection of a channel is one an operation is meant for. */
        default boolean serves(String channel, Connector.Operation operation) {
            return true;
        }

        /** How many times faster than life the partner of a channel is: a stand-in's job is looked at sooner. 1 = as in life. */
        default int speed(String channel) {
            return 1;
        }
    }

    public Calls(Caller caller, AnswerMaps maps, Clock clock) {
        this.caller = caller;
        this.maps = maps;
        this.clock = clock;
    }

    /** Carries what is still open and has an action the operation takes; does nothing once calls of the batch have failed for good. */
    public void call(Batch batch, String name) {
        if (batch.over()) {
            return;
        }
        var operation = caller.operation(batch.channel(), name);
        if (!caller.serves(batch.channel(), operation) || batch.job() != null && !looksAt(operation, batch)) {
            return;
        }
        // A report about a finished job may take a confirmation back, so all its items go along.
        var items = batch.job() != null
                ? batch.items()
                : batch.open().stream()
                        .filter(item -> Wanted.is(batch, operation, item))
                        .toList();
        if (items.isEmpty()) {
            return;
        }
        if (operation.each() != null) {
            items.forEach(item -> elements(batch, operation, item));
            return;
        }
        parts(batch, operation, items, operation.batch() == 0 ? items.size() : operation.batch());
    }

    private boolean parts(Batch batch, Connector.Operation operation, List<Batch.Item> items, int size) {
        boolean goesOn = true;
        for (int from = 0; goesOn && from < items.size() && !batch.over(); from += size) {
            goesOn = carry(batch, operation, items.subList(from, Math.min(items.size(), from + size)));
        }
        return goesOn;
    }

    /** A job that is at work is not looked at twice; one that another operation began is none of its business. */
    private static boolean looksAt(Connector.Operation operation, Batch batch) {
        return !batch.waits()
                && (operation.jobs().isEmpty()
                        || operation.jobs().contains(batch.job().operation()));
    }

    /** One call for each element, until one goes wrong. */
    private void elements(Batch batch, Connector.Operation operation, Batch.Item item) {
        for (var element : Wanted.elements(batch, operation, item)) {
            if (batch.over() || still(batch, List.of(item)).isEmpty()) {
                return;
            }
            if (!carry(batch, operation, List.of(item.of(element)))) {
                return;
            }
        }
    }

    /** @return false when a ceiling allows no more of this operation */
    private boolean carry(Batch batch, Connector.Operation operation, List<Batch.Item> items) {
        var variables = variables(batch);
        if (operation.batch() == 1) {
            items.forEach(item -> batch.facts(item.key()).forEach((name, value) -> variables.put(FACT + name, value)));
        }
        var outcome = caller.call(batch.channel(), operation.name(), items, variables);
        if (outcome instanceof Outcome.Answered answered) {
            batch.answered();
            touch(
                    batch,
                    operation,
                    answered.reply() == null ? 0 : answered.reply().exchange());
            answered(batch, operation, items, answered);
        } else if (outcome instanceof Outcome.Failed failed) {
            if (failed.fault() == Fault.ITEM) {
                batch.answered();
            }
            return failed(batch, operation, items, failed);
        }
        return true;
    }

    private static void touch(Batch batch, Connector.Operation operation, long exchange) {
        if (operation.kind() == Connector.Effect.WRITE) {
            batch.touch(exchange);
        }
    }

    private static Map<String, String> variables(Batch batch) {
        var variables = new HashMap<String, String>();
        if (batch.locale() != null) {
            variables.put("locale", batch.locale());
        }
        if (batch.job() != null) {
            variables.put("job", batch.job().name());
        }
        return variables;
    }

    private void answered(
            Batch batch, Connector.Operation operation, List<Batch.Item> items, Outcome.Answered answered) {
        var answer = operation.answer();
        if (answered.reply() != null
                && operation.absent().contains(answered.reply().status())) {
            // Not there: what was to go is gone.
            items.stream()
                    .filter(item ->
                            item.action() == Connector.Action.RETIRE || item.action() == Connector.Action.WITHDRAW)
                    .forEach(item -> accept(batch, item));
        }
        if (items.size() == 1) {
            facts(batch, answer.facts(), items.get(0), answered.records());
            if (answer.keep() != null) {
                batch.keep(items.get(0).key(), answer.keep(), answered.records());
            }
        }
        if (answer.known() != null) {
            known(batch, answer.known(), items, answered.records());
        }
        if (answer.job() != null) {
            submitted(batch, operation, items, answered.records());
        }
        if (answer.map() != null) {
            mapped(batch, answer.map(), items, answered.records(), answered.reply(), operation);
        }
        if (answer.acceptAll()) {
            items.forEach(item -> accept(batch, item, named(answer, item)));
        }
        if (operation.kind() == Connector.Effect.WRITE) {
            // What this call did not decide goes on to the next one, and half of it is there by now.
            still(batch, items).forEach(item -> batch.wrote(item.key()));
        }
    }

    private static void accept(Batch batch, Batch.Item item) {
        accept(batch, item, null);
    }

    private static void accept(Batch batch, Batch.Item item, String remoteId) {
        if (batch.open().stream().anyMatch(open -> open.key().equals(item.key()))) {
            batch.report(item.key(), new Ack.Accepted(remoteId));
        }
    }

    private static void facts(
            Batch batch, Map<String, List<String>> facts, Batch.Item item, List<Map<String, Object>> records) {
        facts.forEach((name, paths) -> paths.stream()
                .flatMap(path -> records.stream().map(record -> Paths.text(record, path)))
                .filter(value -> value != null)
                .findFirst()
                .ifPresent(value -> batch.fact(item.key(), name, value)));
    }

    /** The name we gave the item there. */
    private static String named(Connector.Answer answer, Batch.Item item) {
        if (answer.as() == null || item.action() == Connector.Action.RETIRE) {
            return null;
        }
        var subject = new Values.Subject(item.key(), item.remoteId(), item.row(), item.element());
        return new Values(Map.of(), key -> null, List.of(subject)).text(answer.as(), subject);
    }

    /** One id, one item: several would be a guess. */
    private static void known(Batch batch, String path, List<Batch.Item> items, List<Map<String, Object>> records) {
        if (items.size() != 1) {
            return;
        }
        var item = items.get(0);
        if (records.isEmpty() && item.action() == Connector.Action.RETIRE) {
            // Looked up by our key and not found: what was to go is gone.
            accept(batch, item);
            return;
        }
        var ids = records.stream()
                .flatMap(record -> Paths.texts(record, path).stream())
                .toList();
        int found = Math.max(records.size(), ids.size());
        if (found > 1) {
            batch.report(
                    item.key(),
                    new Ack.Rejected(
                            "ambiguous",
                            null,
                            "the partner has " + found + " of this key: "
                                    + ids.stream().limit(5).toList() + "; remove all but one there"));
        } else if (!ids.isEmpty()) {
            batch.known(item.key(), ids.get(0));
        } else if (item.action() == Connector.Action.RETIRE) {
            // Looked for and not there: what was to go is gone.
            accept(batch, item);
        } else {
            batch.missed(item.key());
        }
    }

    private void submitted(
            Batch batch, Connector.Operation operation, List<Batch.Item> items, List<Map<String, Object>> records) {
        var answer = operation.answer();
        var job = records.size() == 1 ? Paths.text(records.get(0), answer.job()) : null;
        var now = clock.instant();
        for (var item : items) {
            batch.report(
                    item.key(),
                    job == null
                            ? new Ack.Unknown("the partner took the items and named no job")
                            : new Ack.Submitted(
                                    job, operation.name(), first(batch, answer.look(), now), end(answer.look(), now)));
        }
    }

    private Instant first(Batch batch, Connector.Look look, Instant now) {
        return look == null ? null : now.plus(look.after().dividedBy(caller.speed(batch.channel())));
    }

    private static Instant end(Connector.Look look, Instant now) {
        return look == null ? null : now.plus(look.deadline());
    }

    private void mapped(
            Batch batch,
            String map,
            List<Batch.Item> items,
            List<Map<String, Object>> records,
            Reply reply,
            Connector.Operation operation) {
        var variables = new LinkedHashMap<String, Object>(variables(batch));
        variables.put("status", reply == null ? 0L : (long) reply.status());
        variables.put("keys", items.stream().map(Batch.Item::key).toList());
        AckRow all = null;
        for (var row : maps.apply(map, records, variables)) {
            if (row.key() == null) {
                all = row;
            } else {
                report(batch, row.key(), PartnersWords.of(row, reply), operation);
            }
        }
        if (all != null) {
            var open = batch.open().stream().map(Batch.Item::key).toList();
            for (var item : items) {
                if (open.contains(item.key())) {
                    report(batch, item.key(), PartnersWords.of(all, reply), operation);
                }
            }
        }
    }

    private void report(Batch batch, String key, AckRow row, Connector.Operation operation) {
        var now = clock.instant();
        var look = operation.answer().look();
        switch (row.outcome()) {
            case ACCEPTED -> batch.report(key, new Ack.Accepted(row.remoteId()));
            case SUBMITTED -> {
                var own = batch.job() == null ? null : batch.job().name();
                var job = row.job() == null ? own : row.job();
                var at = row.lookAt() != null || look == null
                        ? row.lookAt()
                        : now.plus(look.every().dividedBy(caller.speed(batch.channel())));
                batch.report(
                        key,
                        job == null
                                ? new Ack.Unknown("the partner speaks of a job and does not name it")
                                : new Ack.Submitted(job, operation.name(), at, end(look, now)));
            }
            case REJECTED ->
                batch.report(
                        key, new Ack.Rejected(row.code() == null ? "refused" : row.code(), row.field(), row.text()));
            case DEFERRED -> batch.report(key, new Ack.Deferred(row.lookAt(), row.text()));
            case UNKNOWN ->
                batch.report(key, new Ack.Unknown(row.text() == null ? "the partner does not know" : row.text()));
            case KNOWN -> batch.known(key, row.remoteId());
        }
    }

    private boolean failed(Batch batch, Connector.Operation operation, List<Batch.Item> items, Outcome.Failed failed) {
        if (failed.fault() == Fault.CEILING && batch.job() == null) {
            rest(batch, operation, failed);
            return false;
        }
        long exchange = failed.reply() == null ? 0 : failed.reply().exchange();
        if (failed.fault() == Fault.UNKNOWN || failed.fault() == Fault.ITEM) {
            touch(batch, operation, exchange);
        }
        if (failed.fault() == Fault.ITEM
                && operation.errors() != null
                && operation.errors().map() != null
                && !failed.records().isEmpty()) {
            mapped(batch, operation.errors().map(), items, failed.records(), failed.reply(), operation);
        }
        var left = still(batch, items);
        if (left.isEmpty() && failed.fault() == Fault.ITEM) {
            return true;
        }
        if (failed.fault() == Fault.ITEM && batch.job() == null) {
            if (left.size() < items.size()) {
                // The answer named culprits; the others were refused along with them and go again without them.
                return parts(batch, operation, left, left.size());
            }
            if (left.size() > 1) {
                return parts(batch, operation, left, (left.size() + 1) / 2);
            }
            batch.report(left.get(0).key(), PartnersWords.refusal(operation, failed));
            return true;
        }
        if (failed.fault() == Fault.TRANSIENT
                && batch.job() == null
                && operation.kind() == Connector.Effect.WRITE
                && (failed.reply() != null || operation.idempotent())) {
            batch.mayHaveArrived(left);
        }
        var failure = new Batch.Failure(
                failed.fault() == Fault.ITEM ? Fault.UNKNOWN : failed.fault(),
                failed.text(),
                failed.retryAt(),
                exchange);
        boolean alone = failed.fault() == Fault.TRANSIENT || failed.fault() == Fault.UNKNOWN;
        if (alone && batch.job() == null) {
            batch.failed(left, failure);
        } else {
            batch.failed(failure);
        }
        return true;
    }

    /** Nothing went out: all that this operation would have carried waits; other operations go on. */
    private static void rest(Batch batch, Connector.Operation operation, Outcome.Failed failed) {
        batch.rest(failed.retryAt());
        batch.open().stream()
                .filter(item -> Wanted.is(batch, operation, item))
                .forEach(item -> batch.report(item.key(), new Ack.Deferred(failed.retryAt(), failed.text())));
    }

    private static List<Batch.Item> still(Batch batch, List<Batch.Item> items) {
        var open = batch.open().stream().map(Batch.Item::key).toList();
        var left = new ArrayList<>(items);
        left.removeIf(item -> !open.contains(item.key()));
        return left;
    }
}
