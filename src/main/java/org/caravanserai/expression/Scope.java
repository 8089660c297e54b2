package org.caravanserai.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Nearest;

/** Finds what a path means: a list variable, a reserved word or something of the host; keeps what was read. */
final class Scope {
    static final int MAX_LISTS = 3;

    private final Names names;
    private final Environment environment;
    private final Deque<ListVariable> lists = new ArrayDeque<>();
    private final List<Read> reads = new ArrayList<>();
    private final Set<Reserved> reserved = EnumSet.noneOf(Reserved.class);
    private final Set<String> hosted = new HashSet<>();

    Scope(Names names, Environment environment) {
        this.names = names;
        this.environment = environment;
    }

    /** The variable of an exists or all. */
    private record ListVariable(String name, int frame, Type item, Names element, List<String> path) {}

    /** Where the rest of a path is looked up. */
    private record Place(Names names, List<String> rest, int frame, List<String> prefix) {}

    Set<Read> reads() {
        return Set.copyOf(reads);
    }

    Set<Reserved> reserved() {
        return Set.copyOf(reserved);
    }

    Set<String> hosted() {
        return Set.copyOf(hosted);
    }

    /** Notes a function that the host answers. */
    void calls(String function) {
        hosted.add(function);
    }

    int depth() {
        return lists.size();
    }

    /** Enters a list; returns its frame. */
    int enter(String name, Typed list) {
        int frame = names.frames() + lists.size();
        var item = ((Type.ListOf) list.type()).item();
        lists.push(new ListVariable(name, frame, item, list.element(), list.path()));
        return frame;
    }

    void leave() {
        lists.pop();
    }

    /** True when a list variable of this name would hide something. */
    boolean hides(String name) {
        return names.under(List.of()).containsKey(name)
                || Reserved.of(name) != null && environment.reserved().containsKey(Reserved.of(name))
                || lists.stream().anyMatch(list -> list.name().equals(name));
    }

    Optional<Typed> resolve(Expr expr, List<String> path) {
        var list = listNamed(path.get(0));
        if (list != null && path.size() == 1) {
            var name = path.get(0);
            return Optional.of(
                    new Typed(expr, new Reads.Element(list.frame, name), list.item, list.path, list.element));
        }
        if (list == null && path.size() == 1) {
            var word = Reserved.of(path.get(0));
            if (word != null && environment.reserved().containsKey(word)) {
                reserved.add(word);
                return Optional.of(Typed.of(
                        expr,
                        new Reads.Circumstance(word),
                        environment.reserved().get(word)));
            }
        }
        var place = place(path);
        if (place.names == null || place.rest.isEmpty()) {
            return Optional.empty();
        }
        return place.names.variable(place.rest).map(variable -> typed(expr, path, place, variable));
    }

    private Typed typed(Expr expr, List<String> path, Place place, Variable variable) {
        int frame = place.frame >= 0 ? place.frame : variable.frame();
        var shown = path.size() == 1 ? path.get(0) : String.join(".", path);
        var type = variable.type();
        boolean text = Types.text(type) || type == Type.HTML;
        Node node;
        if (frame >= 0) {
            node = text
                    ? new Reads.TextField(frame, variable.slot(), shown)
                    : new Reads.Field(frame, variable.slot(), shown);
        } else {
            node = text ? new Reads.TextSlot(variable.slot(), shown) : new Reads.Slot(variable.slot(), shown);
        }
        var read = place.rest;
        if (!place.prefix.isEmpty()) {
            read = new ArrayList<>(place.prefix);
            read.addAll(place.rest);
            read = List.copyOf(read);
        }
        if (!(type instanceof Type.Localised) && !(type instanceof Type.Scoped)) {
            reads(read, type);
        }
        return new Typed(expr, node, type, read, variable.element());
    }

    private void reads(List<String> path, Type type) {
        for (var read : reads) {
            if (read.path().equals(path)) {
                return;
            }
        }
        reads.add(new Read(path, type));
    }

    /** The type of the longest beginning of a path that means something, empty when not even the first name does. */
    Optional<Typed> beginning(Expr expr, List<String> path) {
        for (int length = path.size() - 1; length > 0; length--) {
            var found = resolve(expr, path.subList(0, length));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** How many names of the path exist, looked at as groups. */
    int known(List<String> path) {
        var place = place(path);
        int skipped = path.size() - place.rest.size();
        if (place.names == null) {
            return skipped;
        }
        for (int i = 0; i < place.rest.size(); i++) {
            if (!place.names.under(place.rest.subList(0, i)).containsKey(place.rest.get(i))) {
                return skipped + i;
            }
        }
        return path.size();
    }

    /** "; did you mean 'x'?" for a name under a beginning, of the wanted type where one is near; null = any type. */
    String hint(List<String> beginning, String wrong, Type wanted) {
        if (beginning.isEmpty()) {
            for (var list : lists) {
                if (list.element != null && list.element.under(List.of()).containsKey(wrong)) {
                    return "; did you mean '" + list.name + "." + wrong + "'?";
                }
            }
        }
        var candidates = under(beginning);
        if (wanted != null) {
            var fitting = candidates.entrySet().stream()
                    .filter(entry -> suits(entry.getValue(), wanted))
                    .map(Map.Entry::getKey)
                    .toList();
            var hint = Nearest.hint(wrong, fitting);
            if (!hint.isEmpty()) {
                return hint;
            }
        }
        return Nearest.hint(wrong, candidates.keySet());
    }

    /** The same for a field; where nothing is near, what there is. */
    String fields(List<String> beginning, String wrong, Type wanted) {
        var hint = hint(beginning, wrong, wanted);
        var names = under(beginning).keySet();
        return hint.isEmpty() && !names.isEmpty() ? " (" + some(names) + ")" : hint;
    }

    private static boolean suits(Type type, Type wanted) {
        if (type instanceof Type.Localised localised) {
            return suits(localised.of(), wanted);
        }
        if (type instanceof Type.Scoped scoped) {
            return suits(scoped.of(), wanted);
        }
        return Types.fits(type, wanted) || Types.fits(wanted, type);
    }

    /** Names and types under a beginning. */
    Map<String, Type> under(List<String> beginning) {
        if (beginning.isEmpty()) {
            var all = new LinkedHashMap<>(names.under(beginning));
            environment.reserved().forEach((word, type) -> all.put(word.word(), type));
            lists.forEach(list -> all.put(list.name, list.item));
            return all;
        }
        var place = place(beginning);
        return place.names == null ? Map.of() : place.names.under(place.rest);
    }

    /** Element names of a list, shown as {@code draft, active, retired}, cut where there are many. */
    static String some(Collection<String> values) {
        var shown = values.stream().sorted().limit(8).map(Finding::cut).toList();
        return String.join(", ", shown) + (values.size() > shown.size() ? ", ..." : "");
    }

    private Place place(List<String> path) {
        var list = listNamed(path.get(0));
        return list != null
                ? new Place(list.element, path.subList(1, path.size()), list.frame, list.path)
                : new Place(names, path, -1, List.of());
    }

    private ListVariable listNamed(String name) {
        for (var list : lists) {
            if (list.name.equals(name)) {
                return list;
            }
        }
        return null;
    }
}
