package org.caravanserai.parser;

import java.nio.charset.StandardCharsets;
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
final class QuickObject {
    /** Nesting beyond this is left to the careful reader, which knows the limit. */
    private static final int DEPTH = 32;
    /** Objects of more fields are plain maps. */
    private static final int FIELDS = 64;
    /** Whole numbers of as many digits fit 64 bit. */
    private static final int DIGITS = 18;
    /** Field names come again and again: each is decoded once. Races lose an entry, nothing else. */
    private static final Name[] NAMES = new Name[2048];

    private static final int NAME_BYTES = 64;
    /** Stands for a value that is not read here. */
    private static final Object ODD = new Object();

    private record Name(byte[] bytes, String text) {}

    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;
    /** Cleared by what is not as canonical JSON has it; by what may be blank while only places are sought. */
    private boolean exact;

    private Object[] stack = new Object[128];
    private int top;

    private QuickObject(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
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
            ranges[2 * count] = at - 1;
            exact = true;
            int base = top;
            var value = value(sign);
            if (value == ODD) {
                return null;
            }
            top = base;
            ranges[2 * count++ + 1] = exact ? at : -at;
            push(name);
            push(value);
            sign = following();
        }
        return sign == '}' ? raw(count, ranges) : null;
    }

    /** What follows a field: the quote of the next one, the end of the object, or something odd. */
    private int following() {
        int sign = next();
        if (sign == ',') {
            return next() == '"' ? '"' : -1;
        }
        return sign == '}' ? sign : -1;
    }

    private Map<String, Object> raw(int count, int[] ranges) {
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
        var order = order(names);
        return order == null ? null : new RawObject(bytes, names, ranges, values, order, false);
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
        var order = order(names);
        return order == null ? null : new RawObject(bytes, names, ranges, values, order, exact);
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

    /** The next byte that is no white space, taken; -1 at the end. */
    private int next() {
        while (at < end) {
            byte b = bytes[at++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            exact = false;
        }
        return -1;
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
            var name = name();
            if (name == null || next() != ':') {
                return ODD;
            }
            exact &= before == null || before.compareTo(name) < 0;
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

    private Object literal(String word, Object value) {
        int start = at - 1;
        if (end - start < word.length()) {
            return ODD;
        }
        for (int i = 1; i < word.length(); i++) {
            if (bytes[start + i] != word.charAt(i)) {
                return ODD;
            }
        }
        at = start + word.length();
        return value;
    }

    /** Whole numbers of 64 bit and fractions as they are written; exponents and long ones are odd. */
    private Object number() {
        int start = at - 1;
        int i = bytes[start] == '-' ? start + 1 : start;
        int first = i;
        long number = 0;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            number = 10 * number + bytes[i++] - '0';
            if (i - first > DIGITS) {
                return ODD;
            }
        }
        boolean leadingZero = i > first && bytes[first] == '0' && (i - first > 1 || first > start);
        boolean point = i < end && bytes[i] == '.';
        if (i == first || leadingZero && !(point && i - first == 1)) {
            return ODD;
        }
        if (!point) {
            at = i;
            return exponent(i) ? ODD : (Object) (first > start ? -number : number);
        }
        int fraction = ++i;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == fraction || i - start > Json.MAX_DIGITS || exponent(i)) {
            return ODD;
        }
        at = i;
        exact = false;
        return new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
    }

    private boolean exponent(int i) {
        return i < end && (bytes[i] == 'e' || bytes[i] == 'E');
    }

    /** A field name, null = odd. */
    private String name() {
        int start = at;
        int hash = 0;
        int i = start;
        for (; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                break;
            }
            if (b < 0x20 || b == '\\') {
                return null;
            }
            hash = 31 * hash + b;
        }
        int length = i - start;
        if (i == end || length > Json.MAX_NAME) {
            return null;
        }
        at = i + 1;
        if (length > NAME_BYTES) {
            return ascii(start, length);
        }
        int place = (hash ^ hash >>> 11) & NAMES.length - 1;
        var known = NAMES[place];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, start, i)) {
            return known.text;
        }
        var name = ascii(start, length);
        NAMES[place] = new Name(Arrays.copyOfRange(bytes, start, i), name);
        return name;
    }

    private String ascii(int start, int length) {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private Object text() {
        int start = at;
        int i = JsonSigns.skip(bytes, start, end);
        int length = i - start;
        if (i == end || length > Json.MAX_STRING) {
            return ODD;
        }
        if (bytes[i] == '\\') {
            return escaped(start);
        }
        if (bytes[i] != '"') {
            return ODD;
        }
        at = i + 1;
        return decoded(start, length);
    }

    /** A text; what is not UTF-8 is odd. */
    private Object decoded(int start, int length) {
        var text = new String(bytes, start, length, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0 ? ODD : text;
    }

    /** A text with escapes. */
    private Object escaped(int start) {
        exact = false;
        var text = new StringBuilder();
        int from = start;
        int i = start;
        for (; i < end && bytes[i] != '"'; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20) {
                return ODD;
            }
            if (b == '\\') {
                var plain = decoded(from, i - from);
                int c = i + 1 < end ? escape(i + 1) : -1;
                if (plain == ODD || c < 0) {
                    return ODD;
                }
                text.append((String) plain).append((char) c);
                i += bytes[i + 1] == 'u' ? 5 : 1;
                from = i + 1;
            }
        }
        var rest = decoded(from, Math.max(0, i - from));
        if (i >= end || rest == ODD || i - start > Json.MAX_STRING) {
            return ODD;
        }
        at = i + 1;
        return text.append((String) rest).toString();
    }

    /** The character an escape means, -1 = odd: unknown, NUL or a half of a pair. */
    private int escape(int i) {
        return switch (bytes[i]) {
            case '"', '\\', '/' -> bytes[i];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex(i + 1);
            default -> -1;
        };
    }

    private int hex(int from) {
        if (from + 4 > end) {
            return -1;
        }
        int c = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit((char) bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            c = c << 4 | digit;
        }
        return c == 0 || Character.isSurrogate((char) c) ? -1 : c;
    }
}
