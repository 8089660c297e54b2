package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;
import org.caravanserai.expression.Type;
import org.caravanserai.parser.HtmlText;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.YamlScalar;

/**
 * What an entry does to a single value, always in this order: table, default, unit, per, template, html, case, round. A price or value that is
 * rounded and put into a template is rounded before.
 */
final class Changes {
    private static final Set<String> CASES = Set.of("lower", "upper", "title");

    private final Compilation in;
    private final Entry entry;
    private final Scope scope;

    Changes(Compilation in, Entry entry, Scope scope) {
        this.in = in;
        this.entry = entry;
        this.scope = scope;
    }

    /** All changes; {@code target} is the type of the field, null = not known. Empty after an error. */
    Optional<Stage> apply(Stage stage) {
        Optional<Stage> now = Optional.of(stage);
        if (entry.has("table")) {
            now = now.flatMap(value -> new TableChange(in, entry, scope).apply(value));
        } else if (entry.has("unmapped")) {
            in.yaml.error(entry.at("unmapped"), MapCode.KEY, "unmapped goes with table; without a table use default");
            return Optional.empty();
        }
        if (entry.has("default")) {
            now = now.flatMap(this::byDefault);
        }
        if (entry.has("unit")) {
            now = now.flatMap(this::unit);
        }
        if (entry.has("per") && !PriceSource.asQuoted(entry)) {
            now = now.flatMap(this::per);
        }
        boolean filled = entry.has("template") && (entry.has("from") || entry.has("price"));
        if (filled && entry.has("round")) {
            now = now.flatMap(this::round);
        }
        if (filled) {
            now = now.flatMap(value -> in.yaml
                    .scalar("template", entry.get("template").get(), "\"{value}\"")
                    .flatMap(written -> Template.compile(written, scope, in.chain(null, null), value, in))
                    .map(made -> made.reading(value.inputs())));
        }
        if (entry.has("html")) {
            now = now.flatMap(this::html);
        }
        if (entry.has("case")) {
            now = now.flatMap(this::letters);
        }
        if (!filled && entry.has("round")) {
            now = now.flatMap(this::round);
        }
        return now;
    }

    private Optional<Stage> byDefault(Stage stage) {
        return in.yaml
                .scalar("default", entry.get("default").get(), "1")
                .flatMap(written -> constant(written, stage.type()))
                .map(constant -> stage.then(
                        stage.type(),
                        (slots, work) -> {
                            var value = stage.eval().eval(slots, work);
                            return value != null ? value : constant;
                        },
                        "default" + constant));
    }

    /** A constant of the type the value has. */
    private Optional<Object> constant(YamlScalar written, Type type) {
        var text = written.text();
        if (type == Type.INTEGER || type == Type.DECIMAL) {
            if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,12})?") || type == Type.INTEGER && text.contains(".")) {
                in.yaml.error(
                        written.at(),
                        MapCode.NUMBER,
                        "'" + text + "' is no " + type.word() + "; the value it stands for is one");
                return Optional.empty();
            }
            return Optional.of(type == Type.INTEGER ? (Object) Long.valueOf(text) : new BigDecimal(text));
        }
        if (type == Type.BOOLEAN) {
            return in.yaml.word("default", written, List.of("true", "false")).map(Boolean::valueOf);
        }
        if (type instanceof Type.Quantity || type == Type.MONEY || type == Type.DATE || type == Type.INSTANT) {
            in.yaml.error(
                    written.at(),
                    MapCode.TYPE,
                    "default cannot stand for a " + type.word() + "; use two entries with when, or orElse in value");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private Optional<Stage> unit(Stage stage) {
        var written = in.yaml.scalar("unit", entry.get("unit").get(), "KGM");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var unit = Unit.of(written.get().text());
        if (unit.isEmpty()) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.UNIT,
                    "'" + written.get().text() + "' is no UN/ECE unit code"
                            + hint(written.get().text()));
            return Optional.empty();
        }
        if (!(stage.type() instanceof Type.Quantity quantity)) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.TYPE,
                    "unit goes with a quantity, this is " + stage.type().word());
            return Optional.empty();
        }
        if (quantity.dimension() != null && quantity.dimension() != unit.get().dimension()) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.UNIT,
                    "'" + written.get().text() + "' measures "
                            + unit.get().dimension().word() + ", the value is "
                            + quantity.dimension().word() + "; write a unit such as "
                            + quantity.dimension().example());
            return Optional.empty();
        }
        var to = unit.get();
        var factors = factors(to);
        boolean rounded = entry.has("round");
        return Optional.of(stage.then(
                Type.DECIMAL,
                (slots, work) -> {
                    var value = (Quantity) stage.eval().eval(slots, work);
                    if (value == null) {
                        return null;
                    }
                    var factor = factors.get(value.unit());
                    if (factor != null) {
                        return factor == BigDecimal.ONE
                                ? value.value()
                                : shown(value.value().multiply(factor), rounded);
                    }
                    var from = Unit.of(value.unit());
                    return from.isPresent() && from.get().converts(to)
                            ? from.get().convert(value.value(), to)
                            : null;
                },
                "unit" + to.code()));
    }

    /** Without the zeros a factor left, unless rounding follows anyway. */
    private static BigDecimal shown(BigDecimal value, boolean rounded) {
        if (rounded || value.scale() <= 0) {
            return value;
        }
        var plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Exact factors by unit code; units whose factor does not end or that have an offset are not among them. */
    private static Map<String, BigDecimal> factors(Unit to) {
        var factors = new HashMap<String, BigDecimal>();
        for (var from : Unit.all()) {
            if (from.equals(to)) {
                factors.put(from.code(), BigDecimal.ONE);
            } else if (from.converts(to)
                    && from.offset().signum() == 0
                    && to.offset().signum() == 0) {
                var factor = from.convert(BigDecimal.ONE, to);
                if (to.convert(factor, from).compareTo(BigDecimal.ONE) == 0
                        && factor.multiply(BigDecimal.TEN).compareTo(from.convert(BigDecimal.TEN, to)) == 0
                        && factor.scale() < 12) {
                    factors.put(from.code(), factor);
                }
            }
        }
        return factors;
    }

    /** The code somebody meant: by how people write the unit, else by its letters. */
    static String hint(String written) {
        return Unit.written(written)
                .or(() -> Unit.written(written.toLowerCase(Locale.ROOT)))
                .map(unit -> "; did you mean '" + unit.code() + "'?")
                .orElseGet(() -> Nearest.hint(
                        written, Unit.all().stream().map(Unit::code).toList()));
    }

    private Optional<Stage> per(Stage stage) {
        var written = in.yaml.scalar("per", entry.get("per").get(), "100");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (stage.type() != Type.MONEY && stage.type() != Type.DECIMAL && stage.type() != Type.INTEGER) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.TYPE,
                    "per goes with an amount, this is " + stage.type().word());
            return Optional.empty();
        }
        Eval factor;
        String same;
        List<Stage.Input> inputs = List.of();
        if (written.get().text().matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            var number = new BigDecimal(written.get().text());
            factor = (slots, work) -> number;
            same = "per" + number;
        } else {
            var address = in.address(written.get().text(), written.get().at(), scope, List.of());
            if (address.isEmpty()) {
                return Optional.empty();
            }
            var type = address.get().type();
            if (type != Type.DECIMAL && type != Type.INTEGER) {
                in.yaml.error(
                        written.get().at(),
                        MapCode.TYPE,
                        "per takes a number or the name of one, '"
                                + written.get().text() + "' is " + type.word());
                return Optional.empty();
            }
            var first = Sources.first(address.get(), null, null);
            factor = first.eval();
            same = "per" + first.same();
            inputs = first.inputs();
        }
        return Optional.of(stage.then(
                        stage.type() == Type.MONEY ? Type.MONEY : Type.DECIMAL,
                        (slots, work) -> {
                            var value = stage.eval().eval(slots, work);
                            var times = factor.eval(slots, work);
                            return value == null || times == null ? null : times(value, decimal(times));
                        },
                        same)
                .reading(inputs));
    }

    private static Object times(Object value, BigDecimal factor) {
        return value instanceof Money money
                ? new Money(money.amount().multiply(factor), money.currency())
                : decimal(value).multiply(factor);
    }

    static BigDecimal decimal(Object number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) number);
    }

    private Optional<Stage> html(Stage stage) {
        if (!text(stage.type())) {
            in.yaml.error(
                    entry.at("html"),
                    MapCode.TYPE,
                    "html goes with text, this is " + stage.type().word());
            return Optional.empty();
        }
        var words = in.yaml.scalars("html", entry.get("html").get()).stream()
                .map(YamlScalar::text)
                .toList();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        boolean plain = words.equals(List.of("text"));
        for (var tag : plain ? List.<String>of() : words) {
            if (!tag.matches("[a-z][a-z0-9]{0,9}")
                    || Set.of("script", "style", "iframe", "object", "embed").contains(tag)) {
                in.yaml.error(
                        entry.at("html"),
                        MapCode.WORD,
                        "html takes text or a list of tags such as [b, ul, li, br], not '" + tag + "'");
                return Optional.empty();
            }
        }
        return Optional.of(stage.then(
                Type.TEXT,
                (slots, work) -> {
                    var value = (String) stage.eval().eval(slots, work);
                    if (value == null) {
                        return null;
                    }
                    var reduced = plain ? HtmlText.text(value) : HtmlText.allowed(value, words);
                    return reduced.isBlank() ? null : reduced;
                },
                "html" + words));
    }

    private Optional<Stage> letters(Stage stage) {
        if (!text(stage.type())) {
            in.yaml.error(
                    entry.at("case"),
                    MapCode.TYPE,
                    "case goes with text, this is " + stage.type().word());
            return Optional.empty();
        }
        return in.yaml
                .word("case", entry.get("case").get(), CASES)
                .map(how -> stage.then(
                        Type.TEXT,
                        (slots, work) -> {
                            var value = (String) stage.eval().eval(slots, work);
                            return value == null ? null : letters(value, how);
                        },
                        "case" + how));
    }

    static String letters(String value, String how) {
        return switch (how) {
            case "upper" -> value.toUpperCase(Locale.ROOT);
            case "lower" -> value.toLowerCase(Locale.ROOT);
            default -> value.isEmpty() ? value : value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
        };
    }

    private Optional<Stage> round(Stage stage) {
        var type = stage.type();
        if (type != Type.DECIMAL && type != Type.INTEGER && type != Type.MONEY) {
            in.yaml.error(
                    entry.at("round"),
                    MapCode.TYPE,
                    type instanceof Type.Quantity
                            ? "round goes with a number; say the unit first, e.g. unit: KGM"
                            : "round goes with a number, this is " + type.word());
            return Optional.empty();
        }
        return in.yaml
                .scalar("round", entry.get("round").get(), "0.01")
                .flatMap(written -> Rounding.parse(written, in.yaml))
                .map(rounding -> stage.then(
                        type, (slots, work) -> rounding.apply(stage.eval().eval(slots, work)), "round" + rounding));
    }

    static boolean text(Type type) {
        return type == Type.TEXT || type == Type.HTML || type instanceof Type.Option;
    }
}
