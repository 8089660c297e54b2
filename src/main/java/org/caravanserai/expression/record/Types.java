package org.caravanserai.expression.record;

import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Unit;
import org.caravanserai.expression.Type;

/** The type an expression sees for an attribute of the model. */
final class Types {
    private Types() {}

    /** The type of one value, locale and scope chosen. */
    static Type of(Model model, Attribute attribute) {
        return switch (attribute.type()) {
            case TEXT, REFERENCE -> Type.TEXT;
            case HTML -> Type.HTML;
            case INTEGER -> Type.INTEGER;
            case DECIMAL -> Type.DECIMAL;
            case BOOLEAN -> Type.BOOLEAN;
            case DATE -> Type.DATE;
            case INSTANT -> Type.INSTANT;
            case MONEY -> Type.MONEY;
            case QUANTITY ->
                new Type.Quantity(Unit.of(attribute.unit() == null ? "" : attribute.unit())
                        .map(Unit::dimension)
                        .orElse(null));
            case OPTION -> option(model, attribute);
            case OPTIONS -> new Type.ListOf(option(model, attribute));
            case MEDIA -> new Type.ListOf(new Type.Struct("medium"));
        };
    }

    /** The type with the locales and scopes that are still to be chosen. */
    static Type open(Model model, Attribute attribute) {
        var type = of(model, attribute);
        if (attribute.localizable()) {
            type = new Type.Localised(type, model.locales());
        }
        return attribute.scopable() ? new Type.Scoped(type, model.scopes()) : type;
    }

    private static Type.Option option(Model model, Attribute attribute) {
        var values = attribute.table() == null ? null : model.options().get(attribute.table());
        return new Type.Option(attribute.table(), values == null ? Set.of() : values);
    }
}
