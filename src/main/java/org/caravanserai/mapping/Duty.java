package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Money;
import org.caravanserai.expression.Type;
import org.caravanserai.mapping.TargetFields.FieldType;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.YamlScalar;

/** The end of an entry: the form the target takes, its longest length, its allowed values. */
final class Duty {
    private final Compilation in;
    private final Entry entry;
    private final TargetFields.Field target;

    Duty(Compilation in, Entry entry, TargetFields.Field target) {
        this.in = in;
        this.entry = entry;
        this.target = target;
    }

    /** The value as it stands in the row; empty after an error. */
    Optional<Stage> apply(Stage stage) {
        Limit limit = null;
        if (entry.has("max")) {
            var written = in.yaml
                    .scalar("max", entry.get("max").get(), "120 characters")
                    .flatMap(max -> Limit.parse(max, in.yaml));
            if (written.isEmpty()) {
                return Optional.empty();
            }
            limit = written.get();
        } else if (target != null && target.maxLength() > 0) {
            limit = new Limit(target.maxLength(), Limit.Of.CHARACTERS);
        }
        boolean list = stage.type() instanceof Type.ListOf;
        if (limit != null && entry.has("join") && limit.of() == Limit.Of.ITEMS) {
            limit = null;
        }
        if (limit != null && entry.has("max") && list != (limit.of() == Limit.Of.ITEMS)) {
            in.yaml.error(
                    entry.at("max"),
                    MapCode.LIST,
                    list
                            ? "this is a list; write: max: " + limit.count() + " items, or join it first"
                            : "this is one value; write: max: " + limit.count() + " characters");
            return Optional.empty();
        }
        if (list) {
            return listed(stage, limit);
        }
        boolean code = stage.type() instanceof Type.Option || target != null && target.code();
        boolean number = stage.type() == Type.INTEGER || stage.type() == Type.DECIMAL || stage.type() == Type.MONEY;
        var most = limit;
        return form(stage).map(this::allowed).map(formed -> limited(formed, most, code || number));
    }

    private Stage limited(Stage stage, Limit limit, boolean hold) {
        return limit == null || !(stage.type() == Type.TEXT || stage.type() == Type.HTML || hold)
                ? stage
                : cut(stage, limit, hold);
    }

    private Optional<Stage> listed(Stage stage, Limit limit) {
        if (target != null && target.type() != FieldType.LIST) {
            in.yaml.error(
                    entry.at(),
                    MapCode.LIST,
                    "'" + entry.name() + "' takes one value, this is a list; add pick: first or join: \", \"");
            return Optional.empty();
        }
        if (limit == null || limit.of() != Limit.Of.ITEMS) {
            return Optional.of(stage);
        }
        return Optional.of(items(stage, limit));
    }

    /** The first elements of a list. */
    Stage items(Stage stage, Limit limit) {
        int count = limit.count();
        var finding = new Finding(
                MapCode.CUT.code(),
                Finding.Severity.WARN,
                entry.name(),
                null,
                entry.name() + " has more than " + limit + "; the first ones are sent",
                null);
        return stage.then(
                stage.type(),
                (slots, work) -> {
                    var all = (List<?>) stage.eval().eval(slots, work);
                    if (all == null || all.size() <= count) {
                        return all;
                    }
                    work.note(finding);
                    return all.subList(0, count);
                },
                null);
    }

    private Stage cut(Stage stage, Limit limit, boolean hold) {
        var name = entry.name();
        var finding = new Finding(
                MapCode.CUT.code(),
                Finding.Severity.WARN,
                name,
                null,
                name + " is longer than " + limit + " and was cut",
                null);
        return stage.then(
                stage.type(),
                (slots, work) -> {
                    var value = stage.eval().eval(slots, work);
                    if (value == null) {
                        return null;
                    }
                    var text = Texts.of(value);
                    var kept = limit.cut(text);
                    if (kept.length() == text.length()) {
                        return value;
                    }
                    if (hold) {
                        work.hold(new Finding(
                                MapCode.TOO_LONG.code(),
                                Finding.Severity.BLOCK,
                                name,
                                text,
                                name + " is longer than " + limit
                                        + "; a code or number is not cut, correct it at its source",
                                null));
                        return null;
                    }
                    work.note(finding);
                    return kept;
                },
                null);
    }

    private Stage allowed(Stage stage) {
        if (target == null || target.values().isEmpty()) {
            return stage;
        }
        var values = target.values();
        var listed = Yamls.listed(values);
        var name = entry.name();
        for (var key : List.of("const", "default", "else")) {
            if (entry.get(key).orElse(null) instanceof YamlScalar constant && !values.contains(constant.text())) {
                in.yaml.error(
                        constant.at(),
                        MapCode.OPTION,
                        "'" + constant.text() + "' is never a value of " + name + " (" + listed + ")"
                                + Nearest.hint(constant.text(), values));
            }
        }
        return stage.then(
                stage.type(),
                (slots, work) -> {
                    var value = stage.eval().eval(slots, work);
                    if (value == null || values.contains(Texts.of(value))) {
                        return value;
                    }
                    work.note(new Finding(
                            MapCode.NOT_ALLOWED.code(),
                            Finding.Severity.WARN,
                            name,
                            Texts.of(value),
                            "'" + Finding.cut(Texts.of(value)) + "' is no value of " + name + " (" + listed
                                    + "); translate it with a table",
                            null));
                    return null;
                },
                null);
    }

    private Optional<Stage> form(Stage stage) {
        var type = stage.type();
        if (type instanceof Type.Quantity) {
            in.yaml.error(
                    entry.at("from"),
                    MapCode.UNIT,
                    "'" + entry.name() + "' is a quantity; say in which unit it is sent, e.g. unit: KGM");
            return Optional.empty();
        }
        if (type == Type.DAYS
                || type instanceof Type.Struct
                || type instanceof Type.Localised
                || type instanceof Type.Scoped) {
            in.yaml.error(entry.at(), MapCode.TYPE, "a " + type.word() + " cannot be sent; take a value of it");
            return Optional.empty();
        }
        var wanted = target == null ? natural(type) : target.type();
        return switch (wanted) {
            case TEXT -> Optional.of(text(stage));
            case INTEGER -> numeric(stage).map(number -> integer(stage));
            case DECIMAL -> numeric(stage).map(number -> decimal(stage));
            case BOOLEAN -> same(stage, Type.BOOLEAN);
            case DATE -> same(stage, Type.DATE);
            case LIST -> {
                in.yaml.error(
                        entry.at(), MapCode.LIST, "'" + entry.name() + "' takes a list; use each or a list in from");
                yield Optional.empty();
            }
        };
    }

    private static FieldType natural(Type type) {
        if (type == Type.INTEGER) {
            return FieldType.INTEGER;
        }
        if (type == Type.DECIMAL || type == Type.MONEY) {
            return FieldType.DECIMAL;
        }
        if (type == Type.BOOLEAN) {
            return FieldType.BOOLEAN;
        }
        return type == Type.DATE ? FieldType.DATE : FieldType.TEXT;
    }

    private Optional<Stage> numeric(Stage stage) {
        if (stage.type() == Type.INTEGER || stage.type() == Type.DECIMAL || stage.type() == Type.MONEY) {
            return Optional.of(stage);
        }
        if (stage.type() == Type.TEXT
                && entry.has("const")
                && String.valueOf(stage.eval().eval(null, null)).matches("-?[0-9]{1,18}(\\.[0-9]{1,12})?")) {
            return Optional.of(stage);
        }
        return same(stage, target != null && target.type() == FieldType.INTEGER ? Type.INTEGER : Type.DECIMAL);
    }

    private Optional<Stage> same(Stage stage, Type wanted) {
        if (stage.type() == wanted) {
            return Optional.of(stage);
        }
        in.yaml.error(
                entry.at(),
                MapCode.TYPE,
                "'" + entry.name() + "' takes " + wanted.word() + ", this is "
                        + stage.type().word());
        return Optional.empty();
    }

    private static Stage text(Stage stage) {
        if (Changes.text(stage.type())) {
            return stage;
        }
        boolean money = stage.type() == Type.MONEY;
        return stage.then(
                Type.TEXT,
                (slots, work) -> {
                    var value = stage.eval().eval(slots, work);
                    if (value == null) {
                        return null;
                    }
                    return Texts.of(money ? ((Money) value).amount() : value);
                },
                "text");
    }

    private Stage decimal(Stage stage) {
        return stage.then(Type.DECIMAL, (slots, work) -> number(stage.eval().eval(slots, work)), "decimal");
    }

    private static BigDecimal number(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Money money) {
            return money.amount();
        }
        return value instanceof String digits ? new BigDecimal(digits) : Changes.decimal(value);
    }

    private Stage integer(Stage stage) {
        var name = entry.name();
        return stage.then(
                Type.INTEGER,
                (slots, work) -> {
                    var value = stage.eval().eval(slots, work);
                    if (value == null || value instanceof Long) {
                        return value;
                    }
                    var number = number(value);
                    try {
                        return number.longValueExact();
                    } catch (ArithmeticException fraction) {
                        work.note(new Finding(
                                MapCode.NOT_INTEGER.code(),
                                Finding.Severity.WARN,
                                name,
                                number.toPlainString(),
                                name + " takes whole numbers, this is " + Finding.cut(number.toPlainString())
                                        + "; add round: half-up",
                                null));
                        return null;
                    }
                },
                null);
    }
}
