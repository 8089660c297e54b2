package org.caravanserai.parser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object out of an array when there is nothing special about it, as there is in nearly every record. It
 * accepts only what {@link JsonTree} would accept with the same outcome and says null to everything else: then the
 * careful reader decides and words the fault.
 */
final class QuickObject extends QuickTokens {
    /** Nesting beyond this is left to the careful reader, which knows the limit. */
    private static final int DEPTH = 32;
    /** Objects of more fields are plain maps. */
    private static final int FIELDS = 64;

    private int depth;
    /** Where the second field of the value just read begins, if the order of its two fields is all that is not canonical; or 0. */
    private int swap;

    private Object[] stack = new Object[128];
    private int top;

    private QuickObject(byte[] bytes, int from, int end) {
        super(bytes, from, end);
    }

    /** The fields of the object that is all there is in this part of the array, null = read it with care. */
    static Map<String, Object> read(byte[] bytes, int from, int end) {
        var own = Arrays.copyOfRange(bytes, from, end);
        var reader = new QuickObject(own, 0, own.length);
        if (reader.next() != '{') {
            return null;
        }
        var value = reader.fields();
        return value == null || reader.next() != -1 ? null : value;
    }

    /** The value that is all there is in this part of the array, {@link RawObject#UNREAD} = read it with care. */
    static Object value(byte[] bytes, int from, int end) {
        var reader = new QuickObject(bytes, from, end);
        var value = reader.value(reader.next());
        return value == ODD || reader.next() != -1 ? RawObject.UNREAD : value;
    }

    /** The fields of an object in canonical JSON, which is trusted, with no value built yet; null = read it with care. */
    static RawObject glance(byte[] bytes, int from, int end) {
        var reader = new QuickObject(bytes, from, end);
        return reader.next() == '{' ? reader.places() : null;
    }

    private Map<String, Object> fields() {
        var ranges = new int[64];
        int[] swaps = null;
        int count = 0;
        int sign = next();
        while (sign == '"') {
            var name = name();
            if (name == null || next() != ':') {
                return null;
            }
            if (2 * count == ranges.length) {
                ranges = Arrays.copyOf(ranges, 4 * count);
            }
            sign = next();
            swap = 0;
            ranges[2 * count] = at - 1;
            exact = true;
            int base = top;
            var value = value(sign);
            if (value == ODD) {
                return null;
            }
            top = base;
            if (exact && swap > 0) {
                swaps = room(swaps, count);
                swaps[count] = swap;
            }
            ranges[2 * count++ + 1] = exact ? at : -at;
            push(name);
            push(value);
            sign = following();
        }
        return sign == '}' ? raw(count, ranges, swaps) : null;
    }

    private static int[] room(int[] swaps, int place) {
        if (swaps == null) {
            return new int[Math.max(64, place + 1)];
        }
        return place < swaps.length ? swaps : Arrays.copyOf(swaps, 2 * place);
    }

    /** What follows a field: the quote of the next one, the end of the object, or something odd. */
    private int following() {
        int sign = next();
        if (sign == ',') {
            return next() == '"' ? '"' : -1;
        }
        return sign == '}' ? sign : -1;
    }

    private Map<String, Object> raw(int count, int[] ranges, int[] swaps) {
        if (count > FIELDS) {
            var map = new LinkedHashMap<String, Object>(count + count / 3 + 1);
            for (int i = 0; i < 2 * count; i += 2) {
                map.put((String) stack[i], stack[i + 1]);
            }
            return map.size() == count ? map : null;
        }
        var names = new String[count];
        var values = new Object[count];
        for (int i = 0; i < count; i++) {
            names[i] = (String) stack[2 * i];
            values[i] = stack[2 * i + 1];
        }
        var shape = Shape.of(names);
        return shape == null ? null : new RawObject(bytes, shape, ranges, swaps, values, false);
    }

    private RawObject places() {
        var ranges = new int[64];
        int count = 0;
        exact = true;
        int sign = next();
        while (sign == '"') {
            var name = name();
            if (name == null || next() != ':') {
                return null;
            }
            if (2 * count == ranges.length) {
                ranges = Arrays.copyOf(ranges, 4 * count);
            }
            ranges[2 * count] = at;
            at = skip(at);
            if (at < 0) {
                return null;
            }
            ranges[2 * count++ + 1] = at;
            push(name);
            sign = following();
        }
        // The key stands first, all other fields are sorted: more than that would be slow here.
        if (sign != '}' || at != end || count == 0) {
            return null;
        }
        var names = Arrays.copyOf(stack, count, String[].class);
        for (int i = 2; i < count; i++) {
            if (names[i - 1].compareTo(names[i]) >= 0) {
                return null;
            }
        }
        var values = new Object[count];
        Arrays.fill(values, RawObject.UNREAD);
        var shape = Shape.of(names);
        return shape == null ? null : new RawObject(bytes, shape, ranges, null, values, exact);
    }

    /** Where the value ends that begins here, -1 = odd; notes whether something in it is or may be blank. */
    private int skip(int from) {
        int nested = 0;
        int i = from;
        do {
            if (i >= end) {
                return -1;
            }
            byte b = bytes[i];
            if (b == '"') {
                i = afterText(i + 1);
                if (i < 0) {
                    return -1;
                }
                continue;
            }
            i++;
            if (b == '{' || b == '[') {
                nested++;
                exact &= i < end && bytes[i] != '}' && bytes[i] != ']';
            } else if (b == '}' || b == ']') {
                nested--;
            } else if (b == 'n') {
                exact = false;
                i += 3;
            } else if (nested == 0) {
                while (i < end && bytes[i] != ',' && bytes[i] != '}') {
                    i++;
                }
            }
        } while (nested > 0);
        return i;
    }

    private int afterText(int from) {
        exact &= from < end && bytes[from] > ' ' && bytes[from] != '"' && bytes[from] != '\\';
        int i = JsonSigns.skip(bytes, from, end);
        while (i < end && bytes[i] == '\\') {
            i = i + 2 < end ? JsonSigns.skip(bytes, i + 2, end) : end;
        }
        return i < end && bytes[i] == '"' ? i + 1 : -1;
    }

    private void push(Object value) {
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, 2 * top);
        }
        stack[top++] = value;
    }

    private Object map() {
        if (++depth > DEPTH) {
            return ODD;
        }
        int base = top;
        String before = null;
        int sign = next();
        while (sign == '"') {
            int begin = at - 1;
            var name = name();
            if (name == null || next() != ':') {
                return ODD;
            }
            if (before != null && before.compareTo(name) >= 0) {
                boolean two = depth == 1 && top - base == 2;
                swap = two ? begin : swap;
                exact &= two;
            }
            before = name;
            var value = value(next());
            if (value == ODD) {
                return ODD;
            }
            push(name);
            push(value);
            sign = following();
        }
        if (sign != '}') {
            return ODD;
        }
        depth--;
        int size = (top - base) / 2;
        exact &= swap == 0 || size == 2 || depth > 0;
        var map = new LinkedHashMap<String, Object>(size + size / 3 + 1);
        for (int i = base; i < top; i += 2) {
            map.put((String) stack[i], stack[i + 1]);
        }
        top = base;
        return map.size() == size ? map : ODD;
    }

    private Object list() {
        if (++depth > DEPTH) {
            return ODD;
        }
        List<Object> items = new ArrayList<>(4);
        int sign = next();
        if (sign != ']') {
            do {
                var value = value(sign);
                if (value == ODD) {
                    return ODD;
                }
                items.add(value);
                sign = next();
                if (sign != ',') {
                    break;
                }
                sign = next();
            } while (true);
        }
        depth--;
        return sign == ']' ? items : ODD;
    }

    private Object value(int sign) {
        return switch (sign) {
            case '"' -> text();
            case '{' -> map();
            case '[' -> list();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> ODD;
        };
    }
}
