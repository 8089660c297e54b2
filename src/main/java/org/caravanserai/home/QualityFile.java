package org.caravanserai.home;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlScalar;

/** {@code config/quality/<name>.yaml}: health counters of one subject. */
public record QualityFile(String name, Map<String, Counter> counters, Position position) {

    /**
     * A health counter.
     *
     * @param of population: an entity word
     * @param where who belongs to the population, null = all
     * @param require what must hold; a record without it counts
     * @param by dimensions the figure is split by ({@code channel locale family})
     * @param warn share (0.02 = 2 %) from which it is yellow, null = never
     * @param error share from which it is red, null = never
     * @param holds channels whose brake closes over {@code error}
     * @param version rises whenever a predicate changes
     */
    public record Counter(
            String name,
            Map<String, String> title,
            String of,
            YamlScalar where,
            YamlScalar require,
            List<String> by,
            BigDecimal warn,
            BigDecimal error,
            List<String> holds,
            String owner,
            String fix,
            int version,
            Position position) {}
}
