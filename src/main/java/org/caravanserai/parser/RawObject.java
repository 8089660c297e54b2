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
    private final Shape shape;
    private final int[] ranges;
    private final int[] swaps;
    private final Object[] values;
    private final boolean full;

    /**
     * @param ranges begin and end of each value in the bytes; a negative end says that it is not written in canonical
     *     form
     * @param swaps for values that are canonical but for the order of their two fields, where the second one begins; 0 for
     *     all others; null = none such
     * @param full see {@link #full()}
     */
    RawObject(byte[] bytes, Shape shape, int[] ranges, int[] swaps, Object[] values, boolean full) {
        this.bytes = bytes;
        this.shape = shape;
        this.ranges = ranges;
        this.swaps = swaps;
        this.values = values;
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
        int place = shape.place(name);
        return place >= 0 && bytes[ranges[2 * place]] == '{';
    }

    /** The object without one of its fields. */
    public Map<String, Object> without(String name) {
        int place = shape.place(name);
        if (place < 0) {
            return this;
        }
        int fewer = shape.size() - 1;
        int rest = fewer - place;
        var fewerRanges = Arrays.copyOf(ranges, 2 * fewer);
        var fewerValues = Arrays.copyOf(values, fewer);
        System.arraycopy(ranges, 2 * place + 2, fewerRanges, 2 * place, 2 * rest);
        System.arraycopy(values, place + 1, fewerValues, place, rest);
        int[] fewerSwaps = null;
        if (swaps != null) {
            fewerSwaps = Arrays.copyOf(swaps, fewer);
            System.arraycopy(swaps, place + 1, fewerSwaps, place, rest);
        }
        return new RawObject(bytes, shape.without(place), fewerRanges, fewerSwaps, fewerValues, full);
    }

    /** Writes the fields in canonical order, each with a comma before it unless {@code first}. */
    void write(JsonBytes out, boolean first) {
        for (int i = 0; i < shape.size(); i++) {
            int place = shape.sorted(i);
            if (i > 0 || !first) {
                out.raw(',');
            }
            out.copy(shape.written(place));
            int from = ranges[2 * place];
            int to = ranges[2 * place + 1];
            if (to < 0) {
                out.value(value(place));
            } else if (swaps != null && swaps[place] > 0) {
                out.swapped(bytes, from, swaps[place], to);
            } else {
                out.copy(bytes, from, to);
            }
        }
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
        return shape.size();
    }

    @Override
    public boolean containsKey(Object name) {
        return shape.place(name) >= 0;
    }

    @Override
    public Object get(Object name) {
        int place = shape.place(name);
        return place < 0 ? null : value(place);
    }

    @Override
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return Arrays.asList(shape.names()).iterator();
            }

            @Override
            public int size() {
                return shape.size();
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
                return shape.size();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < shape.size();
        }

        @Override
        public Entry<String, Object> next() {
            if (next == shape.size()) {
                throw new NoSuchElementException();
            }
            int place = next++;
            return new SimpleImmutableEntry<>(shape.name(place), value(place));
        }
    }
}
