package org.caravanserai.delivery.wanted;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Reserved;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.mapping.MapResult;
import org.caravanserai.mapping.Mapping;
import org.caravanserai.mapping.price.Pricer;
import org.caravanserai.quality.Completeness;
import org.caravanserai.quality.Gate;
import org.caravanserai.quality.Selection;

/**
 * One lane, compiled: who is selected, what must hold, what is said. Immutable, any number of threads with a {@link Run} each.
 *
 * @param lane its rows in the ledger
 * @param locale null when the stream is not split
 * @param selection who belongs to the channel
 * @param mapping the compiled map over the stream's shape
 * @param completeness what the family requires here, null for kinds without families
 * @param pricer prices of the channel's list, for people who ask why; null = the channel shows none or the kind has none
 * @param veto what the partner says against single items
 * @param revision fingerprint of everything that was compiled
 */
public record LanePlan(
        Channel channel,
        Lane lane,
        String locale,
        Selection selection,
        Gate gate,
        Mapping mapping,
        Completeness completeness,
        Pricer pricer,
        Veto veto,
        long revision) {

    /** The circumstances of a pass. */
    public Run run(LocalDate today, ZoneId zone) {
        return new Run(today, zone)
                .set(Reserved.CHANNEL, channel.name())
                .set(Reserved.ZONE, channel.zone())
                .set(
                        Reserved.LOCALE,
                        locale != null ? locale : channel.locales().get(0));
    }

    /** Names of the mapped values. */
    public List<String> fields() {
        return mapping.fields();
    }

    /** What this lane makes of a record. */
    public Judgement judge(RecordReader selector, StreamPlan.Prepared record, Run run) {
        run.begin();
        if (record.selected() == null) {
            return new Judgement.NotSelected("there is no product of this key");
        }
        var why = record.below() == null
                ? selection.rejects(selector, record.selected(), run)
                : record.below().any(variant -> selection.rejects(selector, variant, run) == null)
                        ? null
                        : "none of its variants belongs to the channel";
        if (why != null) {
            return new Judgement.NotSelected(why);
        }
        var findings = gate.check(record.slots(), run);
        var mapped = mapping.apply(record.slots(), run);
        if (mapped instanceof MapResult.NotSelected not) {
            return new Judgement.NotSelected(not.reason());
        }
        boolean blocked = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCK);
        if (mapped instanceof MapResult.Held held) {
            return new Judgement.Held(both(findings, held.findings()));
        }
        var out = (MapResult.Mapped) mapped;
        if (blocked) {
            return new Judgement.Held(both(findings, out.findings()));
        }
        var against = veto.against(record.id(), out.row());
        if (against.isPresent()) {
            return new Judgement.Held(both(findings, both(out.findings(), List.of(against.get()))));
        }
        long hash = out.row().hash();
        return new Judgement.Out(out.row(), Item.hash(hash), both(findings, out.findings()));
    }

    private static List<Finding> both(List<Finding> first, List<Finding> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
