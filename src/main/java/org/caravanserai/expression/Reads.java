package org.caravanserai.expression;

import java.util.List;
import java.util.Set;

/** Nodes without children: constants, slots, list elements, circumstances. */
final class Reads {
    private Reads() {}

    /** A value known at compile time. */
    record Constant(Object value, Type type) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            return value;
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /** true or false. */
    record Fixed(boolean answer) implements Node.Condition {
        @Override
        public int test(Object[] slots, Run run) {
            return answer ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /** Anything that stands in the record or in a list element under a name. */
    interface Named extends Node {
        String name();

        @Override
        default List<Node> children() {
            return List.of();
        }

        @Override
        default void why(Object[] slots, Run run, Set<String> reasons) {
            reasons.add(name() + " is missing");
        }
    }

    /** A slot of the record. */
    record Slot(int slot, String name) implements Named {
        @Override
        public Object value(Object[] slots, Run run) {
            return slots[slot];
        }
    }

    /** A slot with text; blank text is missing. */
    record TextSlot(int slot, String name) implements Named {
        @Override
        public Object value(Object[] slots, Run run) {
            return present(slots[slot]);
        }
    }

    /** A field of a list element. */
    record Field(int frame, int slot, String name) implements Named {
        @Override
        public Object value(Object[] slots, Run run) {
            return ((Object[]) run.items[frame])[slot];
        }
    }

    /** A text field of a list element. */
    record TextField(int frame, int slot, String name) implements Named {
        @Override
        public Object value(Object[] slots, Run run) {
            return present(((Object[]) run.items[frame])[slot]);
        }
    }

    /** A list element that is a plain value. */
    record Element(int frame, String name) implements Named {
        @Override
        public Object value(Object[] slots, Run run) {
            Object item = run.items[frame];
            return item instanceof String ? present(item) : item;
        }
    }

    /** channel, locale, zone, account. */
    record Circumstance(Reserved word) implements Named {
        @Override
        public String name() {
            return word.word();
        }

        @Override
        public Object value(Object[] slots, Run run) {
            return run.reserved[word.ordinal()];
        }
    }

    /**
     * today(). Read anywhere but in a plain comparison its effect on the answer is not known, so the answer is due
     * again tomorrow; a comparison knows its day and reads it quietly.
     */
    record Today(boolean quiet) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            if (!quiet) {
                run.due(run.todayDay + 1);
            }
            return run.today;
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /** The locale of the run chooses among the slots of a localised attribute. */
    record InLocale(Node locale, List<String> locales, List<Node> values) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            Object wanted = locale.value(slots, run);
            int index = wanted == null ? -1 : locales.indexOf(wanted);
            return index < 0 ? null : values.get(index).value(slots, run);
        }

        @Override
        public List<Node> children() {
            return List.of(locale);
        }

        @Override
        public void why(Object[] slots, Run run, Set<String> reasons) {
            Object wanted = locale.value(slots, run);
            if (wanted == null) {
                locale.why(slots, run, reasons);
            } else {
                int index = locales.indexOf(wanted);
                if (index < 0) {
                    reasons.add("the locale " + wanted + " is not one of the installation");
                } else {
                    values.get(index).why(slots, run, reasons);
                }
            }
        }
    }

    /** Null for null and for blank text. */
    static Object present(Object value) {
        if (value == null) {
            return null;
        }
        var text = (String) value;
        if (!text.isEmpty() && text.charAt(0) > ' ' && text.charAt(0) < '\u0080') {
            return text;
        }
        return blank(text) ? null : text;
    }

    /** True for nothing but white space, the no-break kinds included. */
    static boolean blank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                return false;
            }
        }
        return true;
    }
}
