package org.caravanserai.expression;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caravanserai.canonical.Dimension;

/**
 * The type of an expression or of a variable. There is no type "anything", and missing is no type: every value may be
 * missing.
 *
 * <p>How a value stands in a slot, {@code null} meaning missing: text, html and option {@link String}; integer
 * {@link Long}; decimal {@link java.math.BigDecimal}; boolean {@link Boolean}; date {@link java.time.LocalDate};
 * instant {@link java.time.Instant}; days {@link Long}; money {@link org.caravanserai.canonical.Money}; quantity
 * {@link org.caravanserai.canonical.Quantity}; list {@code Object[]} of values, or of {@code Object[]} (one per
 * element, with the fields read) where the item is a struct. A struct in a slot is any object: it can only be asked for
 * with {@code has}. An integer result that left 64 bits is a {@code BigDecimal}.
 */
public sealed interface Type {
    Type TEXT = Simple.TEXT;
    Type HTML = Simple.HTML;
    Type INTEGER = Simple.INTEGER;
    Type DECIMAL = Simple.DECIMAL;
    Type BOOLEAN = Simple.BOOLEAN;
    Type DATE = Simple.DATE;
    Type INSTANT = Simple.INSTANT;
    Type DAYS = Simple.DAYS;
    Type MONEY = Simple.MONEY;

    /** The word of this type in messages. */
    String word();

    /** Types without parameters. */
    enum Simple implements Type {
        TEXT,
        HTML,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DATE,
        INSTANT,
        DAYS,
        MONEY;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value with a unit.
     *
     * @param dimension what is measured; null = the model does not say, any unit may come
     */
    record Quantity(Dimension dimension) implements Type {
        @Override
        public String word() {
            return dimension == null ? "quantity" : "quantity (" + dimension.word() + ")";
        }
    }

    /**
     * One code of a value table. It can be used wherever text can; constants compared with it must be among its values.
     *
     * @param table what the values are called in messages, null = the attribute's own name says it
     * @param values the allowed codes; empty = not checked
     */
    record Option(String table, Set<String> values) implements Type {
        public Option {
            values = Set.copyOf(values);
        }

        @Override
        public String word() {
            return "option";
        }
    }

    /**
     * One value per locale: not a value itself, a locale must be chosen.
     *
     * @param locales those of the installation, the first is the reference language
     */
    record Localised(Type of, List<String> locales) implements Type {
        public Localised {
            locales = List.copyOf(locales);
        }

        @Override
        public String word() {
            return "localised " + of.word();
        }
    }

    /** One value per scope: not a value itself, a scope must be chosen. */
    record Scoped(Type of, List<String> scopes) implements Type {
        public Scoped {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String word() {
            return "scoped " + of.word();
        }
    }

    /** Several values in an order: asked with exists, all and size only. */
    record ListOf(Type item) implements Type {
        @Override
        public String word() {
            return "list";
        }
    }

    /**
     * Something with fields: a packaging level, a referenced document, a list element. Its fields are reached by path
     * through {@link Names}.
     *
     * @param name singular word for messages
     */
    record Struct(String name) implements Type {
        @Override
        public String word() {
            return name;
        }
    }
}
