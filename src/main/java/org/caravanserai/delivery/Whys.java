package org.caravanserai.delivery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Complaints;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Rejection;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Joined;
import org.caravanserai.master.Master;
import org.caravanserai.quality.Rule;

/** Turns what the house knows of a reason into what its partner may read: never a condition, a value, an owner or how to mend it. */
record Whys(Master master, Ledger ledger, Publishing publishing) {
    private static final Pattern CODE = Pattern.compile("[A-Z]+-[0-9]+");

    /**
     * Why one item stands there.
     *
     * @param plan null when the channel does not run
     * @param golden the item's document, null when it is deleted
     * @param product the product behind it, null likewise
     */
    List<Why> of(OwnItems.Place place, StreamPlan plan, Lane lane, Item item, Golden golden, Golden product) {
        return switch (place) {
            case THERE, CHANGING, COMING, UNCERTAIN -> List.of();
            case HELD, STAYS -> held(plan, lane, item, golden);
            case REFUSED -> refused(lane, item);
            case LEAVING, GONE ->
                List.of(Why.of(
                        golden == null || product == null || retired(product)
                                ? Why.Cause.RETIRED
                                : Why.Cause.NOT_SELECTED));
        };
    }

    private static boolean retired(Golden product) {
        return "retired".equals(product.document().values().get("status"));
    }

    private List<Why> held(StreamPlan plan, Lane lane, Item item, Golden golden) {
        var why = new ArrayList<Why>();
        for (var reason : ledger.reasons(lane).keySet()) {
            if (ledger.held(lane, reason, item.recordId() - 1, 1).contains(item.recordId())) {
                var words = of(plan, reason);
                why.add(words.cause() == Why.Cause.REQUIRED ? missing(words, plan, lane, golden) : words);
            }
        }
        return why;
    }

    /** The same with the attributes this item lacks. */
    private Why missing(Why why, StreamPlan plan, Lane lane, Golden golden) {
        var lanePlan =
                plan.lanes().stream().filter(one -> one.lane().equals(lane)).findFirst();
        if (golden == null || lanePlan.isEmpty() || lanePlan.get().completeness() == null) {
            return why;
        }
        var slots =
                plan.read(List.of(golden), new Joined(master.goldens())).get(0).slots();
        var attributes = lanePlan.get().completeness().missing(slots).stream()
                .map(code -> named(plan.kind(), code))
                .toList();
        return new Why(why.cause(), why.name(), why.title(), attributes, null, null);
    }

    /** What a reason of the ledger means: name of a rule or code of a finding, with the field behind it where there is one. */
    Why of(StreamPlan plan, String reason) {
        int space = reason.indexOf(' ');
        var name = space < 0 ? reason : reason.substring(0, space);
        var field = space < 0 ? null : reason.substring(space + 1);
        var rule = plan == null
                ? null
                : plan.lanes().stream()
                        .map(LanePlan::gate)
                        .flatMap(gate -> gate.rules().stream())
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElse(null);
        if (rule != null) {
            var cause = rule.require().hosted().contains("missingRequired") ? Why.Cause.REQUIRED : Why.Cause.RULE;
            return new Why(cause, name, rule.title(), attributes(plan.kind(), rule), field, null);
        }
        return CODE.matcher(name).matches()
                ? new Why(Why.Cause.FIELD, name, null, List.of(), field, null)
                : new Why(Why.Cause.RULE, name, null, List.of(), field, null);
    }

    private List<Why.Named> attributes(Kind kind, Rule rule) {
        var codes = new LinkedHashSet<String>();
        for (var read : rule.require().reads()) {
            var path = read.path();
            codes.add(path.get(0).equals("parent") && path.size() > 1 ? path.get(1) : path.get(0));
        }
        if (rule.require().hosted().contains("priceOf")) {
            codes.add("prices");
        }
        if (rule.require().hosted().contains("stockOf")) {
            codes.add("stock");
        }
        return codes.stream().map(code -> named(kind, code)).toList();
    }

    private Why.Named named(Kind kind, String code) {
        var attribute = publishing.home().model().of(kind).attributes().get(code);
        return new Why.Named(code, attribute == null ? java.util.Map.of() : attribute.label());
    }

    private List<Why> refused(Lane lane, Item item) {
        return ledger.complaints().of(lane, item.recordId()).stream()
                .map(Complaints.Open::why)
                .map(Whys::refused)
                .toList();
    }

    static Why refused(Rejection why) {
        return why.code().equals(Complaints.DISCARDED)
                // What was written then was written for the house.
                ? Why.of(Why.Cause.GIVEN_UP)
                : new Why(Why.Cause.REFUSED, why.code(), null, List.of(), why.field(), why.text());
    }
}
