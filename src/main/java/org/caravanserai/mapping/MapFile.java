package org.caravanserai.mapping;

import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * A map file after reading: everything it extends and includes is in it.
 *
 * @param name {@code mirakl/product-out.adeo}
 * @param kind what is mapped, null for a map of answers or of orders
 * @param way where it leads
 * @param at the file
 * @param version of the map, null when not said
 * @param target path of the target's field list below {@code mappings/}, null = none
 * @param demands tables in which the partner says what it asks for, null = none
 * @param locales languages in order of preference; empty = the channel's
 * @param currency ISO 4217, null = the channel's
 * @param scope null = the channel's
 * @param select condition, null = every record
 * @param collect section whose elements the rows of an inward map are, null = a row is a document
 * @param columns patterns of columns of an inward map, as written; empty = none
 * @param each path of the list in an answer whose elements are outcomes, null = a record is one
 * @param entries by left side, in their order
 */
record MapFile(
        String name,
        Kind kind,
        Way way,
        Position at,
        String version,
        YamlScalar target,
        YamlMap demands,
        List<YamlScalar> locales,
        YamlScalar currency,
        YamlScalar scope,
        YamlScalar select,
        YamlScalar collect,
        List<YamlNode> columns,
        YamlScalar each,
        Map<String, Entry> entries) {

    /** Where a map leads: the end of its name. */
    enum Way {
        /** From a source row to a canonical document. */
        IN,
        /** From a canonical document to a partner's row. */
        OUT,
        /** From a partner's answer to outcomes. */
        ACK,
        /** From an order of a marketplace to one of ours. */
        ORDER;

        /** The end of the names of such maps. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** In sentences. */
        String sentence() {
            return switch (this) {
                case IN -> "inward";
                case OUT -> "outward";
                case ACK -> "an answer";
                case ORDER -> "an order";
            };
        }
    }

    boolean outward() {
        return way == Way.OUT;
    }
}
