package org.caravanserai.delivery.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Batch;
import org.caravanserai.delivery.hold.Pause;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.home.Connector;
import org.caravanserai.ledger.Rejection;
import org.caravanserai.ledger.Said;

/** Turns what was reported about a batch into what the ledger writes: one verdict for each item, and none of them is a guess. */
final class Verdicts {
    private static final String SILENT = "no outcome was reported";

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofDays(1);

    private final LanePlan lane;
    private final Connector.Stream taken;
    private final Map<Long, Cells> originals;
    private final Pause pause;
    private final KindModel model;
    private final Instant now;

    /**
     * @param taken what the descriptor says about the stream
     * @param originals rows as they were mapped, by record id
     * @param model of the documents, which says who answers for an attribute
     */
    Verdicts(
            LanePlan lane,
            Connector.Stream taken,
            Map<Long, Cells> originals,
            KindModel model,
            Pause pause,
            Instant now) {
        this.model = model;
        this.originals = originals;
        this.lane = lane;
        this.taken = taken;
        this.pause = pause;
        this.now = now;
    }

    /**
     * The verdicts.
     *
     * @param batch sealed here
     * @param doubtful the exchange did not end as it should, or something hid how it ended
     */
    List<Said> of(Batch batch, boolean doubtful) {
        Map<String, Ack> acks = batch.seal();
        var verdicts = new ArrayList<Said>();
        for (var item : batch.items()) {
            var ack = acks.get(item.key());
            verdicts.add(ack != null ? said(item, ack, batch) : silent(item, batch, doubtful));
        }
        return verdicts;
    }

    private Said said(Batch.Item item, Ack ack, Batch batch) {
        if (ack instanceof Ack.Accepted accepted) {
            if (item.action() == Connector.Action.WITHDRAW && item.remoteId() != null) {
                return new Said.Withdrawn(item.recordId(), item.remoteId(), batch.exchange());
            }
            return new Said.Done(
                    item.recordId(),
                    accepted.remoteId() == null ? item.remoteId() : accepted.remoteId(),
                    body(item),
                    batch.exchange());
        }
        if (ack instanceof Ack.Submitted submitted) {
            return new Said.Submitted(
                    item.recordId(),
                    submitted.jobId(),
                    submitted.operation(),
                    body(item),
                    submitted.lookAt() == null ? now.plus(LOOK) : submitted.lookAt(),
                    submitted.deadline() == null ? now.plus(DEADLINE) : submitted.deadline(),
                    batch.exchange());
        }
        if (ack instanceof Ack.Rejected) {
            return new Said.Refused(
                    item.recordId(),
                    batch.refusals(item.key()).stream()
                            .map(refusal -> rejection(refusal, batch.exchange()))
                            .toList(),
                    batch.written(item.key()),
                    batch.wasMissed(item.key()) && item.attempt() < Pause.DOUBTS
                            ? now.plus(pause.doubtful(item.attempt()))
                            : null);
        }
        if (ack instanceof Ack.Deferred deferred) {
            var at = deferred.until() == null ? now.plus(pause.after(item.attempt())) : deferred.until();
            return new Said.Again(
                    item.recordId(),
                    at,
                    false,
                    false,
                    "deferred",
                    deferred.why(),
                    batch.exchange(),
                    batch.written(item.key()));
        }
        return unsure(item, ((Ack.Unknown) ack).why(), batch.exchange());
    }

    /** What is kept to compare with: the row as it was mapped. */
    private byte[] body(Batch.Item item) {
        var row = originals.get(item.recordId());
        return row == null ? null : CellsCodec.write(row);
    }

    private Said silent(Batch.Item item, Batch batch, boolean doubtful) {
        var failure = batch.failure(item.key());
        if (item.action() == Connector.Action.RETIRE && taken != null && !taken.retires()) {
            return new Said.Done(item.recordId(), null, null, 0);
        }
        if (failure != null) {
            return failed(item, failure, batch.arrived(item.key()) || batch.written(item.key()));
        }
        if (batch.over()) {
            return new Said.Again(
                    item.recordId(),
                    now.plus(pause.after(1)),
                    false,
                    false,
                    "not-reached",
                    "calls with other items failed before it was its turn",
                    0,
                    batch.written(item.key()));
        }
        if (!batch.touched() && doubtful) {
            return again(item, "route", "the exchange ended before anything was sent", 0, false);
        }
        boolean believed = taken != null && taken.ack() == Connector.Ack.COMPLETION && batch.touched();
        if (believed && !doubtful && !batch.foreign() && item.action() != Connector.Action.WITHDRAW) {
            return new Said.Done(item.recordId(), item.remoteId(), body(item), batch.exchange());
        }
        return unsure(
                item,
                batch.foreign() ? SILENT + "; the partner spoke of items that were not sent" : SILENT,
                batch.exchange());
    }

    private Said failed(Batch.Item item, Batch.Failure failure, boolean arrived) {
        return switch (failure.fault()) {
            case TRANSIENT -> again(item, "transient", failure.text(), failure.exchange(), arrived);
            case THROTTLED, CEILING ->
                new Said.Again(
                        item.recordId(),
                        failure.retryAt() == null ? now.plus(pause.after(1)) : failure.retryAt(),
                        false,
                        false,
                        "throttled",
                        failure.text(),
                        failure.exchange());
            case CHANNEL ->
                new Said.Again(item.recordId(), now, false, false, "channel", failure.text(), failure.exchange());
            case ITEM ->
                new Said.Refused(
                        item.recordId(),
                        List.of(rejection(new Ack.Rejected("refused", null, failure.text()), failure.exchange())));
            case UNKNOWN -> unsure(item, failure.text(), failure.exchange());
        };
    }

    private Said again(Batch.Item item, String code, String text, long exchange, boolean doubt) {
        return new Said.Again(
                item.recordId(),
                now.plus(pause.after(item.attempt())),
                true,
                item.attempt() >= Pause.ATTEMPTS,
                code,
                text,
                exchange,
                doubt);
    }

    private Said unsure(Batch.Item item, String why, long exchange) {
        return new Said.Unsure(item.recordId(), now.plus(pause.doubtful(item.attempt())), why, exchange);
    }

    /** One taxonomy for all partners: which entry of the map filled the field, what it read, and who answers for that. */
    private Rejection rejection(Ack.Rejected refusal, long exchange) {
        var field = refusal.field();
        var at = field == null ? null : lane.mapping().at(field).orElse(null);
        var read = field == null
                ? List.<Attribute>of()
                : lane.mapping().attributes(field).stream()
                        .flatMap(name -> model.attribute(name).stream())
                        .toList();
        var owner = read.stream()
                .map(Attribute::owner)
                .filter(team -> team != null)
                .findFirst()
                .orElse(lane.channel().owner());
        return new Rejection(
                refusal.code(),
                field,
                at == null ? null : at.toString(),
                owner,
                read.isEmpty() ? null : read.stream().map(Attribute::code).collect(Collectors.joining(", ")),
                refusal.text(),
                exchange);
    }
}
