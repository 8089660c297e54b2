package org.caravanserai.punchout;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of the protocols: plain decimals with a dot, no thousands separator, no exponent. */
public final class Decimals {
    private static final int LONGEST = 30;
    private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");

    private Decimals() {}

    /** The number, empty when the text is none. Blanks around it and zeros before it are taken ({@code 00000001730.900}). */
    public static Optional<BigDecimal> of(String text) {
        var plain = text == null ? "" : text.strip();
        return plain.length() <= LONGEST && PLAIN.matcher(plain).matches()
                ? Optional.of(new BigDecimal(plain))
                : Optional.empty();
    }

    /** The number as text, without zeros at its end. */
    public static String plain(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
