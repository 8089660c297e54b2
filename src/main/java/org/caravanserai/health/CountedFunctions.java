package org.caravanserai.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.Completeness;
import org.caravanserai.quality.Selection;

/**
 * {@code inAssortment} and {@code missingRequired} in counters: {@code channel} and {@code locale} mean those of the figure, a constant means what it
 * names.
 */
final class CountedFunctions implements Host {
    private final Home home;
    private final Kind kind;
    private final RecordNames names;
    private final Channel channel;
    private final String locale;
    private final Map<String, Optional<Selection>> known = new HashMap<>();

    /** @param channel of the figure, null = none */
    CountedFunctions(Home home, Kind kind, RecordNames names, Channel channel, String locale) {
        this.home = home;
        this.kind = kind;
        this.names = names;
        this.channel = channel;
        this.locale = locale;
    }

    @Override
    public Optional<Call> bind(String function, List<Object> constants) {
        if (kind != Kind.PRODUCTS) {
            return Optional.empty();
        }
        return switch (function) {
            case "missingRequired" -> missingRequired(constants);
            case "inAssortment" -> belongs(constants.isEmpty() ? null : constants.get(0));
            default -> Optional.empty();
        };
    }

    @Override
    public Set<String> known(String function) {
        var all = new TreeSet<String>();
        if (function.equals("inAssortment")) {
            all.addAll(home.assortments().byName().keySet());
            all.addAll(home.channels().keySet());
        }
        return all;
    }

    private Optional<Call> missingRequired(List<Object> constants) {
        var place = constants.isEmpty() ? null : constants.get(0);
        var language = constants.size() > 1 && constants.get(1) instanceof String said ? said : locale;
        var of = place instanceof String named ? home.channels().get(named) : channel;
        var places = place instanceof String named && of == null ? List.of(named) : Completeness.places(of);
        var scope = of == null ? names.perspective().scope() : of.scope();
        var completeness = Completeness.of(home.model(), names.seen(new Perspective(scope, language)), places, null);
        return Optional.of(
                (arguments, slots, run) -> completeness.missing(slots).toArray());
    }

    private Optional<Call> belongs(Object constant) {
        var name = constant instanceof String said ? said : channel == null ? null : channel.name();
        if (name == null) {
            return Optional.empty();
        }
        var assortment =
                home.channels().containsKey(name) ? home.channels().get(name).assortment() : name;
        var compiled = known.get(name);
        if (compiled == null) {
            compiled = selection(assortment, home, names, Environment.plain());
            known.put(name, compiled);
        }
        return compiled.map(found -> (arguments, slots, run) -> found.takes(slots, run));
    }

    /** Who belongs to an assortment, null = all; empty when it is wrong, which the check of its file has said. */
    static Optional<Selection> selection(String assortment, Home home, RecordNames names, Environment environment) {
        return assortment == null
                ? Optional.of(Selection.open(names, null))
                : home.assortments()
                        .of(assortment)
                        .flatMap(found -> Selection.of(found, home, names, environment, null, new Problems()));
    }
}
