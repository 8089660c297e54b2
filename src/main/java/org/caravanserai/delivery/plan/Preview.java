package org.caravanserai.delivery.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.Judgement;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Joined;

/** What would be sent if other files, or another day, held; the ledger is only read. */
final class Preview {
    private static final int PAGE = 500;

    private final Goldens goldens;
    private final Ledger ledger;
    private final Readiness readiness;
    private final PlanSheet sheet;

    Preview(Plans plans, Goldens goldens, Ledger ledger, PlanSheet sheet) {
        this.goldens = goldens;
        this.ledger = ledger;
        this.readiness = new Readiness(plans, goldens, ledger);
        this.sheet = sheet;
    }

    /** Everything a stream would send, compared with what stands at the partner. */
    void of(StreamPlan stream, Instant at, ZoneId zone) {
        var joined = new Joined(goldens);
        var runs = stream.lanes().stream()
                .map(lane -> lane.run(at.atZone(zone).toLocalDate(), zone))
                .toList();
        for (long after = 0; ; ) {
            var page = goldens.page(stream.kind(), after, PAGE);
            long upTo =
                    page.size() < PAGE ? Ledger.LAST : page.get(page.size() - 1).id();
            joined.nextPage();
            var records = stream.read(page, joined);
            for (int l = 0; l < stream.lanes().size(); l++) {
                var lane = stream.lanes().get(l);
                var known = ledger.range(lane.lane(), after, upTo);
                var stuck = readiness.stuck(stream, known.values());
                for (int i = 0; i < page.size(); i++) {
                    var judgement = lane.judge(stream.selector(), records.get(i), runs.get(l));
                    judged(
                            stream,
                            lane,
                            page.get(i),
                            judgement,
                            known.remove(page.get(i).id()),
                            stuck.contains(page.get(i).id()));
                }
                known.values().stream()
                        .filter(item -> item.standsAtPartner() && item.state().selected())
                        .forEach(item -> gone(stream, lane, item));
            }
            if (upTo == Ledger.LAST) {
                return;
            }
            after = upTo;
        }
    }

    private void judged(
            StreamPlan stream, LanePlan lane, Golden golden, Judgement judgement, Item known, boolean stuck) {
        boolean stands = known != null && known.standsAtPartner();
        // What the partner refused is not sent again before it changes.
        boolean refused = known != null
                && known.state() == State.PARKED
                && judgement instanceof Judgement.Out out
                && known.desired() == out.hash();
        if (judgement instanceof Judgement.Held || refused || stuck && judgement instanceof Judgement.Out) {
            sheet.held(1);
        } else if (judgement instanceof Judgement.NotSelected not) {
            if (stands) {
                sheet.count(Plan.Action.RETIRE);
                sheet.add(new Plan.Line(
                        stream.stream().name(),
                        lane.locale(),
                        golden.key(),
                        Plan.Action.RETIRE,
                        List.of(),
                        not.reason()));
            }
        } else if (judgement instanceof Judgement.Out out && (known == null || known.confirmed() != out.hash())) {
            var action = stands ? Plan.Action.UPDATE : Plan.Action.CREATE;
            sheet.count(action);
            if (sheet.room() > 0) {
                var old = Optional.ofNullable(ledger.payloads(lane.lane(), List.of(golden.id()))
                                .get(golden.id()))
                        .flatMap(bytes -> CellsCodec.read(bytes, lane.fields()));
                sheet.add(new Plan.Line(
                        stream.stream().name(),
                        lane.locale(),
                        golden.key(),
                        action,
                        Compare.fields(lane, old.orElse(null), out.row()),
                        null));
            }
        }
    }

    private void gone(StreamPlan stream, LanePlan lane, Item item) {
        sheet.count(Plan.Action.RETIRE);
        sheet.add(new Plan.Line(
                stream.stream().name(),
                lane.locale(),
                goldens.tombstone(item.recordId()).map(Goldens.Tombstone::key).orElse("#" + item.recordId()),
                Plan.Action.RETIRE,
                List.of(),
                "it no longer exists"));
    }
}
