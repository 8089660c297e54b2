package org.caravanserai.canonical;

import java.util.List;
import java.util.Map;

/**
 * A structured part of a document that is no single value: packaging levels, prices, stock, addresses.
 *
 * @param code field name in canonical JSON
 * @param byKey true: a JSON object whose field names are the element keys ({@code packaging}); false: a JSON array
 * @param identity fields that tell two elements apart ({@code list, minQuantity, validFrom} of a price); empty when {@code byKey}
 * @param fields the fields of one element by name
 */
public record Section(String code, boolean byKey, List<String> identity, Map<String, Attribute> fields) {
    public Section {
        identity = List.copyOf(identity);
        fields = Map.copyOf(fields);
    }
}
