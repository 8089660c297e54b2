package org.caravanserai.delivery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.wanted.LanePlan;

/** Compares two rows of a lane, field by field. */
final class Compare {
    private Compare() {}

    /** @param before null = the partner has nothing, or nobody knows what */
    static List<Plan.Field> fields(LanePlan lane, Cells before, Cells after) {
        var changes = new ArrayList<Plan.Field>();
        for (int i = 0; i < after.size(); i++) {
            var old = before == null ? null : text(before.value(i));
            var fresh = text(after.value(i));
            if (!Objects.equals(old, fresh)) {
                var field = after.fields().get(i);
                changes.add(new Plan.Field(
                        field,
                        old,
                        fresh,
                        lane.mapping().at(field).map(Object::toString).orElse(null)));
            }
        }
        return changes;
    }

    private static String text(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list) {
            return Finding.cut(list.stream().map(Compare::text).toList().toString());
        }
        if (value instanceof Cells cells) {
            var all = new ArrayList<String>();
            for (int i = 0; i < cells.size(); i++) {
                if (cells.value(i) != null) {
                    all.add(cells.fields().get(i) + "=" + text(cells.value(i)));
                }
            }
            return Finding.cut(all.toString());
        }
        return value instanceof java.math.BigDecimal number ? number.toPlainString() : Finding.cut(value.toString());
    }
}
