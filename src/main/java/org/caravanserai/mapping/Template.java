package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.expression.Type;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlScalar;

/**
 * {@code "{brand} {name}{ - color?}"}: text with names in braces. A name with a question mark may be missing; then what else stands in its
 * braces is left out too. A missing name without one makes the whole text missing. {@code {value}} is the entry's value so far;
 * {@code {linkBase}} and {@code {currency}} are those of the channel, {@code {axes}} is what tells a variant apart ({@link FamilyAttributes}).
 */
final class Template {
    private static final Pattern HOLE = Pattern.compile("([^A-Za-z]*)([A-Za-z][A-Za-z0-9_.]*)([^A-Za-z?]*)(\\??)");

    private static final Set<String> CHANNEL = Set.of("linkBase", "currency");

    /** Either literal text (value null) or a hole. */
    private record Part(String before, Eval value, String after, boolean optional) {}

    private Template() {}

    /** Finds what a name in braces stands for; empty after an error. */
    interface Names {
        Optional<Stage> value(String name, Position at);
    }

    /** Compiles a template of an outward map; {@code value} is null where there is no value yet. */
    static Optional<Stage> compile(YamlScalar written, Scope scope, List<String> chain, Stage value, Compilation in) {
        return compile(written, in.yaml, (name, at) -> {
            if (name.equals("value") && value != null) {
                return Optional.of(value);
            }
            if (CHANNEL.contains(name)) {
                return channel(name, at, in);
            }
            if (FamilyAttributes.isAxes(name, in)) {
                return Optional.of(new FamilyAttributes(in, at, chain).axes());
            }
            return in.address(name, at, scope, chain).flatMap(address -> {
                if (address.type() instanceof Type.ListOf) {
                    in.yaml.error(at, MapCode.LIST, "'" + name + "' is a list; a template takes single values");
                    return Optional.empty();
                }
                return Optional.of(Sources.first(address, null, in.record.shape()));
            });
        });
    }

    private static Optional<Stage> channel(String name, Position at, Compilation in) {
        var text = name.equals("linkBase") ? in.who.linkBase() : in.currency();
        if (text == null && in.who.channel() != null) {
            in.yaml.error(at, MapCode.TEMPLATE, "the channel has no " + name + "; add " + name + " to its file");
            return Optional.empty();
        }
        var constant = text == null ? "" : text;
        return Optional.of(new Stage(Type.TEXT, (slots, work) -> constant, "const" + constant, List.of()));
    }

    /** Compiles a template over any names. */
    static Optional<Stage> compile(YamlScalar written, Yamls yaml, Names names) {
        var text = written.text();
        var parts = new ArrayList<Part>();
        var inputs = new ArrayList<Stage.Input>();
        var same = new StringBuilder("template");
        boolean shareable = true;
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (open < 0) {
                parts.add(new Part(text.substring(at), null, "", false));
                same.append('"').append(text.substring(at));
                break;
            }
            var hole = close < 0 ? null : HOLE.matcher(text.substring(open + 1, close));
            if (hole == null || !hole.matches()) {
                yaml.error(
                        written.position(open),
                        MapCode.TEMPLATE,
                        close < 0
                                ? "the brace is not closed; write {name}"
                                : "'" + text.substring(open, close + 1)
                                        + "' is no name; write {name}, or { - name?} for a part that may be missing");
                return Optional.empty();
            }
            if (open > at) {
                parts.add(new Part(text.substring(at, open), null, "", false));
                same.append('"').append(text, at, open);
            }
            var found = names.value(hole.group(2), written.position(open + 1 + hole.start(2)));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            inputs.addAll(found.get().inputs());
            shareable &= found.get().same() != null;
            same.append("{")
                    .append(hole.group(1))
                    .append(found.get().same())
                    .append(hole.group(3))
                    .append(hole.group(4));
            parts.add(new Part(
                    hole.group(1),
                    found.get().eval(),
                    hole.group(3),
                    !hole.group(4).isEmpty()));
            at = close + 1;
        }
        return Optional.of(
                new Stage(Type.TEXT, fill(parts.toArray(Part[]::new)), shareable ? same.toString() : null, inputs));
    }

    private static Eval fill(Part[] parts) {
        return (slots, work) -> {
            var text = new StringBuilder(96);
            for (var part : parts) {
                if (part.value == null) {
                    text.append(part.before);
                    continue;
                }
                var value = part.value.eval(slots, work);
                if (value != null) {
                    text.append(part.before).append(Texts.of(value)).append(part.after);
                } else if (!part.optional) {
                    return null;
                }
            }
            return text.toString();
        };
    }
}
