package org.caravanserai.delivery.wanted;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Assortments;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.Completeness;
import org.caravanserai.quality.Selection;

/** Functions that need the whole channel. */
final class ChannelFunctions implements Host {
    private final Home home;
    private final Completeness completeness;
    private final RecordNames names;
    private final Problems problems;
    private final Map<String, Optional<Selection>> selections = new HashMap<>();

    ChannelFunctions(Home home, Completeness completeness, RecordNames names, Problems problems) {
        this.home = home;
        this.completeness = completeness;
        this.names = names;
        this.problems = problems;
    }

    @Override
    public Optional<Call> bind(String function, List<Object> constants) {
        return switch (function) {
            case "missingRequired" ->
                completeness == null
                        ? Optional.empty()
                        : Optional.of((arguments, slots, run) ->
                                completeness.missing(slots).toArray());
            case "inAssortment" ->
                constants.isEmpty() || !(constants.get(0) instanceof String name)
                        ? Optional.empty()
                        : selection(name).map(found -> (arguments, slots, run) -> found.holds(slots, run));
            default -> Optional.empty();
        };
    }

    @Override
    public Set<String> known(String function) {
        return function.equals("inAssortment") ? home.assortments().byName().keySet() : Set.of();
    }

    private Optional<Selection> selection(String name) {
        var known = selections.get(name);
        if (known == null) {
            Optional<Assortments.Assortment> assortment = home.assortments().of(name);
            known = assortment.flatMap(found -> Selection.of(found, home, names, Environment.plain(), null, problems));
            selections.put(name, known);
        }
        return known;
    }
}
