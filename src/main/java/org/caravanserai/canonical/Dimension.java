package org.caravanserai.canonical;

import java.util.Locale;

/**
 * What a unit measures. Units of one dimension convert into each other, except the pack units: a box of twelve is known
 * to the item only.
 */
public enum Dimension {
    MASS("kg"),
    LENGTH("m"),
    AREA("m2"),
    VOLUME("l"),
    TIME("h"),
    TEMPERATURE("CEL"),
    PRESSURE("bar"),
    POWER("W"),
    ENERGY("kWh"),
    VOLTAGE("V"),
    CURRENT("A"),
    RESISTANCE("OHM"),
    CHARGE("Ah"),
    FREQUENCY("Hz"),
    FORCE("N"),
    TORQUE("Nm"),
    SPEED("MTS"),
    ROTATION("rpm"),
    FLOW("MQH"),
    ANGLE("DD"),
    MASS_PER_AREA("GM"),
    LUMINOUS_FLUX("lm"),
    ILLUMINANCE("lx"),
    SOUND("dB"),
    DATA("GB"),
    PROPORTION("%"),
    /** Pieces, dozens, hundreds. */
    COUNT("EA"),
    /** Boxes, pallets, pairs: what is in them only the item knows. */
    PACK("BX");

    private final String example;

    Dimension(String example) {
        this.example = example;
    }

    /** The word used in messages: {@code mass per area}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A unit of this dimension as people write it, for messages. */
    public String example() {
        return example;
    }
}
