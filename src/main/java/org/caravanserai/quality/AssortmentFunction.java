package org.caravanserai.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;

/** Answers {@code inAssortment('name')}: whether a product belongs to a named selection of the home. */
public final class AssortmentFunction implements Host {
    private final Home home;
    private final RecordNames names;
    private final Problems problems;
    private final Map<String, Optional<Selection>> selections = new HashMap<>();

    /** @param problems hears what is wrong with the assortments that are asked for */
    public AssortmentFunction(Home home, RecordNames names, Problems problems) {
        this.home = home;
        this.names = names;
        this.problems = problems;
    }

    @Override
    public Optional<Call> bind(String function, List<Object> constants) {
        return !function.equals("inAssortment") || constants.isEmpty() || !(constants.get(0) instanceof String name)
                ? Optional.empty()
                : selection(name).map(found -> (arguments, slots, run) -> found.holds(slots, run));
    }

    @Override
    public Set<String> known(String function) {
        return function.equals("inAssortment") ? home.assortments().byName().keySet() : Set.of();
    }

    private Optional<Selection> selection(String name) {
        var known = selections.get(name);
        if (known == null) {
            known = home.assortments()
                    .of(name)
                    .flatMap(found -> Selection.of(found, home, names, Environment.plain(), null, problems));
            selections.put(name, known);
        }
        return known;
    }
}
