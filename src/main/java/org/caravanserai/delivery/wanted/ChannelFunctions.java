package org.caravanserai.delivery.wanted;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.AssortmentFunction;
import org.caravanserai.quality.Completeness;

/** Functions that need the whole channel. */
final class ChannelFunctions implements Host {
    private final Completeness completeness;
    private final AssortmentFunction assortments;

    ChannelFunctions(Home home, Completeness completeness, RecordNames names, Problems problems) {
        this.completeness = completeness;
        this.assortments = new AssortmentFunction(home, names, problems);
    }

    @Override
    public Optional<Call> bind(String function, List<Object> constants) {
        if (!function.equals("missingRequired")) {
            return assortments.bind(function, constants);
        }
        return completeness == null
                ? Optional.empty()
                : Optional.of(
                        (arguments, slots, run) -> completeness.missing(slots).toArray());
    }

    @Override
    public Set<String> known(String function) {
        return assortments.known(function);
    }
}
