package org.caravanserai.ingest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.caravanserai.canonical.Finding;

/** How far the prices of one article move; a price is compared with the one of the same list, quantity and validity. */
final class PriceMoves {
    private final List<String> identity;
    private final Map<List<Object>, BigDecimal> before = new HashMap<>();

    PriceMoves(List<String> identity, Object prices) {
        this.identity = identity;
        if (prices instanceof List<?> list) {
            for (Object price : list) {
                if (price instanceof Map<?, ?> fields && perPiece(fields) != null) {
                    before.put(of(fields), perPiece(fields));
                }
            }
        }
    }

    /** Tells each price that moves by more than {@code limit} (0.2 = 20 %). */
    void moves(Object prices, BigDecimal limit, Consumer<String> each) {
        if (!(prices instanceof List<?> list)) {
            return;
        }
        for (Object price : list) {
            if (price instanceof Map<?, ?> fields) {
                var now = perPiece(fields);
                var old = now == null ? null : before.get(of(fields));
                if (old != null && old.signum() > 0 && now.subtract(old).abs().compareTo(old.multiply(limit)) > 0) {
                    each.accept(Finding.cut(String.valueOf(fields.get("list"))) + " from " + old.toPlainString()
                            + " to " + now.toPlainString());
                }
            }
        }
    }

    private List<Object> of(Map<?, ?> fields) {
        var values = new ArrayList<Object>();
        identity.forEach(field -> values.add(fields.get(field)));
        return values;
    }

    /** Null when there is no readable amount. */
    private static BigDecimal perPiece(Map<?, ?> fields) {
        try {
            if (!(fields.get("amount") instanceof String amount)) {
                return null;
            }
            var value = new BigDecimal(amount);
            if (fields.get("basis") instanceof String basis) {
                var divisor = new BigDecimal(basis);
                return divisor.signum() <= 0
                        ? null
                        : value.divide(divisor, MathContext.DECIMAL64).stripTrailingZeros();
            }
            return value;
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }
}
