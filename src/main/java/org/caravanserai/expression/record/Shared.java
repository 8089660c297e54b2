package org.caravanserai.expression.record;

import java.util.Set;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Read;
import org.caravanserai.expression.Reserved;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.Type;

/** An expression whose answer is kept in a slot of the record, once it turned out that two or more ask for it. */
final class Shared implements Compiled {
    private static final Object MISSING = new Object();

    private final Compiled expression;
    private int uses;
    private int slot = -1;

    Shared(Compiled expression) {
        this.expression = expression;
    }

    Shared used() {
        uses++;
        return this;
    }

    void place(RecordShape shape) {
        if (uses > 1) {
            slot = shape.memo();
        }
    }

    @Override
    public Type type() {
        return expression.type();
    }

    @Override
    public Set<Read> reads() {
        return expression.reads();
    }

    @Override
    public Set<Reserved> reserved() {
        return expression.reserved();
    }

    @Override
    public Set<String> hosted() {
        return expression.hosted();
    }

    @Override
    public boolean readsDate() {
        return expression.readsDate();
    }

    @Override
    public Object value(Object[] slots, Run run) {
        if (slot < 0) {
            return expression.value(slots, run);
        }
        if (type().equals(Type.BOOLEAN)) {
            return switch (truth(slots, run)) {
                case TRUE -> Boolean.TRUE;
                case FALSE -> Boolean.FALSE;
                case MISSING -> null;
            };
        }
        var kept = slots[slot];
        if (kept == null) {
            kept = expression.value(slots, run);
            slots[slot] = kept == null ? MISSING : kept;
            return kept;
        }
        return kept == MISSING ? null : kept;
    }

    @Override
    public Truth truth(Object[] slots, Run run) {
        if (slot < 0) {
            return expression.truth(slots, run);
        }
        var kept = slots[slot];
        if (kept == null) {
            kept = expression.truth(slots, run);
            slots[slot] = kept;
        }
        return (Truth) kept;
    }

    @Override
    public String why(Object[] slots, Run run) {
        return expression.why(slots, run);
    }

    @Override
    public String text() {
        return expression.text();
    }
}
