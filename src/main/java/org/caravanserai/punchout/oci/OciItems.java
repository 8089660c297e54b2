package org.caravanserai.punchout.oci;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.caravanserai.punchout.Decimals;
import org.caravanserai.punchout.Price;
import org.caravanserai.punchout.ReturnForm;

/** The items of a returned form, as a buyer reads them. */
public final class OciItems {
    /** Highest index that is read. */
    static final int MOST = 5000;

    private static final Pattern FIELD = Pattern.compile("(?i)NEW_ITEM-([A-Z0-9_]+)\\[([0-9]{1,6})]");

    /** LONGTEXT_n:132[], LONGTEXT_n:132, LONGTEXT_n:132[n], LONGTEXT[n] and LONGTEXT_n[]. */
    private static final Pattern LONGTEXT = Pattern.compile("(?i)NEW_ITEM-LONGTEXT_([0-9]{1,6})(:132)?(\\[[0-9]*])?");

    private OciItems() {}

    /**
     * One item.
     *
     * @param number its index in the form
     * @param values by field, without blanks around them; empty ones are left out
     * @param unknown fields that are none of OCI, by the word the sender used
     */
    public record Item(int number, Map<OciField, String> values, Map<String, String> unknown) {
        /** A value, empty when it was not sent. */
        public Optional<String> value(OciField field) {
            return Optional.ofNullable(values.get(field));
        }

        /** The quantity, empty when it is no number above 0. */
        public Optional<BigDecimal> quantity() {
            return value(OciField.QUANTITY).flatMap(Decimals::of).filter(number -> number.signum() > 0);
        }

        /** The price with its unit (absent or empty means 1), empty when there is none that can be read. */
        public Optional<Price> price() {
            var amount = value(OciField.PRICE).flatMap(Decimals::of);
            var basis = value(OciField.PRICEUNIT).isEmpty()
                    ? Optional.of(BigDecimal.ONE)
                    : value(OciField.PRICEUNIT).flatMap(Decimals::of).filter(number -> number.signum() > 0);
            return amount.isEmpty() || basis.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Price(amount.get(), basis.get()));
        }
    }

    /** The items in the order of their indices. */
    public static List<Item> of(List<ReturnForm.Field> fields) {
        var items = new TreeMap<Integer, Item>();
        for (var field : fields) {
            var longText = LONGTEXT.matcher(field.name());
            var plain = FIELD.matcher(field.name());
            if (longText.matches()) {
                put(items, longText.group(1), "LONGTEXT", field.value());
            } else if (plain.matches()) {
                put(items, plain.group(2), plain.group(1), field.value());
            }
        }
        return new ArrayList<>(items.values());
    }

    private static void put(Map<Integer, Item> items, String index, String word, String value) {
        int number = Integer.parseInt(index);
        if (number < 1 || number > MOST || value.isBlank()) {
            return;
        }
        var item = items.computeIfAbsent(number, key -> new Item(key, new LinkedHashMap<>(), new LinkedHashMap<>()));
        OciField.of(word)
                .ifPresentOrElse(
                        field -> item.values().putIfAbsent(field, value.strip()),
                        () -> item.unknown().putIfAbsent(word, value.strip()));
    }
}
