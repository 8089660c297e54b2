package org.caravanserai.expression.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Section;
import org.caravanserai.expression.Type;

/** Lists the names there are, for "did you mean" and for completion. Gives out no slot. */
final class Listing {
    private final RecordShape shape;
    private final Perspective view;

    Listing(RecordShape shape, Perspective view) {
        this.shape = shape;
        this.view = view;
    }

    Map<String, Type> under(List<String> prefix) {
        return under(shape.kind(), prefix);
    }

    private Map<String, Type> under(Kind kind, List<String> prefix) {
        var fields = shape.model().of(kind);
        if (fields == null) {
            return Map.of();
        }
        if (prefix.isEmpty()) {
            return top(kind);
        }
        var first = prefix.get(0);
        var rest = prefix.subList(1, prefix.size());
        if (first.equals("parent") && (kind == Kind.PRODUCTS || kind == Kind.CATEGORIES)) {
            return under(kind, rest);
        }
        if (kind == Kind.OFFERS && first.equals("product")) {
            return under(Kind.PRODUCTS, rest);
        }
        var section = fields.sections().get(first);
        if (section != null) {
            return section(section, rest);
        }
        var attribute = fields.attributes().get(first);
        if (attribute == null) {
            return Map.of();
        }
        if (attribute.type() == AttributeType.REFERENCE && attribute.target() != null) {
            return under(attribute.target(), rest);
        }
        return address(attribute, rest);
    }

    private Map<String, Type> top(Kind kind) {
        var names = new TreeMap<String, Type>();
        var fields = shape.model().of(kind);
        names.put(kind.keyField(), Type.TEXT);
        fields.attributes().forEach((code, attribute) -> names.put(code, type(attribute)));
        fields.sections().forEach((code, section) -> names.put(code, new Type.ListOf(new Type.Struct(code))));
        if (kind == Kind.PRODUCTS && shape.model().of(Kind.OFFERS) != null) {
            shape.model()
                    .of(Kind.OFFERS)
                    .sections()
                    .forEach((code, section) -> names.putIfAbsent(code, new Type.ListOf(new Type.Struct(code))));
        }
        if (kind == Kind.OFFERS) {
            names.put("product", new Type.Struct("product"));
        }
        if (kind == Kind.CATEGORIES) {
            names.put("ancestors", new Type.ListOf(Type.TEXT));
            names.put("path", new Type.ListOf(Type.TEXT));
        }
        return names;
    }

    private Type type(Attribute attribute) {
        if (attribute.code().equals("categories")) {
            return new Type.ListOf(new Type.Struct("category"));
        }
        if (view.locale() != null) {
            return Types.of(shape.model(), attribute);
        }
        return Types.open(shape.model(), attribute);
    }

    private Map<String, Type> section(Section section, List<String> rest) {
        var names = new TreeMap<String, Type>();
        if (section.byKey() && rest.isEmpty()) {
            shape.model().packaging().forEach(code -> names.put(code, new Type.Struct("packaging level")));
        } else if (section.byKey() && rest.size() == 1) {
            section.fields().forEach((code, field) -> names.put(code, Types.of(shape.model(), field)));
        }
        return names;
    }

    private Map<String, Type> address(Attribute attribute, List<String> rest) {
        var names = new TreeMap<String, Type>();
        var type = Types.of(shape.model(), attribute);
        if (attribute.scopable() && rest.isEmpty()) {
            shape.model().scopes().forEach(scope -> names.put(scope, type));
        }
        if (attribute.localizable() && rest.size() <= (attribute.scopable() ? 1 : 0)) {
            shape.model().locales().forEach(locale -> names.put(locale, type));
        }
        return names;
    }
}
