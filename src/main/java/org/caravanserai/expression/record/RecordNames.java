package org.caravanserai.expression.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Section;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;

/**
 * The names of a record for one mapping, gate, assortment or rule.
 *
 * <p>Beside the attributes: the key field; {@code parent.x}; {@code packaging.BX.gtin} and {@code packaging} as a list with {@code level};
 * sections as lists; {@code media} and {@code categories} as lists of the documents they name; fields of a referenced document
 * ({@code company.country}); on a product the sections of its offer; on an offer {@code product.x}; on a category {@code ancestors} (codes, the
 * nearest first) and {@code path} (names, the root first).
 */
public final class RecordNames implements Names {
    private final RecordShape shape;
    private final Perspective view;
    private final ReadLog log;

    RecordNames(RecordShape shape, Perspective view, ReadLog log) {
        this.shape = shape;
        this.view = view;
        this.log = log;
    }

    /** The shape these names give out slots of. */
    public RecordShape shape() {
        return shape;
    }

    /** The names of the same record for the same reader, seen in another language or scope. */
    public RecordNames seen(Perspective other) {
        return new RecordNames(shape, other, log);
    }

    /** Scope and locale of names that say none. */
    public Perspective perspective() {
        return view;
    }

    /** What was asked for through these names so far. */
    public Reads reads() {
        return log.reads();
    }

    /** Notes that a value table is read. */
    public void readsTable(String name) {
        log.table(name);
    }

    /** Notes that a price list is read. */
    public void readsPriceList(String name) {
        log.priceList(name);
    }

    /** Notes that the passing of time changes the outcome. */
    public void readsDate() {
        log.date();
    }

    @Override
    public Map<String, Type> under(List<String> prefix) {
        return new Listing(shape, view).under(prefix);
    }

    @Override
    public Optional<Variable> variable(List<String> path) {
        var found = find(path);
        found.ifPresent(variable -> shape.asked(variable.slot()));
        return found;
    }

    private Optional<Variable> find(List<String> path) {
        var first = path.get(0);
        var rest = path.subList(1, path.size());
        if (first.equals(shape.kind().keyField())) {
            return rest.isEmpty() ? Optional.of(Variable.of(RecordShape.KEY, Type.TEXT)) : Optional.empty();
        }
        if (first.equals("parent") && shape.tree() && !rest.isEmpty()) {
            log.read("parent");
            return new RecordNames(shape, view, log.ofParent())
                    .variable(rest)
                    .map(found -> new Variable(-1, shape.ofParent(found.slot()), found.type(), found.element()));
        }
        var attribute = shape.fields().attribute(first);
        if (attribute.isPresent()) {
            return own(attribute.get(), rest);
        }
        var section = shape.fields().sections().get(first);
        if (section != null) {
            log.read(first);
            return elements(section, shape.section(section), rest);
        }
        return switch (shape.kind()) {
            case PRODUCTS -> offered(first, rest);
            case OFFERS -> first.equals("product") ? reference(Kind.PRODUCTS, RecordShape.KEY, rest) : Optional.empty();
            case CATEGORIES -> upwards(first, rest);
            case MEDIA, COMPANIES, CONTACTS -> Optional.empty();
        };
    }

    private Optional<Variable> own(Attribute attribute, List<String> rest) {
        var target = attribute.target();
        if (attribute.type() == AttributeType.MEDIA) {
            return rest.isEmpty() ? Optional.of(joined(attribute, Kind.MEDIA, "medium")) : Optional.empty();
        }
        if (attribute.code().equals("categories") || attribute.type() == AttributeType.OPTIONS && target != null) {
            var kind = target == null ? Kind.CATEGORIES : target;
            return rest.isEmpty() ? Optional.of(joined(attribute, kind, singular(kind))) : Optional.empty();
        }
        if (attribute.type() == AttributeType.REFERENCE && target != null && !rest.isEmpty()) {
            log.read(attribute.code());
            return reference(target, shape.value(attribute, null, null), rest);
        }
        log.read(attribute.code());
        return addressed(attribute, rest, (scope, locale) -> shape.value(attribute, scope, locale));
    }

    private Optional<Variable> offered(String name, List<String> rest) {
        var offers = shape.model().of(Kind.OFFERS);
        var section = offers == null ? null : offers.sections().get(name);
        if (section != null) {
            log.ofRelated(Kind.OFFERS.word()).read(name);
            return elements(section, shape.offered(section), rest);
        }
        var attribute = offers == null ? null : offers.attributes().get(name);
        if (attribute == null || attribute.type() == AttributeType.MEDIA) {
            return Optional.empty();
        }
        log.ofRelated(Kind.OFFERS.word()).read(name);
        return addressed(attribute, rest, (scope, locale) -> shape.offered(attribute, scope, locale));
    }

    private Variable joined(Attribute attribute, Kind kind, String item) {
        log.read(attribute.code());
        var plain = new Attribute(
                attribute.code(), AttributeType.OPTIONS, false, false, null, null, 0, null, null, Map.of(), false);
        var other = shape.other(kind);
        var slot = shape.joined(shape.value(plain, null, null), other);
        return Variable.list(slot, new Type.Struct(item), new RecordNames(other, view, log.ofRelated(kind.word())));
    }

    private Optional<Variable> reference(Kind kind, int key, List<String> rest) {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        var other = shape.other(kind);
        return new RecordNames(other, view, log.ofRelated(kind.word()))
                .variable(rest)
                .map(found ->
                        new Variable(-1, shape.referenced(key, other, found.slot()), found.type(), found.element()));
    }

    private Optional<Variable> elements(Section section, int slot, List<String> rest) {
        if (rest.isEmpty()) {
            return Optional.of(Variable.list(
                    slot,
                    new Type.Struct(singular(section.code())),
                    new ElementNames(shape.model(), shape.element(section))));
        }
        if (!section.byKey() || rest.size() > 2 || !key(section, rest.get(0))) {
            return Optional.empty();
        }
        if (rest.size() == 1) {
            return Optional.of(Variable.of(
                    shape.picked(section, slot, rest.get(0), null), new Type.Struct(singular(section.code()))));
        }
        var field = section.fields().get(rest.get(1));
        return field == null
                ? Optional.empty()
                : Optional.of(Variable.of(
                        shape.picked(section, slot, rest.get(0), field.code()), Types.of(shape.model(), field)));
    }

    /** Packaging levels are those of the model, if it declares any; the keys of other sections (classification systems) are data. */
    private boolean key(Section section, String key) {
        var levels = shape.model().packaging();
        return !section.code().equals("packaging") || levels.isEmpty() || levels.contains(key);
    }

    private Optional<Variable> upwards(String name, List<String> rest) {
        if (!rest.isEmpty()) {
            return Optional.empty();
        }
        if (name.equals("ancestors")) {
            log.read("parent");
            return Optional.of(Variable.of(shape.ancestors(), new Type.ListOf(Type.TEXT)));
        }
        var label = shape.fields().attribute("name");
        if (name.equals("path")
                && label.isPresent()
                && (view.locale() != null || !label.get().localizable())) {
            log.read("parent");
            log.read("name");
            return Optional.of(Variable.of(
                    shape.path(shape.value(label.get(), view.scope(), view.locale())), new Type.ListOf(Type.TEXT)));
        }
        return Optional.empty();
    }

    /** Gives out the slot of one address. */
    private interface Address {
        int slot(String scope, String locale);
    }

    /** Reads {@code [scope][.locale]} behind an attribute; what is not said comes from the perspective. */
    private Optional<Variable> addressed(Attribute attribute, List<String> rest, Address address) {
        var model = shape.model();
        int at = 0;
        var scope = view.scope();
        if (attribute.scopable() && at < rest.size() && model.scopes().contains(rest.get(at))) {
            scope = rest.get(at++);
        }
        String locale = null;
        if (attribute.localizable()) {
            locale = view.locale();
            if (at < rest.size() && model.locales().contains(rest.get(at))) {
                locale = rest.get(at++);
            }
        }
        if (at < rest.size()) {
            return Optional.empty();
        }
        var type = Types.of(model, attribute);
        if (attribute.localizable() && locale == null) {
            return Optional.of(Variable.of(RecordShape.KEY, new Type.Localised(type, model.locales())));
        }
        return Optional.of(Variable.of(address.slot(scope, locale), type));
    }

    private static String singular(Kind kind) {
        return switch (kind) {
            case PRODUCTS -> "product";
            case OFFERS -> "offer";
            case MEDIA -> "medium";
            case CATEGORIES -> "category";
            case COMPANIES -> "company";
            case CONTACTS -> "contact";
        };
    }

    private static String singular(String section) {
        return switch (section) {
            case "packaging" -> "packaging level";
            case "addresses" -> "address";
            default -> section.endsWith("s") ? section.substring(0, section.length() - 1) : section;
        };
    }
}
