package org.caravanserai.parser;

import java.util.Arrays;

/**
 * The field names of objects that look alike, as nearly all records of a file do: sorted, and written as canonical JSON
 * has them, once for all of these objects.
 */
final class Shape {
    /** Shapes seen lately, each at a place its names decide. Races lose an entry, nothing else. */
    private static final Shape[] KNOWN = new Shape[64];
    /** Shapes of more fields are not remembered. */
    private static final int FIELDS = 128;

    private final String[] names;
    private final int[] order;
    private final byte[][] written;
    private Less less;

    /** The same object without one of its fields. */
    private record Less(int place, Shape shape) {}

    private Shape(String[] names, int[] order) {
        this.names = names;
        this.order = order;
        this.written = new byte[names.length > FIELDS ? 0 : names.length][];
        for (int i = 0; i < written.length; i++) {
            written[i] = written(names[i]);
        }
    }

    private static byte[] written(String name) {
        var out = new JsonBytes(name.length() + 3);
        out.text(name);
        out.raw(':');
        return out.toByteArray();
    }

    /** The shape of an object with these names, in its order; null when one stands twice. The array must not change. */
    static Shape of(String[] names) {
        int hash = names.length;
        for (var name : names) {
            hash = 31 * hash + name.hashCode();
        }
        int place = (hash ^ hash >>> 6 ^ hash >>> 18) & KNOWN.length - 1;
        var known = KNOWN[place];
        if (known != null && Arrays.equals(known.names, names)) {
            return known;
        }
        var order = order(names);
        if (order == null) {
            return null;
        }
        var shape = new Shape(names, order);
        if (names.length <= FIELDS) {
            KNOWN[place] = shape;
        }
        return shape;
    }

    /** The places of the names in their order, null when one stands twice. */
    private static int[] order(String[] names) {
        var order = new int[names.length];
        for (int i = 0; i < order.length; i++) {
            int place = i;
            // Few fields, often in order for long stretches: insertion beats a general sort.
            for (; place > 0; place--) {
                int compared = names[order[place - 1]].compareTo(names[i]);
                if (compared == 0) {
                    return null;
                }
                if (compared < 0) {
                    break;
                }
                order[place] = order[place - 1];
            }
            order[place] = i;
        }
        return order;
    }

    int size() {
        return names.length;
    }

    String name(int place) {
        return names[place];
    }

    /** The names in the order of the object; not to be changed. */
    String[] names() {
        return names;
    }

    /** The place of the field that stands at this rank when fields are sorted by name. */
    int sorted(int rank) {
        return order[rank];
    }

    /** A name with quotes and colon. */
    byte[] written(int place) {
        return written.length == 0 ? written(names[place]) : written[place];
    }

    /** The place of a field, -1 when there is none. */
    int place(Object name) {
        if (!(name instanceof String text)) {
            return -1;
        }
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = names[order[middle]].compareTo(text);
            if (compared == 0) {
                return order[middle];
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The shape without the field at this place; the last answer is remembered, for it is asked for the key field. */
    Shape without(int place) {
        var known = less;
        if (known == null || known.place != place) {
            var fewer = new String[names.length - 1];
            System.arraycopy(names, 0, fewer, 0, place);
            System.arraycopy(names, place + 1, fewer, place, fewer.length - place);
            known = new Less(place, new Shape(fewer, order(fewer)));
            less = known;
        }
        return known.shape;
    }
}
