package org.caravanserai.delivery.survey;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.canonical.Cells;

/** Our row with what stands at the partner in place of what differs: kept, so that a plan shows the difference. */
public record There(Cells row, List<Survey.Field> differing) implements Cells {
    @Override
    public List<String> fields() {
        return row.fields();
    }

    @Override
    public int size() {
        return row.size();
    }

    @Override
    public Object value(int field) {
        var ours = row.value(field);
        var name = fields().get(field);
        for (var one : differing) {
            if (one.field().equals(name)) {
                return like(ours, one.theirs());
            }
        }
        return ours;
    }

    private static Object like(Object ours, String theirs) {
        boolean number = theirs != null && theirs.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
        return ours instanceof BigDecimal && number ? new BigDecimal(theirs) : theirs;
    }
}
