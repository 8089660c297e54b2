package org.caravanserai.sandbox.buyer;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a kind of procurement system behaves, and what it takes: rules of the buyer's side, written down here on purpose a second time and not read from
 * {@code packs.yaml}. Lengths are those the systems document (supplier guides of Ariba and Coupa, SAP OCI 4.0 field list).
 */
public enum Profile {
    /** Any system that speaks cXML by the book. */
    GENERIC("1.2.014", 255, 255, 2000, 255, false, "", ""),
    /** Direct; old texts; one line with an unknown unit fails the whole cart. */
    COUPA("1.2.014", 100, 100, 255, 100, false, "", "cxml-urlencoded"),
    /** Through a network whose name stands in Sender; lengths are bytes. */
    ARIBA("1.2.014", 128, 128, 2000, 128, true, "?{}", "cxml-base64"),
    /** The user's browser carries fields, no document. */
    SAP_OCI("1.2.014", 40, 40, 40, 40, false, "", "");

    /** UN/ECE Recommendation 20 and 21 codes such systems have in their tables. */
    private static final Set<String> UNITS = Set.of(
            "EA", "PR", "BX", "CT", "CS", "PK", "SET", "KT", "RO", "RL", "DZN", "DZ", "BG", "BO", "CA", "TU", "PF",
            "PX", "C62", "H87", "PCE", "KGM", "GRM", "TNE", "LTR", "MLT", "MTR", "CMT", "MMT", "MTK", "MTQ", "HUR",
            "DAY", "MIN", "BE", "NMP", "SA", "ST", "LM", "PA");

    private final String version;
    private final int part;
    private final int auxiliary;
    private final int description;
    private final int manufacturerPart;
    private final boolean bytes;
    private final String forbidden;
    private final String field;

    Profile(
            String version,
            int part,
            int auxiliary,
            int description,
            int manufacturerPart,
            boolean bytes,
            String forbidden,
            String field) {
        this.version = version;
        this.part = part;
        this.auxiliary = auxiliary;
        this.description = description;
        this.manufacturerPart = manufacturerPart;
        this.bytes = bytes;
        this.forbidden = forbidden;
        this.field = field;
    }

    /** The profile of a pack, by its name in files; empty when none is meant. */
    static Optional<Profile> named(String pack) {
        for (var profile : values()) {
            if (profile.word().equals(pack)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** {@code generic}, {@code coupa}, {@code ariba}, {@code sap-oci}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the browser carries fields and no document. */
    boolean oci() {
        return this == SAP_OCI;
    }

    /** DTD version of what this system sends. */
    String version() {
        return version;
    }

    int part() {
        return part;
    }

    int auxiliary() {
        return auxiliary;
    }

    int description() {
        return description;
    }

    int manufacturerPart() {
        return manufacturerPart;
    }

    /** Characters that may not stand in part numbers. */
    String forbidden() {
        return forbidden;
    }

    /** Name of the only form field it reads, in lower case; empty = either. */
    String field() {
        return field;
    }

    /** Length as this system counts. */
    int length(String text) {
        return bytes
                ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                : text.codePointCount(0, text.length());
    }

    /** Whether the unit stands in its tables. */
    boolean knows(String unit) {
        return UNITS.contains(unit);
    }
}
