package org.caravanserai.health;

import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.master.Golden;

/** Documents of a kind only declared counters are about. */
final class DeclaredCount implements Count {
    private final Kind kind;
    private final List<Declared> declared;
    private final List<RecordNames> names;
    private final RecordReader reader;

    DeclaredCount(Means means, Kind kind, List<Declared> declared) {
        this.kind = kind;
        this.declared = declared;
        this.names = means.names();
        this.reader = means.builder().build().reader();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public RecordReader reader() {
        return reader;
    }

    @Override
    public Set<Kind> joins() {
        return Count.joins(names);
    }

    @Override
    public void begin(Sheet sheet) {
        declared.forEach(each -> each.begin(sheet));
    }

    @Override
    public void look(Golden golden, Object[] slots, Sheet sheet) {
        declared.forEach(each -> each.look(golden, slots, sheet));
    }
}
