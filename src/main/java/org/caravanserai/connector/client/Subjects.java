package org.caravanserai.connector.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.codec.Values;

/** The items and variables of a call as placeholders see them, and as they may be shown. */
final class Subjects {
    /** Items whose rows are written into a kept request. */
    private static final int SHOWN = 20;
    /** Longest value that is shown, in characters. */
    private static final int VALUE = 4000;

    private Subjects() {}

    static List<Values.Subject> of(List<Batch.Item> items) {
        return items.stream()
                .map(item -> new Values.Subject(item.key(), item.remoteId(), item.row(), item.element()))
                .toList();
    }

    /** Variables of a call, with those that follow from others. */
    static Map<String, String> variables(String channel, Map<String, String> given, java.time.Instant now) {
        var variables = new LinkedHashMap<>(given);
        variables.putIfAbsent("channel", channel);
        variables.putIfAbsent(
                "now", now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        var locale = variables.get("locale");
        if (locale != null && locale.matches("[a-z]{2}_[A-Z]{2}")) {
            variables.putIfAbsent("language", locale.substring(0, 2));
            variables.putIfAbsent("country", locale.substring(3));
        }
        return variables;
    }

    /** The first items with their personal fields masked. */
    static List<Values.Subject> masked(List<Values.Subject> subjects, Masks masks) {
        return subjects.stream()
                .limit(SHOWN)
                .map(subject -> new Values.Subject(
                        masks.personal("key") ? Masks.MASK : masks.piece(subject.key()),
                        masks.personal("remoteId") && subject.remoteId() != null
                                ? Masks.MASK
                                : masks.piece(subject.remoteId()),
                        subject.row() == null ? null : new MaskedRow(subject.row(), masks),
                        element(subject.element(), masks)))
                .toList();
    }

    private static Object element(Object element, Masks masks) {
        if (element instanceof Cells row) {
            return new MaskedRow(row, masks);
        }
        if (element instanceof Map<?, ?> record) {
            var shown = new LinkedHashMap<String, Object>();
            record.forEach((name, value) -> {
                if (value instanceof String text) {
                    shown.put((String) name, masks.personal((String) name) ? Masks.MASK : masks.piece(text));
                }
            });
            return shown;
        }
        return element instanceof String text ? masks.piece(text) : element;
    }

    /** What a kept request leaves out. */
    static String more(int items) {
        return items <= SHOWN ? "" : "\n… (" + (items - SHOWN) + " more items)";
    }

    /** Personal values of the items: a partner may send them back anywhere. */
    static List<String> personal(List<Values.Subject> subjects, Masks names) {
        var values = new ArrayList<String>();
        for (var subject : subjects) {
            if (names.personal("key")) {
                values.add(subject.key());
            }
            if (names.personal("remoteId") && subject.remoteId() != null) {
                values.add(subject.remoteId());
            }
            if (subject.row() != null) {
                row(subject.row(), names, values);
            }
        }
        return values;
    }

    private static void row(Cells row, Masks names, List<String> values) {
        for (int i = 0; i < row.size(); i++) {
            var value = row.value(i);
            if (value instanceof Cells nested) {
                row(nested, names, values);
            } else if (value instanceof String text
                    && text.length() > 2
                    && names.personal(row.fields().get(i))) {
                values.add(text);
            }
        }
    }

    private record MaskedRow(Cells row, Masks masks) implements Cells {
        @Override
        public List<String> fields() {
            return row.fields();
        }

        @Override
        public int size() {
            return row.size();
        }

        @Override
        public Object value(int field) {
            var value = row.value(field);
            if (value == null) {
                return null;
            }
            return masks.personal(row.fields().get(field)) ? Masks.MASK : masked(value);
        }

        private Object masked(Object value) {
            if (value instanceof Cells nested) {
                return new MaskedRow(nested, masks);
            }
            if (value instanceof List<?> list) {
                var values = new ArrayList<Object>(list.size());
                list.forEach(one -> values.add(one == null ? null : masked(one)));
                return values;
            }
            return value instanceof String text ? shortened(text) : value;
        }

        /** Twice what is shown is masked, so that nothing hidden is cut in two at the end. */
        private String shortened(String text) {
            return text.length() <= VALUE
                    ? masks.piece(text)
                    : Shown.cut(masks.piece(text.substring(0, Math.min(text.length(), 2 * VALUE))), VALUE);
        }
    }
}
