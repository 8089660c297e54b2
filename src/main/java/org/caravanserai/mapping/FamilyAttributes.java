package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;
import org.caravanserai.parser.Position;

/**
 * The attributes of a product's family as data, for partners that take them as name, value and unit: {@code each: attributes} goes through those
 * that have a value, in the order of the family; {@code each: axes} through those that tell a variant from its sisters, with labels in every
 * language; and {@code {axes}} in a template is what tells a variant from its sisters ({@code 25 mm},
 * {@code Navy blue, Size 42}; in a map of offers {@code {product.axes}}). Labels of attributes and options are those of the entry's language. Attributes of a home named alike come first.
 */
final class FamilyAttributes {
    static final String LIST = "attributes";
    private static final String AXES = "axes";
    private static final List<String> FIELDS = List.of("code", "label", "value", "unit", "key", "values");
    /** Of an axis these stand once more for each locale, behind the others. */
    private static final List<String> TOLD = List.of("label", "value");
    /** Languages that write 2,5 and not 2.5. */
    private static final Set<String> COMMA = Set.of("fr", "de", "es", "it", "nl", "pt", "pl", "sv", "da", "fi", "nb");

    private static final String PRODUCT = "product.";

    private final Compilation in;
    private final Position at;
    private final List<String> chain;
    /** What stands before the attributes of the product: nothing, or {@code product.} in a map of offers. */
    private final String prefix;

    private final Map<String, Optional<One>> known = new HashMap<>();

    FamilyAttributes(Compilation in, Position at, List<String> chain) {
        this.in = in;
        this.at = at;
        this.chain = chain;
        this.prefix = in.map.kind() == Kind.OFFERS ? PRODUCT : "";
    }

    /** Whether a name means the list: in maps of products, none of whose attributes has the name. */
    static boolean isList(String name, Compilation in) {
        return (name.equals(LIST) || name.equals(AXES)) && in.map.kind() == Kind.PRODUCTS && free(name, in);
    }

    /** Whether a name means the axes: {@code axes} of a product, {@code product.axes} of an offer. */
    static boolean isAxes(String name, Compilation in) {
        return switch (in.map.kind()) {
            case PRODUCTS -> name.equals(AXES) && free(AXES, in);
            case OFFERS -> name.equals(PRODUCT + AXES) && free(AXES, in);
            case MEDIA, CATEGORIES, COMPANIES, CONTACTS -> false;
        };
    }

    private static boolean free(String word, Compilation in) {
        return in.world.model().of(Kind.PRODUCTS).attribute(word).isEmpty();
    }

    /** An attribute ready to be read. */
    private record One(Attribute attribute, String label, Map<String, String> options, Eval read) {
        /** Its values without units, empty when there is none. */
        List<String> values(Object[] slots, Work work) {
            var value = read.eval(slots, work);
            if (value == null) {
                return List.of();
            }
            return value instanceof Object[] several
                    ? Arrays.stream(several).map(this::plain).toList()
                    : List.of(plain(value));
        }

        private String plain(Object value) {
            if (value instanceof Quantity quantity) {
                return figure(quantity).toPlainString();
            }
            if (value instanceof Money money) {
                return money.amount().toPlainString();
            }
            var text = Texts.of(value);
            return options.getOrDefault(text, text);
        }

        /** Its values as they are kept, codes of options among them; empty when there is none. */
        String key(Object[] slots, Work work) {
            var value = read.eval(slots, work);
            if (value instanceof Object[] several) {
                return Arrays.stream(several).map(Texts::of).collect(Collectors.joining(", "));
            }
            return value instanceof Quantity || value instanceof Money ? plain(value) : Texts.of(value);
        }

        /** In the attribute's unit where that can be. */
        private BigDecimal figure(Quantity quantity) {
            var from = Unit.of(quantity.unit());
            var to = Unit.of(attribute.unit());
            return from.isPresent() && to.isPresent() && from.get().converts(to.get())
                    ? from.get().convert(quantity.value(), to.get())
                    : quantity.value();
        }

        /** Code of the unit of its values, null = they have none. */
        String unit(Object[] slots, Work work) {
            var value = read.eval(slots, work);
            if (value instanceof Quantity quantity) {
                return attribute.unit() != null ? attribute.unit() : quantity.unit();
            }
            return value instanceof Money money ? money.currency() : attribute.unit();
        }
    }

    /** The list {@code each: attributes} goes through: per element code, label, value, unit, and all values of one with several. */
    Eval list() {
        var families = new HashMap<String, List<One>>();
        in.world
                .model()
                .families()
                .values()
                .forEach(family -> families.put(
                        family.code(),
                        family.attributes().stream()
                                .map(this::one)
                                .flatMap(Optional::stream)
                                .toList()));
        var family = text("family");
        return (slots, work) -> {
            var found = new ArrayList<Object[]>();
            for (var one : families.getOrDefault(key(family, slots, work), List.of())) {
                var values = one.values(slots, work);
                if (!values.isEmpty()) {
                    found.add(element(one, values, 0, slots, work));
                }
            }
            return found.isEmpty() ? null : found.toArray(Object[][]::new);
        };
    }

    private static Object[] element(One one, List<String> values, int more, Object[] slots, Work work) {
        var element = new Object[FIELDS.size() + more];
        element[0] = one.attribute().code();
        element[1] = one.label();
        element[2] = String.join(", ", values);
        element[3] = one.unit(slots, work);
        element[4] = one.key(slots, work);
        element[5] = values.toArray();
        return element;
    }

    /** The list {@code each: axes} goes through, in the order of the levels. */
    Eval axisList() {
        var locales = in.world.model().locales();
        var schemes = schemes();
        var others = locales.stream()
                .map(locale -> new FamilyAttributes(in, at, List.of(locale)).schemes())
                .toList();
        var family = text("family");
        var scheme = text("variants");
        return (slots, work) -> {
            var name = key(family, slots, work) + "/" + key(scheme, slots, work);
            var found = new ArrayList<Object[]>();
            var ones = schemes.getOrDefault(name, List.of());
            for (int i = 0; i < ones.size(); i++) {
                var values = ones.get(i).values(slots, work);
                if (values.isEmpty()) {
                    continue;
                }
                var element = element(ones.get(i), values, TOLD.size() * locales.size(), slots, work);
                for (int l = 0; l < locales.size(); l++) {
                    var other = others.get(l).get(name).get(i);
                    element[place(l, 0)] = other.label();
                    element[place(l, 1)] = String.join(", ", other.values(slots, work));
                }
                found.add(element);
            }
            return found.isEmpty() ? null : found.toArray(Object[][]::new);
        };
    }

    private static int place(int locale, int told) {
        return FIELDS.size() + TOLD.size() * locale + told;
    }

    /** The names inside {@code each: axes}, by locale. */
    static Function<String, Names> names(Compilation in) {
        var locales = in.world.model().locales();
        return locale -> named(locales.indexOf(locale));
    }

    /** The names inside {@code each: attributes}. */
    static Names names() {
        return named(-1);
    }

    /** @param locale place of the locale whose labels are meant, -1 = those of the entry */
    private static Names named(int locale) {
        return new Names() {
            @Override
            public Optional<Variable> variable(List<String> path) {
                int slot = path.size() == 1 ? FIELDS.indexOf(path.get(0)) : -1;
                if (slot < 0) {
                    return Optional.empty();
                }
                int told = locale < 0 ? -1 : TOLD.indexOf(path.get(0));
                return Optional.of(Variable.of(told < 0 ? slot : place(locale, told), type(slot)));
            }

            @Override
            public Map<String, Type> under(List<String> prefix) {
                return prefix.isEmpty()
                        ? FIELDS.stream().collect(Collectors.toMap(Function.identity(), at -> type(FIELDS.indexOf(at))))
                        : Map.of();
            }

            private Type type(int slot) {
                return slot == FIELDS.size() - 1 ? new Type.ListOf(Type.TEXT) : Type.TEXT;
            }
        };
    }

    /** What tells a variant apart, null for a product without variants. */
    Stage axes() {
        var schemes = schemes();
        var family = text("family");
        var scheme = text("variants");
        Eval eval = (slots, work) -> {
            var ones = schemes.get(key(family, slots, work) + "/" + key(scheme, slots, work));
            if (ones == null) {
                return null;
            }
            var told = ones.stream()
                    .map(one -> told(one, slots, work))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
            return told.isEmpty() ? null : told;
        };
        return new Stage(Type.TEXT, eval, AXES + chain, List.of(new Stage.Input(AXES, eval)));
    }

    /** The axes of every variant scheme, by family and scheme. */
    private Map<String, List<One>> schemes() {
        var schemes = new HashMap<String, List<One>>();
        in.world
                .model()
                .families()
                .values()
                .forEach(family -> family.variants()
                        .forEach((name, levels) -> schemes.put(
                                family.code() + "/" + name,
                                levels.stream()
                                        .flatMap(List::stream)
                                        .map(this::one)
                                        .flatMap(Optional::stream)
                                        .toList())));
        return schemes;
    }

    /** As people write it: with its unit, a bare number behind its label. */
    private String told(One one, Object[] slots, Work work) {
        var values = one.values(slots, work);
        if (values.isEmpty()) {
            return "";
        }
        var text = String.join(" ", values);
        boolean number = text.matches("-?[0-9]+(\\.[0-9]+)?");
        if (number && comma()) {
            text = text.replace('.', ',');
        }
        var unit = one.unit(slots, work);
        if (unit != null) {
            return text + " "
                    + Unit.of(unit)
                            .flatMap(of -> of.written().stream().findFirst())
                            .orElse(unit);
        }
        return number ? one.label() + " " + text : text;
    }

    private boolean comma() {
        return !chain.isEmpty() && COMMA.contains(chain.get(0).substring(0, 2));
    }

    private Optional<One> one(String code) {
        var found = known.get(code);
        if (found == null) {
            found = in.world.model().of(Kind.PRODUCTS).attribute(code).flatMap(this::compile);
            known.put(code, found);
        }
        return found;
    }

    private Optional<One> compile(Attribute attribute) {
        boolean data = switch (attribute.type()) {
            case TEXT, INTEGER, DECIMAL, BOOLEAN, DATE, QUANTITY, MONEY, OPTION -> true;
            case OPTIONS -> attribute.target() == null && !attribute.code().equals("categories");
            case HTML, INSTANT, REFERENCE, MEDIA -> false;
        };
        return data
                ? in.address(prefix + attribute.code(), at, in.root, chain)
                        .map(address -> new One(
                                attribute,
                                label(attribute.label(), attribute.code()),
                                options(attribute.table()),
                                Sources.first(address, null, null).eval()))
                : Optional.empty();
    }

    private String label(Map<String, String> labels, String otherwise) {
        return chain.stream()
                .map(labels::get)
                .filter(found -> found != null)
                .findFirst()
                .orElse(otherwise);
    }

    /** Labels of the options by code; a table without a column of the language has none. */
    private Map<String, String> options(String table) {
        var found = table == null ? null : in.world.tables().of(table).orElse(null);
        if (found == null) {
            return Map.of();
        }
        in.record.readsTable(table);
        var column = chain.stream()
                .filter(new LinkedHashSet<>(found.columns())::contains)
                .findFirst();
        var labels = new LinkedHashMap<String, String>();
        column.ifPresent(name -> found.keys().forEach(key -> {
            var cell = found.cell(key, name);
            if (cell != null && !cell.isBlank()) {
                labels.put(key, cell);
            }
        }));
        return labels;
    }

    private Eval text(String code) {
        return in.address(prefix + code, at, in.root, List.of())
                .map(address -> Sources.first(address, null, null).eval())
                .orElse((slots, work) -> null);
    }

    private static String key(Eval eval, Object[] slots, Work work) {
        return String.valueOf(eval.eval(slots, work));
    }
}
