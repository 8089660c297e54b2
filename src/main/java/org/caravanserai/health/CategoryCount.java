package org.caravanserai.health;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.master.Golden;
import org.caravanserai.quality.Blank;

/**
 * Categories that are switched off or sell nothing, and names that are not translated. Goes twice over them: first ({@code marking}) a category
 * something is sold in marks those above it.
 */
final class CategoryCount implements Count {
    static final String INACTIVE = "inactive-categories";

    private final boolean marking;
    private final RecordReader reader;
    private final List<RecordNames> names;
    private final List<Declared> declared;
    private final Use use;
    private final int active;
    private final int ancestors;
    private final int media;
    private final Map<String, Integer> titles = new TreeMap<>();

    CategoryCount(Means means, Use use, List<Declared> declared, boolean marking) {
        this.marking = marking;
        this.use = use;
        this.declared = declared;
        this.names = means.names();
        var shape = means.builder().shape();
        var neutral = shape.names(Perspective.NEUTRAL);
        active = neutral.variable(List.of("active")).orElseThrow().slot();
        ancestors = neutral.variable(List.of("ancestors")).orElseThrow().slot();
        media = neutral.variable(List.of("media")).orElseThrow().slot();
        for (var locale : means.home().company().locales()) {
            titles.put(
                    locale,
                    shape.names(new Perspective(null, locale))
                            .variable(List.of("name"))
                            .orElseThrow()
                            .slot());
        }
        reader = means.builder().build().reader();
    }

    @Override
    public Kind kind() {
        return Kind.CATEGORIES;
    }

    @Override
    public RecordReader reader() {
        return reader;
    }

    @Override
    public Set<Kind> joins() {
        var kinds = Count.joins(names);
        kinds.add(Kind.CATEGORIES);
        return kinds;
    }

    @Override
    public void begin(Sheet sheet) {
        sheet.among(INACTIVE, Scope.ALL, 0);
        declared.forEach(each -> each.begin(sheet));
    }

    @Override
    public void look(Golden golden, Object[] slots, Sheet sheet) {
        if (marking) {
            use.media(slots[media], false);
            if (use.sells(golden.key()) && slots[ancestors] instanceof Object[] above) {
                for (var each : above) {
                    use.category((String) each);
                }
            }
            return;
        }
        sheet.among(INACTIVE, Scope.ALL, 1);
        if (Boolean.FALSE.equals(slots[active])) {
            sheet.hit(INACTIVE, Scope.ALL, golden.id(), golden.key(), "active = false");
        } else if (!use.sells(golden.key())) {
            sheet.hit(INACTIVE, Scope.ALL, golden.id(), golden.key(), "products = 0");
        }
        if (!Boolean.FALSE.equals(slots[active])) {
            titles.forEach((locale, slot) -> {
                sheet.among(ProductCount.TRANSLATIONS, Scope.ALL, 1);
                if (Blank.is(slots[slot])) {
                    sheet.hit(ProductCount.TRANSLATIONS, Scope.ALL, golden.id(), golden.key(), "name." + locale);
                }
            });
        }
        declared.forEach(each -> each.look(golden, slots, sheet));
    }
}
