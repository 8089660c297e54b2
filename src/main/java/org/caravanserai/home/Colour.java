package org.caravanserai.home;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A colour of a screen, sRGB; contrast by WCAG 2.2 (relative luminance). */
record Colour(int red, int green, int blue) {
    /** What text of the shop stands on, unless it is white. */
    static final Colour PAGE = of("#fbf8f2");

    private static final int HEX = 16;
    private static final double MOST = 255;

    /** @param hex {@code #rrggbb} */
    static Colour of(String hex) {
        int all = Integer.parseInt(hex.substring(1), HEX);
        return new Colour(all >> 16 & 0xff, all >> 8 & 0xff, all & 0xff);
    }

    /** From 1 (the same) to 21 (black on white). */
    double contrast(Colour other) {
        double light = Math.max(luminance(), other.luminance());
        double dark = Math.min(luminance(), other.luminance());
        return (light + 0.05) / (dark + 0.05);
    }

    /** The lightest shade of this hue that has the contrast on the page. */
    Colour darkened(double contrast) {
        var shade = this;
        for (int percent = 99; percent >= 0 && shade.contrast(PAGE) < contrast; percent--) {
            shade = new Colour(red * percent / 100, green * percent / 100, blue * percent / 100);
        }
        return shade;
    }

    static String shown(double contrast) {
        return BigDecimal.valueOf(contrast).setScale(1, RoundingMode.FLOOR).toPlainString();
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double part = channel / MOST;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return String.format("#%02x%02x%02x", red, green, blue);
    }
}
