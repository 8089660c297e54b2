package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.RemoteRef;

/** 64-bit hash of typed values without making text of them. Multiply and fold over 16-bit units; a mark of the type stands before each value. */
final class RowHash {
    static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long PRIME = 0xD6E8FEB86659FD93L;

    private RowHash() {}

    static long add(long hash, Object value) {
        if (value == null) {
            return mix(hash, 1);
        }
        if (value instanceof String text) {
            return text(mix(hash, 2), text);
        }
        if (value instanceof Long number) {
            return mix(mix(hash, 3), number);
        }
        if (value instanceof BigDecimal number) {
            return decimal(mix(hash, 4), number);
        }
        if (value instanceof Boolean flag) {
            return mix(hash, flag ? 5 : 6);
        }
        if (value instanceof List<?> list) {
            long all = mix(mix(hash, 7), list.size());
            for (var item : list) {
                all = add(all, item);
            }
            return all;
        }
        if (value instanceof Cells row) {
            return of(mix(hash, 8), row);
        }
        if (value instanceof RemoteRef document) {
            return text(text(mix(hash, 10), document.stream()), document.key());
        }
        return text(mix(hash, 9), value.toString());
    }

    /** All values of a row, in order. */
    static long of(long seed, Cells row) {
        long hash = seed;
        for (int i = 0; i < row.size(); i++) {
            hash = add(hash, row.value(i));
        }
        return hash;
    }

    private static long decimal(long hash, BigDecimal number) {
        return number.precision() <= 18
                ? mix(mix(hash, number.scale()), number.unscaledValue().longValue())
                : text(hash, number.toPlainString());
    }

    private static long text(long hash, String text) {
        long all = mix(hash, text.length());
        int length = text.length();
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long four = text.charAt(i)
                    | (long) text.charAt(i + 1) << 16
                    | (long) text.charAt(i + 2) << 32
                    | (long) text.charAt(i + 3) << 48;
            all = mix(all, four);
        }
        for (; i < length; i++) {
            all = mix(all, text.charAt(i));
        }
        return all;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ mixed >>> 32;
    }
}
