package org.caravanserai.expression;

import java.util.LinkedHashSet;
import java.util.Set;

/** The compiled form behind {@link Compiled}. */
final class Program implements Compiled {
    private static final int MAX_REASONS = 3;

    private final String source;
    private final Node node;
    private final Node.Condition condition;
    private final Type type;
    private final Set<Read> reads;
    private final Set<Reserved> reserved;
    private final Set<String> hosted;
    private final boolean readsDate;

    Program(String source, Typed typed, Scope scope) {
        this.source = source;
        node = typed.node();
        type = typed.type();
        condition = type == Type.BOOLEAN ? typed.condition() : null;
        reads = scope.reads();
        reserved = scope.reserved();
        hosted = scope.hosted();
        readsDate = Slope.moves(node);
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public Set<Read> reads() {
        return reads;
    }

    @Override
    public Set<Reserved> reserved() {
        return reserved;
    }

    @Override
    public Set<String> hosted() {
        return hosted;
    }

    @Override
    public boolean readsDate() {
        return readsDate;
    }

    @Override
    public Object value(Object[] slots, Run run) {
        return node.value(slots, run);
    }

    @Override
    public Truth truth(Object[] slots, Run run) {
        int answer = condition.test(slots, run);
        return answer < 0 ? Truth.MISSING : answer == Node.Condition.TRUE ? Truth.TRUE : Truth.FALSE;
    }

    @Override
    public String why(Object[] slots, Run run) {
        var reasons = new LinkedHashSet<String>();
        var aside = run.aside();
        try {
            node.why(slots, aside, reasons);
        } catch (Refused refused) {
            reasons.add(refused.getMessage());
        }
        var shown = reasons.stream().limit(MAX_REASONS).toList();
        var more = reasons.size() > MAX_REASONS ? ", ..." : "";
        return (condition != null ? "undecided: " : "no value: ") + String.join(", ", shown) + more;
    }

    @Override
    public String text() {
        return Formatter.print(Parser.parse(source));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Program program && program.type.equals(type) && program.node.equals(node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
