package org.caravanserai.health;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one recount writes down: hits of the range that is being looked at, and populations of the whole. One thread. */
final class Sheet {
    /** Room of a key or detail in the tables. */
    private static final int ROOM = 200;

    private final Book book;
    private final Map<Book.Name, Long> populations = new HashMap<>();
    private final Set<Book.Row> hits = new HashSet<>();

    Sheet(Book book) {
        this.book = book;
    }

    /** So many more belong to the population; 0 makes the figure appear. */
    void among(String counter, Scope scope, long more) {
        populations.merge(new Book.Name(counter, scope), more, Long::sum);
    }

    /** A record is counted. */
    void hit(String counter, Scope scope, long id, String key, String detail) {
        var name = new Book.Name(counter, scope);
        populations.putIfAbsent(name, 0L);
        hits.add(new Book.Row(book.number(name), id, fit(key), fit(detail)));
    }

    /** Ends a range of ids of a part: its hits replace what was there. */
    void settle(int part, long after, long upTo) {
        book.replace(part, book.rows(part, after, upTo), hits);
        hits.clear();
    }

    /** Ends a range of keys of a part; {@code upTo} null = to the end. */
    void settle(int part, String after, String upTo) {
        book.replace(part, book.rows(part, after, upTo), hits);
        hits.clear();
    }

    Map<Book.Name, Long> populations() {
        return populations;
    }

    /** Fits the column; control characters, which a code never has, become spaces. */
    private static String fit(String text) {
        if (text == null) {
            return "";
        }
        var clean = new StringBuilder(text.length() <= ROOM ? text : text.substring(0, ROOM - 1) + "…");
        for (int i = 0; i < clean.length(); i++) {
            if (Character.isISOControl(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }
}
