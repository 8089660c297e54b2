package org.caravanserai.expression;

import java.util.Optional;

/** What fits where. The only implicit steps: integer to decimal, option to text, a known dimension to any quantity. */
final class Types {
    private Types() {}

    /** True when a value of type {@code given} can stand where {@code wanted} is asked. */
    static boolean fits(Type given, Type wanted) {
        if (given.equals(wanted)) {
            return true;
        }
        if (wanted == Type.DECIMAL) {
            return given == Type.INTEGER;
        }
        if (wanted == Type.TEXT) {
            return given instanceof Type.Option;
        }
        if (wanted instanceof Type.Quantity quantity) {
            return quantity.dimension() == null && given instanceof Type.Quantity;
        }
        return wanted instanceof Type.ListOf list
                && given instanceof Type.ListOf other
                && fits(other.item(), list.item());
    }

    /** The type both fit into, empty when there is none. */
    static Optional<Type> common(Type a, Type b) {
        if (fits(a, b)) {
            return Optional.of(b);
        }
        if (fits(b, a)) {
            return Optional.of(a);
        }
        if (text(a) && text(b)) {
            return Optional.of(Type.TEXT);
        }
        return Optional.empty();
    }

    /** True for what is one value, as against a list, something with fields, or one value per locale. */
    static boolean value(Type type) {
        return type instanceof Type.Simple || type instanceof Type.Option || type instanceof Type.Quantity;
    }

    static boolean text(Type type) {
        return type == Type.TEXT || type instanceof Type.Option;
    }

    static boolean number(Type type) {
        return type == Type.INTEGER || type == Type.DECIMAL;
    }
}
