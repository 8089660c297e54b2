package org.caravanserai.delivery.wanted;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Run;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Manner;
import org.caravanserai.ledger.Settled;
import org.caravanserai.ledger.Wish;
import org.caravanserai.mapping.Row;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Joined;

/**
 * Goes once through all documents of a stream's kind, in order of id, and settles every lane of it with the ledger, page by page. Rows that stand at
 * the partner go to {@link Rows} on the way.
 */
final class Pass {
    private static final int PAGE = 500;

    private final StreamPlan plan;
    private final Goldens goldens;
    private final Ledger ledger;
    private final List<Run> runs = new ArrayList<>();
    private final Joined joined;
    private final boolean keeps;
    private final Manner manner;
    private final PriceWatch watch;

    /** Takes the rows of a lane in their order. */
    interface Rows {
        /** Nobody wants the rows. */
        Rows NONE = (lane, recordId, hash, row) -> Optional.empty();

        /**
         * Writes one row, in order of record ids; says why when it cannot stand in its file and was left out.
         *
         * @param hash of its values, as the ledger has it
         */
        Optional<Finding> row(LanePlan lane, long recordId, long hash, Cells row) throws IOException;
    }

    /**
     * @param manner how the lanes reach the partner
     * @param watch is shown rows that replace others
     */
    Pass(StreamPlan plan, Goldens goldens, Ledger ledger, Manner manner, Instant now, ZoneId zone, PriceWatch watch) {
        this.manner = manner;
        this.watch = watch;
        this.plan = plan;
        this.goldens = goldens;
        this.ledger = ledger;
        this.joined = new Joined(goldens);
        this.keeps = plan.keeps();
        var today = now.atZone(zone).toLocalDate();
        plan.lanes().forEach(lane -> runs.add(lane.run(today, zone)));
    }

    /** Runs it. What it returns is the sum over all lanes. */
    Settled run(Rows rows) throws IOException {
        var total = Settled.NOTHING;
        long after = 0;
        while (true) {
            var page = goldens.page(plan.kind(), after, PAGE);
            long upTo =
                    page.size() < PAGE ? Ledger.LAST : page.get(page.size() - 1).id();
            total = total.plus(settle(page, after, upTo, rows));
            if (upTo == Ledger.LAST) {
                return total;
            }
            after = upTo;
        }
    }

    /** Settles these documents of the stream's kind and no others, at most a few hundred; ids that no longer exist are gone. */
    Settled run(Collection<Long> ids) {
        var found = goldens.byIds(ids);
        var page = ids.stream()
                .sorted()
                .map(found::get)
                .filter(golden -> golden != null && golden.kind() == plan.kind())
                .toList();
        joined.nextPage();
        var records = plan.read(page, joined);
        var total = Settled.NOTHING;
        for (int i = 0; i < plan.lanes().size(); i++) {
            var lane = plan.lanes().get(i);
            var wishes = new ArrayList<Wish>(page.size());
            var outs = new ArrayList<Cells>(page.size());
            for (int r = 0; r < page.size(); r++) {
                judge(lane, page.get(r).id(), records.get(r), runs.get(i), wishes, outs);
            }
            var wished = wishes.stream().map(Wish::recordId).collect(Collectors.toSet());
            var gone = ids.stream().filter(id -> !wished.contains(id)).toList();
            total = total.plus(ledger.settle(
                    lane.lane(), manner, wishes, gone, replaced -> compare(lane, replaced, wishes, outs)));
        }
        return total;
    }

    private Settled settle(List<Golden> page, long after, long upTo, Rows rows) throws IOException {
        joined.nextPage();
        var records = plan.read(page, joined);
        var total = Settled.NOTHING;
        for (int i = 0; i < plan.lanes().size(); i++) {
            var lane = plan.lanes().get(i);
            var wishes = new ArrayList<Wish>(page.size());
            var outs = new ArrayList<Cells>(page.size());
            for (int r = 0; r < page.size(); r++) {
                judge(lane, page.get(r).id(), records.get(r), runs.get(i), wishes, outs);
            }
            write(lane, wishes, outs, rows);
            total = total.plus(ledger.settle(
                    lane.lane(), manner, after, upTo, wishes, replaced -> compare(lane, replaced, wishes, outs)));
        }
        return total;
    }

    private void judge(
            LanePlan lane, long id, StreamPlan.Prepared record, Run run, List<Wish> wishes, List<Cells> outs) {
        var judgement = lane.judge(plan.selector(), record, run);
        if (judgement instanceof Judgement.Out out) {
            var row = out.row();
            // A push lane keeps the row when it is confirmed.
            boolean snapshot = keeps && !manner.push();
            wishes.add(new Wish.Wanted(id, out.hash(), snapshot ? () -> CellsCodec.write(row) : null));
            outs.add(row);
        } else if (judgement instanceof Judgement.Held held) {
            wishes.add(new Wish.Held(id, reasons(held.findings()), !keeps));
            outs.add(null);
        }
    }

    /** Rows in order of id; a held item that stands at the partner stays as it was; a row its file cannot hold is held. */
    private void write(LanePlan lane, List<Wish> wishes, List<Cells> outs, Rows rows) throws IOException {
        if (rows == Rows.NONE) {
            return;
        }
        Map<Long, Cells> kept = kept(lane, wishes);
        for (int i = 0; i < outs.size(); i++) {
            long id = wishes.get(i).recordId();
            var row = outs.get(i) != null ? outs.get(i) : kept.get(id);
            if (row != null) {
                long hash = wishes.get(i) instanceof Wish.Wanted wanted ? wanted.hash() : Item.hash(Row.hash(row));
                var refused = rows.row(lane, id, hash, row);
                if (refused.isPresent()) {
                    wishes.set(i, new Wish.Held(id, reasons(List.of(refused.get())), !keeps));
                }
            }
        }
    }

    /** Shows the watch the rows the partner has beside those that take their place. */
    private void compare(LanePlan lane, List<Long> replaced, List<Wish> wishes, List<Cells> outs) {
        var prices = lane.mapping().prices();
        if (!watch.watches(prices)) {
            return;
        }
        var fresh = new HashMap<Long, Cells>();
        for (int i = 0; i < outs.size(); i++) {
            if (outs.get(i) != null) {
                fresh.put(wishes.get(i).recordId(), outs.get(i));
            }
        }
        ledger.payloads(lane.lane(), replaced)
                .forEach((id, bytes) -> CellsCodec.read(bytes, lane.fields())
                        .filter(old -> fresh.containsKey(id))
                        .ifPresent(old -> watch.compare(old, fresh.get(id), prices)));
    }

    private Map<Long, Cells> kept(LanePlan lane, List<Wish> wishes) {
        var held = wishes.stream()
                .filter(wish -> wish instanceof Wish.Held hold && !hold.retire())
                .map(Wish::recordId)
                .toList();
        if (held.isEmpty()) {
            return Map.of();
        }
        var rows = new HashMap<Long, Cells>();
        ledger.payloads(lane.lane(), held)
                .forEach((id, bytes) -> CellsCodec.read(bytes, lane.fields()).ifPresent(row -> rows.put(id, row)));
        return rows;
    }

    /** Names of the rules that hold an item; several fields with the same fault count once. */
    static List<String> reasons(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCK)
                .map(finding ->
                        finding.attribute() == null ? finding.rule() : finding.rule() + " " + finding.attribute())
                .map(reason -> reason.length() <= 100 ? reason : reason.substring(0, 100))
                .distinct()
                .toList();
    }
}
