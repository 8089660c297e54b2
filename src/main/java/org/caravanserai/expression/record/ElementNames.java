package org.caravanserai.expression.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Model;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;

/** Names inside one element of a section. */
final class ElementNames implements Names {
    private final Model model;
    private final ElementShape element;

    ElementNames(Model model, ElementShape element) {
        this.model = model;
        this.element = element;
    }

    @Override
    public Optional<Variable> variable(List<String> path) {
        var attribute = element.names().get(path.get(0));
        return attribute == null || path.size() > 1
                ? Optional.empty()
                : Optional.of(Variable.of(element.slot(path.get(0)), Types.of(model, attribute)));
    }

    @Override
    public Map<String, Type> under(List<String> prefix) {
        var names = new LinkedHashMap<String, Type>();
        if (prefix.isEmpty()) {
            element.names().forEach((name, attribute) -> names.put(name, Types.of(model, attribute)));
        }
        return names;
    }
}
