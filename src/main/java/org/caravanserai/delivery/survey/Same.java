package org.caravanserai.delivery.survey;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.parser.Hash64;

/** Whether a value of ours stands at the partner, whatever the writing of numbers, truths and lines. */
public final class Same {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Pattern FRACTION = Pattern.compile("-?[0-9]{1,30}\\.[0-9]{1,30}");
    /** Longer texts are known by their beginning and a hash. */
    private static final int LONG = 500;

    private static final int SHOWN = 100;

    private Same() {}

    /**
     * Compares.
     *
     * @param ours a value of a row, see {@link org.caravanserai.canonical.Cells}
     * @param theirs as {@link #squeezed}, null = they have none
     */
    public static boolean values(Object ours, String theirs) {
        var text = squeezed(text(ours));
        if (text == null || theirs == null) {
            return blank(text) && blank(theirs);
        }
        if (Objects.equals(text, theirs)) {
            return true;
        }
        if (ours instanceof Boolean truth) {
            return theirs.equals(truth ? "1" : "0") || theirs.equalsIgnoreCase(text);
        }
        if (ours instanceof LocalDate) {
            return theirs.startsWith(text);
        }
        boolean number = ours instanceof BigDecimal || ours instanceof Long;
        // Digits alone may be a code; a fraction on one side says that it is a number.
        boolean fraction =
                FRACTION.matcher(text).matches() || FRACTION.matcher(theirs).matches();
        return (number || fraction)
                && DECIMAL.matcher(text).matches()
                && DECIMAL.matcher(theirs).matches()
                && new BigDecimal(text).compareTo(new BigDecimal(theirs)) == 0;
    }

    private static boolean blank(String text) {
        return text == null || text.isEmpty();
    }

    /** A value as text, null for null. */
    public static String text(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Same::text).filter(Objects::nonNull).collect(Collectors.joining(","));
        }
        return value.toString();
    }

    /** A text as it is kept and compared: lines end in one way, nothing blank around it, long ones shortened. Null for null. */
    public static String squeezed(String text) {
        if (text == null) {
            return null;
        }
        var plain = text.replace("\r\n", "\n").replace('\r', '\n').strip();
        return plain.length() <= LONG
                ? plain
                : plain.substring(0, SHOWN) + "… #"
                        + Long.toHexString(Hash64.of(plain.getBytes(StandardCharsets.UTF_8)));
    }
}
