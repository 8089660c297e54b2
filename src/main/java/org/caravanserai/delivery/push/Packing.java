package org.caravanserai.delivery.push;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.Batch;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.Judgement;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.Notices;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Connector;
import org.caravanserai.ledger.Duty;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Said;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Joined;
import org.caravanserai.master.Master;

/** Makes a batch of leased items: what is sent is mapped now, and what is not ready, outdated or not alone under its subject is given back. */
final class Packing {
    private static final Duration NOT_READY = Duration.ofMinutes(5);
    private static final Duration OUTDATED = Duration.ofSeconds(5);
    /** Two items under one subject: somebody has to correct one of them. */
    private static final Duration SHARED = Duration.ofHours(1);

    private final Deliveries deliveries;
    private final Goldens goldens;
    private final Ledger ledger;
    private final Publishing publishing;
    private final ZoneId zone;
    private final Evaluation evaluation;

    Packing(Deliveries deliveries, Master master, Ledger ledger, Publishing publishing) {
        this.deliveries = deliveries;
        this.goldens = master.goldens();
        this.ledger = ledger;
        this.publishing = publishing;
        this.zone = publishing.home().company().timeZone();
        this.evaluation = new Evaluation(master, ledger, zone);
    }

    /** Maps the items now. Empty when none is left. */
    Optional<Carriage> pack(StreamPlan plan, LanePlan lane, List<Duty> leased, Instant now) {
        var plans = publishing.plans();
        var readiness = new Readiness(plans, goldens, ledger, (one, before) -> evaluation.ahead(one, before, now));
        var found = readiness.documents(leased);
        var items = new ArrayList<Batch.Item>();
        var tokens = new HashMap<Long, Long>();
        var early = new ArrayList<Duty>();
        var nameless = new ArrayList<Duty>();
        var outdated = new ArrayList<Duty>();
        var rows = new LinkedHashMap<>(rows(plan, lane, leased, found, now));
        shared(plan, lane, leased, rows, found, now);
        var ids = new RemoteIds(plans, goldens, ledger, plan, lane.locale());
        ids.expect(rows.values().stream().map(Judgement.Out::row).toList());
        var today = now.atZone(zone).toLocalDate();
        var retired =
                new Retired(plan, lane, ledger, publishing.home(), leased, found, today, zone, new Joined(goldens));
        ids.expect(retired.rows());
        var originals = new HashMap<Long, Cells>();
        var changed = new Differences(publishing.home(), ledger, plan.channel().system()).of(lane, leased, rows);
        for (var duty : leased) {
            long id = duty.item().recordId();
            var golden = found.get(id);
            var awaited = readiness.awaited(plan, duty, golden);
            if (awaited.isPresent()) {
                (awaited.get().unjudged() ? outdated : early).add(duty);
                continue;
            }
            var row = rows.get(id);
            if (!duty.retires() && (row == null || row.hash() != duty.item().desired())) {
                outdated.add(duty);
                continue;
            }
            var filled = row == null
                    ? retired.of(id)
                            .map(gone -> ids.known(gone, duty.remoteId()))
                            .orElse(null)
                    : ids.fill(row.row(), duty.remoteId()).orElse(null);
            if (row != null && filled == null) {
                nameless.add(duty);
                continue;
            }
            if (row != null) {
                originals.put(id, row.row());
            }
            items.add(new Batch.Item(
                    key(lane, id, golden),
                    id,
                    action(plan, duty),
                    filled,
                    duty.item().desired(),
                    duty.remoteId(),
                    duty.attempts() + 1,
                    changed.get(id),
                    null));
            tokens.put(id, duty.token());
        }
        giveBack(lane, nameless, now.plus(NOT_READY));
        giveBack(lane, early, now.plus(NOT_READY));
        // What became ready while it was in our hands could not be woken.
        ledger.duties().wake(lane.lane(), readiness.ready(plan, early, found), now);
        giveBack(lane, outdated, now.plus(OUTDATED));
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var batch = new Batch(plan.channel().name(), plan.stream().name(), lane.locale(), null, items);
        return Optional.of(new Carriage(deliveries, plan, lane, batch, tokens, originals, null));
    }

    private static Connector.Action action(StreamPlan plan, Duty duty) {
        boolean withdrawals = plan.descriptor() != null && plan.descriptor().withdraws();
        if (duty.retires()) {
            return withdrawals && duty.withdraws() ? Connector.Action.WITHDRAW : Connector.Action.RETIRE;
        }
        if (withdrawals && duty.returns()) {
            return Connector.Action.RETURN;
        }
        return duty.creates() ? Connector.Action.CREATE : Connector.Action.UPDATE;
    }

    private void giveBack(LanePlan lane, List<Duty> back, Instant at) {
        if (!back.isEmpty()) {
            ledger.duties().giveBack(lane.lane(), back, at);
        }
    }

    private Map<Long, Judgement.Out> rows(
            StreamPlan plan, LanePlan lane, List<Duty> leased, Map<Long, Golden> found, Instant now) {
        var documents = leased.stream()
                .filter(duty -> !duty.retires())
                .map(duty -> found.get(duty.item().recordId()))
                .toList();
        return plan.outs(lane, documents, goldens, now, zone);
    }

    /** Parks items whose subject another one has, and takes them out of the batch. */
    private void shared(
            StreamPlan plan,
            LanePlan lane,
            List<Duty> leased,
            Map<Long, Judgement.Out> rows,
            Map<Long, Golden> found,
            Instant now) {
        int field = plan.descriptor() == null || plan.descriptor().subject() == null
                ? -1
                : lane.fields().indexOf(plan.descriptor().subject());
        if (field < 0) {
            return;
        }
        var wanted = new LinkedHashMap<Long, String>();
        for (var duty : leased) {
            var row = rows.get(duty.item().recordId());
            if (!duty.retires() && row != null && row.row().value(field) instanceof String address) {
                wanted.put(duty.item().recordId(), Notices.print(address));
            }
        }
        var taken = publishing.claims().claim(lane.lane(), wanted);
        if (taken.isEmpty()) {
            return;
        }
        var owners = goldens.byIds(taken.values());
        var tokens = new HashMap<Long, Long>();
        var said = new ArrayList<Said>();
        for (var duty : leased) {
            long id = duty.item().recordId();
            var owner = taken.get(id);
            if (owner != null) {
                var text = key(lane, owner, owners.get(owner)) + " goes out under the same "
                        + plan.descriptor().subject() + ", and the partner keeps one of the two; correct one of them";
                tokens.put(id, duty.token());
                said.add(new Said.Again(id, now.plus(SHARED), false, true, "same-subject", text, 0));
                rows.remove(id);
            }
        }
        ledger.duties().settle(lane.lane(), tokens, said, now);
    }

    /** The natural key of a record, also of one that is gone. */
    String key(LanePlan lane, long id, Golden golden) {
        return golden != null
                ? golden.key()
                : goldens.tombstone(id)
                        .map(Goldens.Tombstone::key)
                        .or(() -> ledger.standing().stranger(lane.lane(), id))
                        .orElse("#" + id);
    }
}
