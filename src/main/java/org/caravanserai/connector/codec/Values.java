package org.caravanserai.connector.codec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.HexIds;
import org.caravanserai.home.Template;

/**
 * What the placeholders of one call stand for. A missing value is null.
 *
 * @param variables of the call, by name
 * @param connection looks up a key of the connection; secrets come out as their value
 * @param items what is carried
 * @param files gets what stands at an address, for parts that say {@code fetch}
 */
public record Values(
        Map<String, String> variables,
        Function<String, String> connection,
        List<Subject> items,
        Function<String, Content> files) {

    /** Values of a call that fetches nothing: files are named, not read. */
    public Values(Map<String, String> variables, Function<String, String> connection, List<Subject> items) {
        this(
                variables,
                connection,
                items,
                address -> new Content(
                        "text/plain", ("(" + address + ")").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /**
     * One item.
     *
     * @param row mapped values, null when it is retired
     * @param remoteId null = not known
     * @param element what is carried of it: {@link Cells}, a map of an answer or a value; null = all of it
     */
    public record Subject(String key, String remoteId, Cells row, Object element) {}

    /** The value of a placeholder: a text, {@link Cells}, a list, a value of a cell, or null. {@code item} null = the only one there is. */
    Object value(Template.Hole hole, Subject item) {
        var value = plainly(hole, item);
        return Template.HEX_ID.equals(hole.filter()) && value != null ? HexIds.of(plain(value)) : value;
    }

    private Object plainly(Template.Hole hole, Subject item) {
        return switch (hole.root()) {
            case "connection" -> connection.apply(hole.rest());
            case "key" -> one(item).key();
            case "remoteId" -> one(item).remoteId();
            case "row" ->
                hole.rest().isEmpty() ? one(item).row() : field(one(item).row(), hole.rest());
            case "element" -> element(one(item).element(), hole.rest());
            case "keys" -> items.stream().map(Subject::key).toList();
            case "remoteIds" ->
                items.stream().map(Subject::remoteId).filter(id -> id != null).toList();
            case "rows" -> {
                var rows = new ArrayList<Cells>(items.size());
                items.forEach(subject -> {
                    if (subject.row() != null) {
                        rows.add(subject.row());
                    }
                });
                yield rows;
            }
            default -> variables.get(hole.name());
        };
    }

    /** The values as they stand for one item: what speaks of an item speaks of this one. */
    public Values of(Subject item) {
        return new Values(variables, connection, List.of(item), files);
    }

    private Subject one(Subject item) {
        if (item != null) {
            return item;
        }
        if (items.size() != 1) {
            throw CannotEncode.channel("the call speaks of one item and carries " + items.size());
        }
        return items.get(0);
    }

    private static Object element(Object element, String name) {
        if (name.isEmpty() || element == null) {
            return element;
        }
        return element instanceof Cells cells ? field(cells, name) : Paths.text(element, name);
    }

    private static Object field(Cells row, String name) {
        int place = row == null ? -1 : row.fields().indexOf(name);
        return place < 0 ? null : row.value(place);
    }

    /** A text with its placeholders filled; null when one of them has no value. */
    public String text(String template, Subject item) {
        return text(Template.of(template), item, text -> text);
    }

    /** The same; each filled value goes through {@code escape}. */
    String text(Template template, Subject item, Function<String, String> escape) {
        var text = new StringBuilder();
        for (var part : template.parts()) {
            if (part instanceof Template.Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Template.Hole hole) {
                var value = plain(value(hole, item));
                if (value == null) {
                    return null;
                }
                text.append(escape.apply(value));
            }
        }
        return text.toString();
    }

    /** A value as plain text, decimals without exponent, lists joined by commas; null for null. */
    static String plain(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof List<?> list) {
            var texts = list.stream().map(Values::plain).toList();
            return String.join(",", texts);
        }
        if (value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof LocalDate) {
            return value.toString();
        }
        throw CannotEncode.channel("nested values have no place in a text; name their values in fields of their own");
    }

    /** For messages. */
    static String shown(String text) {
        return "'" + Finding.cut(text) + "'";
    }
}
