package org.caravanserai.parser;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * The fields of a JSON object together with the bytes they were read from, so that what nobody changed is copied rather
 * than written again, and what nobody asks for is not built at all. Cannot be changed; for one thread at a time.
 */
public final class RawObject extends AbstractMap<String, Object> {
    /** Stands for a value that was not built yet. */
    static final Object UNREAD = new Object();

    private final byte[] bytes;
    private final String[] names;
    private final int[] ranges;
    private final Object[] values;
    private final int[] order;
    private final boolean full;

    /**
     * @param names in the order of the object, each once
     * @param ranges begin and end of each value in the bytes; a negative end says that it is not written in canonical
     *     form
     * @param order the places of the names in order of the names
     * @param full see {@link #full()}
     */
    RawObject(byte[] bytes, String[] names, int[] ranges, Object[] values, int[] order, boolean full) {
        this.bytes = bytes;
        this.names = names;
        this.ranges = ranges;
        this.values = values;
        this.order = order;
        this.full = full;
    }

    /**
     * True when it is certain that nothing in it is blank: no null, no empty text, list or object, no text that begins
     * with white space. False says nothing.
     */
    public boolean full() {
        return full;
    }

    /** Whether the field is there and an object. */
    public boolean isObject(String name) {
        int place = place(name);
        return place >= 0 && bytes[ranges[2 * place]] == '{';
    }

    /** The object without one of its fields. */
    public Map<String, Object> without(String name) {
        int place = place(name);
        if (place < 0) {
            return this;
        }
        int rest = names.length - 1 - place;
        var fewerNames = Arrays.copyOf(names, names.length - 1);
        var fewerRanges = Arrays.copyOf(ranges, 2 * names.length - 2);
        var fewerValues = Arrays.copyOf(values, names.length - 1);
        System.arraycopy(names, place + 1, fewerNames, place, rest);
        System.arraycopy(ranges, 2 * place + 2, fewerRanges, 2 * place, 2 * rest);
        System.arraycopy(values, place + 1, fewerValues, place, rest);
        var fewerOrder = new int[order.length - 1];
        int at = 0;
        for (int each : order) {
            if (each != place) {
                fewerOrder[at++] = each > place ? each - 1 : each;
            }
        }
        return new RawObject(bytes, fewerNames, fewerRanges, fewerValues, fewerOrder, full);
    }

    /** Writes the fields in canonical order, each with a comma before it unless {@code first}. */
    void write(JsonBytes out, boolean first) {
        for (int i = 0; i < order.length; i++) {
            int place = order[i];
            if (i > 0 || !first) {
                out.raw(',');
            }
            out.text(names[place]);
            out.raw(':');
            if (ranges[2 * place + 1] >= 0) {
                out.copy(bytes, ranges[2 * place], ranges[2 * place + 1]);
            } else {
                out.value(value(place));
            }
        }
    }

    private int place(Object name) {
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

    private Object value(int place) {
        if (values[place] == UNREAD) {
            values[place] = read(ranges[2 * place], Math.abs(ranges[2 * place + 1]));
        }
        return values[place];
    }

    private Object read(int from, int to) {
        var quick = QuickObject.value(bytes, from, to);
        if (quick != UNREAD) {
            return quick;
        }
        try (var parser = Json.parser(bytes, from, to - from)) {
            if (JsonTree.document(parser) instanceof Outcome.Taken<Object> taken) {
                return taken.value();
            }
            throw new IllegalArgumentException("no canonical JSON");
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(broken.getMessage(), broken);
        }
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(Object name) {
        return place(name) >= 0;
    }

    @Override
    public Object get(Object name) {
        int place = place(name);
        return place < 0 ? null : value(place);
    }

    @Override
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return Arrays.asList(names).iterator();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Entry<String, Object> next() {
            if (next == names.length) {
                throw new NoSuchElementException();
            }
            int place = next++;
            return new SimpleImmutableEntry<>(names[place], value(place));
        }
    }
}
