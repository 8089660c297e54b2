package org.caravanserai.canonical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of measure. Codes and factors: UN/ECE Recommendation 20 (units) and 21 (packages); the factors are exact, a
 * fraction where the decimal one would not end. Package codes are also known with the {@code X} that Recommendation 20
 * puts before them ({@code XBX}).
 *
 * @param code common code, {@code KGM}
 * @param name English name
 * @param dimension what it measures
 * @param numerator value in the coherent SI unit = (value + offset) x numerator / denominator; null for packages
 * @param denominator null for packages
 * @param offset zero but for temperatures
 * @param written how people write it, {@code kg}; may be empty
 */
public record Unit(
        String code,
        String name,
        Dimension dimension,
        BigDecimal numerator,
        BigDecimal denominator,
        BigDecimal offset,
        List<String> written) {
    private static final Map<String, Unit> BY_CODE = new LinkedHashMap<>();
    private static final Map<String, Unit> BY_WRITTEN = new LinkedHashMap<>();
    /** Decimal places kept when a conversion does not end. */
    private static final int PLACES = 12;

    static {
        unit("KGM", "kilogram", Dimension.MASS, "1", "kg");
        unit("GRM", "gram", Dimension.MASS, "0.001", "g");
        unit("MGM", "milligram", Dimension.MASS, "0.000001", "mg");
        unit("HGM", "hectogram", Dimension.MASS, "0.1");
        unit("DTN", "decitonne", Dimension.MASS, "100");
        unit("TNE", "tonne", Dimension.MASS, "1000", "t");
        unit("LBR", "pound", Dimension.MASS, "0.45359237", "lb");
        unit("ONZ", "ounce", Dimension.MASS, "0.028349523125", "oz");
        unit("CTM", "metric carat", Dimension.MASS, "0.0002");
        unit("STN", "short ton", Dimension.MASS, "907.18474");
        unit("LTN", "long ton", Dimension.MASS, "1016.0469088");
        unit("MTR", "metre", Dimension.LENGTH, "1", "m");
        unit("MMT", "millimetre", Dimension.LENGTH, "0.001", "mm");
        unit("CMT", "centimetre", Dimension.LENGTH, "0.01", "cm");
        unit("DMT", "decimetre", Dimension.LENGTH, "0.1", "dm");
        unit("KMT", "kilometre", Dimension.LENGTH, "1000", "km");
        unit("4H", "micrometre", Dimension.LENGTH, "0.000001", "\u00b5m", "um");
        unit("C45", "nanometre", Dimension.LENGTH, "0.000000001", "nm");
        unit("INH", "inch", Dimension.LENGTH, "0.0254", "in");
        unit("FOT", "foot", Dimension.LENGTH, "0.3048", "ft");
        unit("YRD", "yard", Dimension.LENGTH, "0.9144", "yd");
        unit("SMI", "mile", Dimension.LENGTH, "1609.344", "mi");
        unit("MTK", "square metre", Dimension.AREA, "1", "m2", "m\u00b2");
        unit("DMK", "square decimetre", Dimension.AREA, "0.01", "dm2");
        unit("CMK", "square centimetre", Dimension.AREA, "0.0001", "cm2", "cm\u00b2");
        unit("MMK", "square millimetre", Dimension.AREA, "0.000001", "mm2", "mm\u00b2");
        unit("KMK", "square kilometre", Dimension.AREA, "1000000", "km2");
        unit("HAR", "hectare", Dimension.AREA, "10000", "ha");
        unit("INK", "square inch", Dimension.AREA, "0.00064516", "in2");
        unit("FTK", "square foot", Dimension.AREA, "0.09290304", "ft2");
        unit("YDK", "square yard", Dimension.AREA, "0.83612736", "yd2");
        unit("MTQ", "cubic metre", Dimension.VOLUME, "1", "m3", "m\u00b3");
        unit("DMQ", "cubic decimetre", Dimension.VOLUME, "0.001", "dm3");
        unit("CMQ", "cubic centimetre", Dimension.VOLUME, "0.000001", "cm3", "cm\u00b3");
        unit("MMQ", "cubic millimetre", Dimension.VOLUME, "0.000000001", "mm3");
        unit("LTR", "litre", Dimension.VOLUME, "0.001", "l", "L");
        unit("DLT", "decilitre", Dimension.VOLUME, "0.0001", "dl");
        unit("CLT", "centilitre", Dimension.VOLUME, "0.00001", "cl");
        unit("MLT", "millilitre", Dimension.VOLUME, "0.000001", "ml", "mL");
        unit("HLT", "hectolitre", Dimension.VOLUME, "0.1", "hl");
        unit("INQ", "cubic inch", Dimension.VOLUME, "0.000016387064", "in3");
        unit("FTQ", "cubic foot", Dimension.VOLUME, "0.028316846592", "ft3");
        unit("GLL", "gallon (US)", Dimension.VOLUME, "0.003785411784");
        unit("GLI", "gallon (UK)", Dimension.VOLUME, "0.00454609");
        unit("OZA", "fluid ounce (US)", Dimension.VOLUME, "0.0000295735295625");
        unit("OZI", "fluid ounce (UK)", Dimension.VOLUME, "0.0000284130625");
        unit("PTL", "liquid pint (US)", Dimension.VOLUME, "0.000473176473");
        unit("QTL", "liquid quart (US)", Dimension.VOLUME, "0.000946352946");
        unit("SEC", "second", Dimension.TIME, "1", "s");
        unit("C26", "millisecond", Dimension.TIME, "0.001", "ms");
        unit("MIN", "minute", Dimension.TIME, "60", "min");
        unit("HUR", "hour", Dimension.TIME, "3600", "h");
        unit("DAY", "day", Dimension.TIME, "86400", "d");
        unit("WEE", "week", Dimension.TIME, "604800");
        unit("MON", "month", Dimension.TIME, "2629800");
        unit("ANN", "year", Dimension.TIME, "31557600");
        unit("PAL", "pascal", Dimension.PRESSURE, "1", "Pa");
        unit("KPA", "kilopascal", Dimension.PRESSURE, "1000", "kPa");
        unit("MPA", "megapascal", Dimension.PRESSURE, "1000000", "MPa");
        unit("A97", "hectopascal", Dimension.PRESSURE, "100", "hPa");
        unit("BAR", "bar", Dimension.PRESSURE, "100000", "bar");
        unit("MBR", "millibar", Dimension.PRESSURE, "100", "mbar");
        ratio("PS", "pound-force per square inch", Dimension.PRESSURE, "4.4482216152605", "0.00064516", "psi");
        unit("WTT", "watt", Dimension.POWER, "1", "W");
        unit("C31", "milliwatt", Dimension.POWER, "0.001", "mW");
        unit("KWT", "kilowatt", Dimension.POWER, "1000", "kW");
        unit("MAW", "megawatt", Dimension.POWER, "1000000", "MW");
        unit("HJ", "metric horse power", Dimension.POWER, "735.49875");
        unit("JOU", "joule", Dimension.ENERGY, "1", "J");
        unit("KJO", "kilojoule", Dimension.ENERGY, "1000", "kJ");
        unit("WHR", "watt hour", Dimension.ENERGY, "3600", "Wh");
        unit("KWH", "kilowatt hour", Dimension.ENERGY, "3600000", "kWh");
        unit("MWH", "megawatt hour", Dimension.ENERGY, "3600000000", "MWh");
        unit("E14", "kilocalorie", Dimension.ENERGY, "4186.8", "kcal");
        unit("VLT", "volt", Dimension.VOLTAGE, "1", "V");
        unit("2Z", "millivolt", Dimension.VOLTAGE, "0.001", "mV");
        unit("KVT", "kilovolt", Dimension.VOLTAGE, "1000", "kV");
        unit("AMP", "ampere", Dimension.CURRENT, "1", "A");
        unit("4K", "milliampere", Dimension.CURRENT, "0.001", "mA");
        unit("OHM", "ohm", Dimension.RESISTANCE, "1", "\u03a9");
        unit("B49", "kiloohm", Dimension.RESISTANCE, "1000");
        unit("B75", "megaohm", Dimension.RESISTANCE, "1000000");
        unit("COU", "coulomb", Dimension.CHARGE, "1");
        unit("AMH", "ampere hour", Dimension.CHARGE, "3600", "Ah");
        unit("E09", "milliampere hour", Dimension.CHARGE, "3.6", "mAh");
        unit("HTZ", "hertz", Dimension.FREQUENCY, "1", "Hz");
        unit("KHZ", "kilohertz", Dimension.FREQUENCY, "1000", "kHz");
        unit("MHZ", "megahertz", Dimension.FREQUENCY, "1000000", "MHz");
        unit("A86", "gigahertz", Dimension.FREQUENCY, "1000000000", "GHz");
        unit("NEW", "newton", Dimension.FORCE, "1", "N");
        unit("B47", "kilonewton", Dimension.FORCE, "1000", "kN");
        unit("B37", "kilogram-force", Dimension.FORCE, "9.80665");
        unit("NU", "newton metre", Dimension.TORQUE, "1", "Nm");
        unit("MTS", "metre per second", Dimension.SPEED, "1");
        ratio("KMH", "kilometre per hour", Dimension.SPEED, "1000", "3600");
        unit("HM", "mile per hour", Dimension.SPEED, "0.44704", "mph");
        unit("RPS", "revolution per second", Dimension.ROTATION, "1");
        ratio("RPM", "revolution per minute", Dimension.ROTATION, "1", "60", "rpm");
        unit("MQS", "cubic metre per second", Dimension.FLOW, "1");
        ratio("MQH", "cubic metre per hour", Dimension.FLOW, "1", "3600");
        ratio("L2", "litre per minute", Dimension.FLOW, "0.001", "60");
        ratio("E32", "litre per hour", Dimension.FLOW, "0.001", "3600");
        ratio("LD", "litre per day", Dimension.FLOW, "0.001", "86400");
        unit("DD", "degree", Dimension.ANGLE, "1", "\u00b0");
        unit("28", "kilogram per square metre", Dimension.MASS_PER_AREA, "1");
        unit("GM", "gram per square metre", Dimension.MASS_PER_AREA, "0.001");
        unit("LUM", "lumen", Dimension.LUMINOUS_FLUX, "1", "lm");
        unit("LUX", "lux", Dimension.ILLUMINANCE, "1", "lx");
        unit("2N", "decibel", Dimension.SOUND, "1", "dB");
        unit("AD", "byte", Dimension.DATA, "1");
        unit("2P", "kilobyte", Dimension.DATA, "1000", "kB");
        unit("4L", "megabyte", Dimension.DATA, "1000000", "MB");
        unit("E34", "gigabyte", Dimension.DATA, "1000000000", "GB");
        unit("E35", "terabyte", Dimension.DATA, "1000000000000", "TB");
        unit("P1", "percent", Dimension.PROPORTION, "0.01", "%");
        unit("59", "part per million", Dimension.PROPORTION, "0.000001", "ppm");
        unit("EA", "each", Dimension.COUNT, "1");
        unit("C62", "one", Dimension.COUNT, "1");
        unit("H87", "piece", Dimension.COUNT, "1", "pcs");
        unit("DZN", "dozen", Dimension.COUNT, "12");
        unit("GRO", "gross", Dimension.COUNT, "144");
        unit("CEN", "hundred", Dimension.COUNT, "100");
        unit("MIL", "thousand", Dimension.COUNT, "1000");
        pack("PR", "pair");
        pack("SET", "set");
        pack("KT", "kit");
        pack("BX", "box");
        pack("CT", "carton");
        pack("CS", "case");
        pack("PK", "package");
        pack("PA", "packet");
        pack("BG", "bag");
        pack("SA", "sack");
        pack("RO", "roll");
        pack("BO", "bottle");
        pack("CA", "can");
        pack("TU", "tube");
        pack("DR", "drum");
        pack("PX", "pallet");
        add(new Unit(
                "KEL", "kelvin", Dimension.TEMPERATURE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, List.of("K")));
        add(new Unit(
                "CEL",
                "degree Celsius",
                Dimension.TEMPERATURE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                new BigDecimal("273.15"),
                List.of("\u00b0C")));
        add(new Unit(
                "FAH",
                "degree Fahrenheit",
                Dimension.TEMPERATURE,
                BigDecimal.valueOf(5),
                BigDecimal.valueOf(9),
                new BigDecimal("459.67"),
                List.of("\u00b0F")));
    }

    /** The unit of a Rec 20/21 code, empty when it is not in our table. */
    public static Optional<Unit> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The unit of a code or of the way people write it ({@code KGM}, {@code kg}); case counts, since mW is not MW. */
    public static Optional<Unit> written(String text) {
        var byCode = BY_CODE.get(text);
        return Optional.ofNullable(byCode != null ? byCode : BY_WRITTEN.get(text));
    }

    /** All units in the order of the table, for reference pages and "did you mean". */
    public static Collection<Unit> all() {
        return Collections.unmodifiableCollection(new LinkedHashSet<>(BY_CODE.values()));
    }

    /** All codes and written forms. */
    public static Collection<String> words() {
        var words = new ArrayList<>(BY_CODE.keySet());
        words.addAll(BY_WRITTEN.keySet());
        return words;
    }

    /** True when values of one unit can be told in the other without knowing the item. */
    public boolean converts(Unit other) {
        return equals(other) || dimension == other.dimension && dimension != Dimension.PACK;
    }

    /**
     * A value of this unit told in another.
     *
     * @return exact where the decimal ends within 12 places, else rounded half-even to 12 places
     * @throws IllegalArgumentException when the units do not convert
     */
    public BigDecimal convert(BigDecimal value, Unit to) {
        if (equals(to)) {
            return value;
        }
        if (!converts(to)) {
            throw new IllegalArgumentException(code + " does not convert to " + to.code);
        }
        var dividend = value.add(offset).multiply(numerator).multiply(to.denominator);
        var divisor = denominator.multiply(to.numerator);
        var quotient = dividend.divide(divisor, PLACES, RoundingMode.HALF_EVEN).subtract(to.offset);
        var plain = quotient.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /**
     * Compares two values by size, exactly (no rounding).
     *
     * @throws IllegalArgumentException when the units do not convert
     */
    public static int compare(BigDecimal a, Unit unitA, BigDecimal b, Unit unitB) {
        if (unitA.equals(unitB)) {
            return a.compareTo(b);
        }
        if (!unitA.converts(unitB)) {
            throw new IllegalArgumentException(unitA.code + " does not convert to " + unitB.code);
        }
        var left = a.add(unitA.offset).multiply(unitA.numerator).multiply(unitB.denominator);
        var right = b.add(unitB.offset).multiply(unitB.numerator).multiply(unitA.denominator);
        return left.compareTo(right);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unit unit && unit.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    private static void unit(String code, String name, Dimension dimension, String factor, String... written) {
        ratio(code, name, dimension, factor, "1", written);
    }

    private static void ratio(
            String code, String name, Dimension dimension, String numerator, String denominator, String... written) {
        add(new Unit(
                code,
                name,
                dimension,
                new BigDecimal(numerator),
                new BigDecimal(denominator),
                BigDecimal.ZERO,
                List.of(written)));
    }

    private static void pack(String code, String name) {
        var unit = new Unit(code, name, Dimension.PACK, null, null, null, List.of());
        add(unit);
        if (code.length() == 2) {
            BY_CODE.put("X" + code, unit);
        }
    }

    private static void add(Unit unit) {
        if (BY_CODE.put(unit.code, unit) != null) {
            throw new IllegalStateException("unit " + unit.code + " twice");
        }
        for (var word : unit.written) {
            if (BY_WRITTEN.put(word, unit) != null) {
                throw new IllegalStateException("unit word " + word + " twice");
            }
        }
    }
}
