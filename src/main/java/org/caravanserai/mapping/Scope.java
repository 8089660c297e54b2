package org.caravanserai.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;

/**
 * The names an entry may use: those of the record, inside {@code each} and {@code where} those of the element before them.
 *
 * @param names by locale (null = none chosen)
 * @param frames how many elements stand around the entry
 */
record Scope(Function<String, ? extends Names> names, int frames) {

    Names in(String locale) {
        return names.apply(locale);
    }

    /** The scope inside a list: element names first, the record as {@code product.x}. */
    Scope inside(Function<String, Names> elements, Scope record, String recordWord) {
        return new Scope(
                locale -> new Inside(elements.apply(locale), in(locale), record.in(locale), recordWord, frames),
                frames + 1);
    }

    private record Inside(Names element, Names outer, Names record, String recordWord, int frame) implements Names {
        @Override
        public Optional<Variable> variable(List<String> path) {
            var own = element.variable(path);
            if (own.isPresent()) {
                return own.map(found -> found.in(frame));
            }
            return path.size() > 1 && path.get(0).equals(recordWord)
                    ? record.variable(path.subList(1, path.size()))
                    : outer.variable(path);
        }

        @Override
        public Map<String, Type> under(List<String> prefix) {
            if (!prefix.isEmpty() && prefix.get(0).equals(recordWord)) {
                return record.under(prefix.subList(1, prefix.size()));
            }
            var all = new LinkedHashMap<>(outer.under(prefix));
            all.putAll(element.under(prefix));
            return all;
        }

        @Override
        public int frames() {
            return frame + 1;
        }
    }
}
