package org.caravanserai.home;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text with placeholders: {@code {name}}, {@code {connection.shopId}}, {@code {remoteId|number}}, {@code {key|hexId}}. A brace that begins no placeholder (a letter must
 * follow it) is an ordinary character, so {@code filter[reference]=[{key}]} needs no escaping.
 *
 * @param text as written
 * @param parts in order
 */
public record Template(String text, List<Part> parts) {
    private static final Pattern HOLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.@\\[\\]=#-]*)(\\|[A-Za-z]*)?}");

    /** Written behind a placeholder that fills a whole JSON value: the digits become a number. */
    public static final String NUMBER = "number";

    /** Written behind a placeholder: its text becomes 32 hex digits, as the function of expressions makes them. */
    public static final String HEX_ID = "hexId";

    /** A piece of the text. */
    public sealed interface Part {}

    /** Characters as they are. */
    public record Literal(String text) implements Part {}

    /**
     * A placeholder.
     *
     * @param name without braces and filter
     * @param filter what stands behind the bar, null = nothing
     * @param at index of its opening brace in the text
     */
    public record Hole(String name, String filter, int at) implements Part {
        /** The word before the first dot. */
        public String root() {
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }

        /** What follows the first dot, empty when there is none. */
        public String rest() {
            int dot = name.indexOf('.');
            return dot < 0 ? "" : name.substring(dot + 1);
        }
    }

    public Template {
        parts = List.copyOf(parts);
    }

    /** Reads a text; every text is a template. */
    public static Template of(String text) {
        var parts = new ArrayList<Part>();
        var found = HOLE.matcher(text);
        int from = 0;
        while (found.find()) {
            if (found.start() > from) {
                parts.add(new Literal(text.substring(from, found.start())));
            }
            var filter = found.group(2);
            parts.add(new Hole(found.group(1), filter == null ? null : filter.substring(1), found.start()));
            from = found.end();
        }
        if (from < text.length() || parts.isEmpty()) {
            parts.add(new Literal(text.substring(from)));
        }
        return new Template(text, parts);
    }

    /** The placeholders, in order. */
    public List<Hole> holes() {
        return parts.stream()
                .filter(Hole.class::isInstance)
                .map(Hole.class::cast)
                .toList();
    }

    /** The placeholder the whole text consists of, null when there is more or less. */
    public Hole only() {
        return parts.size() == 1 && parts.get(0) instanceof Hole hole ? hole : null;
    }
}
