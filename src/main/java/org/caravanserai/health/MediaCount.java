package org.caravanserai.health;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.master.Golden;
import org.caravanserai.quality.Blank;

/** Media: rights that ended or will, media nobody names, the same file twice, tags. Goes twice over them: first ({@code learning}) to learn the tags. */
final class MediaCount implements Count {
    static final String EXPIRED = "expired-media";
    static final String EXPIRED_TOTAL = "expired-media-total";
    static final String EXPIRING = "expiring-media";
    static final String UNKNOWN_EXPIRY = "media-unknown-expiry";
    static final String UNUSED = "unused-media";
    static final String DUPLICATES = "duplicate-media";
    static final String TAGS = "media-tag-quality";

    static final List<Integer> HORIZONS = List.of(7, 30, 90);

    private final boolean learning;
    private final RecordReader reader;
    private final List<RecordNames> names;
    private final List<Declared> declared;
    private final Use use;
    private final TagBook tagBook;
    private final LocalDate today;
    private final Clusters clusters = new Clusters();
    private final int rightsTo;
    private final int sha256;
    private final int tags;

    /** How often each writing of a tag occurs, by what is left of it without case, accents, signs and plural. */
    static final class TagBook {
        /** A vocabulary of more tags than this is none. */
        private static final int MOST = 20_000;

        private final Map<String, Map<String, Integer>> writings = new HashMap<>();

        void learn(String tag) {
            if (writings.size() < MOST) {
                writings.computeIfAbsent(folded(tag), none -> new HashMap<>(2)).merge(tag, 1, Integer::sum);
            }
        }

        /** The usual writing of a tag; of two that are equally frequent the first of the alphabet. */
        String usual(String tag) {
            return writings.getOrDefault(folded(tag), Map.of()).entrySet().stream()
                    .min(Map.Entry.<String, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse(tag);
        }

        static String folded(String tag) {
            var plain = Normalizer.normalize(tag, Normalizer.Form.NFD)
                    .replaceAll("\\p{M}", "")
                    .replaceAll("[^\\p{L}\\p{N}]", "")
                    .toLowerCase(Locale.ROOT);
            return plain.length() > 3 && plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
        }
    }

    MediaCount(Means means, Use use, TagBook tagBook, List<Declared> declared, boolean learning) {
        this.learning = learning;
        this.use = use;
        this.tagBook = tagBook;
        this.declared = declared;
        this.names = means.names();
        this.today = means.today();
        var neutral = means.builder().shape().names(Perspective.NEUTRAL);
        rightsTo = neutral.variable(List.of("rightsTo")).orElseThrow().slot();
        sha256 = neutral.variable(List.of("sha256")).orElseThrow().slot();
        tags = neutral.variable(List.of("tags")).orElseThrow().slot();
        reader = means.builder().build().reader();
    }

    @Override
    public Kind kind() {
        return Kind.MEDIA;
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
        for (var counter : List.of(EXPIRED, EXPIRED_TOTAL, EXPIRING, UNKNOWN_EXPIRY, UNUSED, DUPLICATES, TAGS)) {
            sheet.among(counter, Scope.ALL, 0);
        }
        HORIZONS.forEach(days -> sheet.among(EXPIRING, within(days), 0));
        declared.forEach(each -> each.begin(sheet));
    }

    private static Scope within(int days) {
        return Scope.of("within", days + "d");
    }

    @Override
    public void look(Golden golden, Object[] slots, Sheet sheet) {
        if (learning) {
            if (slots[tags] instanceof Object[] all) {
                for (var tag : all) {
                    tagBook.learn((String) tag);
                }
            }
            return;
        }
        for (var counter : List.of(EXPIRED_TOTAL, EXPIRING, UNKNOWN_EXPIRY, UNUSED, DUPLICATES, TAGS)) {
            sheet.among(counter, Scope.ALL, 1);
        }
        HORIZONS.forEach(days -> sheet.among(EXPIRING, within(days), 1));
        rights(golden, (LocalDate) slots[rightsTo], sheet);
        if (!use.named(golden.key())) {
            sheet.hit(UNUSED, Scope.ALL, golden.id(), golden.key(), "");
        }
        if (!Blank.is(slots[sha256])) {
            clusters.add(golden.id(), "sha256", slots[sha256].toString().toLowerCase(Locale.ROOT));
        }
        tags(golden, slots[tags], sheet);
        declared.forEach(each -> each.look(golden, slots, sheet));
    }

    private void rights(Golden golden, LocalDate end, Sheet sheet) {
        boolean live = use.live(golden.key());
        if (live) {
            sheet.among(EXPIRED, Scope.ALL, 1);
        }
        if (end == null) {
            sheet.hit(UNKNOWN_EXPIRY, Scope.ALL, golden.id(), golden.key(), "");
            return;
        }
        var detail = "rightsTo = " + end;
        if (!end.isAfter(today)) {
            sheet.hit(EXPIRED_TOTAL, Scope.ALL, golden.id(), golden.key(), detail);
            if (live) {
                sheet.hit(EXPIRED, Scope.ALL, golden.id(), golden.key(), detail);
            }
            return;
        }
        boolean soon = false;
        for (int days : HORIZONS) {
            if (!end.isAfter(today.plusDays(days))) {
                soon = true;
                sheet.hit(EXPIRING, within(days), golden.id(), golden.key(), detail);
            }
        }
        if (soon) {
            sheet.hit(EXPIRING, Scope.ALL, golden.id(), golden.key(), detail);
        }
    }

    private void tags(Golden golden, Object own, Sheet sheet) {
        if (!(own instanceof Object[] all) || all.length == 0) {
            sheet.hit(TAGS, Scope.ALL, golden.id(), golden.key(), "tags = –");
            return;
        }
        for (var tag : all) {
            var usual = tagBook.usual((String) tag);
            if (!usual.equals(tag)) {
                sheet.hit(TAGS, Scope.ALL, golden.id(), golden.key(), tag + " ≠ " + usual);
                return;
            }
        }
    }

    @Override
    public Clusters clusters() {
        return learning ? null : clusters;
    }

    @Override
    public String clusterCounter() {
        return DUPLICATES;
    }
}
