package org.caravanserai.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.home.Channel;
import org.caravanserai.mapping.Circumstances;
import org.caravanserai.master.Golden;
import org.caravanserai.quality.Blank;
import org.caravanserai.quality.Completeness;
import org.caravanserai.quality.Selection;

/** Products: completeness per channel and language, translations, status, trade item numbers; remembers which media and categories they use. */
final class ProductCount implements Count {
    static final String INCOMPLETE = "incomplete-products";
    static final String TRANSLATIONS = "missing-translations";
    static final String TRANSLATIONS_SKUS = "missing-translations-products";
    static final String INACTIVE = "inactive-products";
    static final String DUPLICATES = "duplicate-products";

    private final RecordReader reader;
    private final List<RecordNames> names;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<String, List<Wanted>> translations = new TreeMap<>();
    private final List<Declared> declared;
    private final Set<String> localised = new HashSet<>();
    private final Use use;
    private final Clusters clusters = new Clusters();
    private final int status;
    private final int family;
    private final int gtin;
    private final int packaging;
    private final int parentPackaging;
    private final int levelGtin;
    private final int media;
    private final int categories;

    /** A channel in one of its languages. */
    private record Lane(
            Channel channel, String locale, Scope scope, Selection selection, Completeness completeness, Run run) {}

    /** A text somebody asks of a family in a language. */
    private record Wanted(String address, String locale, int slot) {}

    ProductCount(Means means, Use use, List<Declared> declared) {
        this.use = use;
        this.declared = declared;
        this.names = means.names();
        var shape = means.builder().shape();
        var neutral = shape.names(Perspective.NEUTRAL);
        means.home().model().of(Kind.PRODUCTS).attributes().values().stream()
                .filter(Attribute::localizable)
                .forEach(attribute -> localised.add(attribute.code()));
        status = slot(neutral, "status");
        family = slot(neutral, "family");
        gtin = slot(neutral, "gtin");
        media = slot(neutral, "media");
        categories = slot(neutral, "categories");
        var section = neutral.variable(List.of("packaging")).orElseThrow();
        packaging = section.slot();
        parentPackaging = slot(neutral, "parent", "packaging");
        levelGtin = section.element().variable(List.of("gtin")).orElseThrow().slot();
        means.home().channels().values().stream()
                .filter(channel ->
                        channel.mode() != Channel.Mode.OFF && channel.streams().containsKey(Kind.PRODUCTS.word()))
                .forEach(channel -> lanes(channel, means));
        this.reader = means.builder().build().reader();
    }

    private static int slot(RecordNames names, String... path) {
        return names.variable(List.of(path)).orElseThrow().slot();
    }

    private void lanes(Channel channel, Means means) {
        var home = means.home();
        var places = Completeness.places(channel);
        for (var locale : channel.locales()) {
            var view = means.builder().shape().names(new Perspective(channel.scope(), locale));
            var functions = new CountedFunctions(home, Kind.PRODUCTS, view, channel, locale);
            var environment = means.builder().environment(Circumstances.of(channel, locale), view, functions);
            var selection = CountedFunctions.selection(channel.assortment(), home, view, environment);
            if (selection.isEmpty()) {
                continue;
            }
            names.add(view);
            var run = new Run(means.today(), home.company().timeZone())
                    .set(org.caravanserai.expression.Reserved.CHANNEL, channel.name())
                    .set(org.caravanserai.expression.Reserved.ZONE, channel.zone())
                    .set(org.caravanserai.expression.Reserved.LOCALE, locale);
            var scope = Scope.of("channel", channel.name(), "locale", locale);
            lanes.add(new Lane(
                    channel, locale, scope, selection.get(), Completeness.of(home.model(), view, places, null), run));
            translations(home.model(), places, channel.scope(), locale, view);
        }
    }

    /** A text without a scope of its own is one text, however many channels ask for it. */
    private void translations(Model model, List<String> places, String scope, String locale, RecordNames view) {
        var fields = model.of(Kind.PRODUCTS);
        for (var each : model.families().values()) {
            var codes = new TreeSet<>(each.required().getOrDefault("*", Set.of()));
            places.forEach(place -> codes.addAll(each.required().getOrDefault(place, Set.of())));
            for (var code : codes) {
                var attribute = fields.attribute(code);
                if (attribute.isPresent() && attribute.get().localizable()) {
                    var wanted = new Wanted(code + "." + locale, locale, slot(view, code));
                    var of = translations.computeIfAbsent(each.code(), none -> new ArrayList<>());
                    if (!of.contains(wanted)) {
                        of.add(wanted);
                    }
                }
            }
        }
    }

    @Override
    public Kind kind() {
        return Kind.PRODUCTS;
    }

    @Override
    public RecordReader reader() {
        return reader;
    }

    @Override
    public Set<Kind> joins() {
        var kinds = Count.joins(names);
        kinds.add(Kind.PRODUCTS);
        return kinds;
    }

    @Override
    public void begin(Sheet sheet) {
        for (var counter : List.of(INCOMPLETE, TRANSLATIONS, TRANSLATIONS_SKUS, INACTIVE, DUPLICATES)) {
            sheet.among(counter, Scope.ALL, 0);
        }
        lanes.forEach(lane -> sheet.among(INCOMPLETE, lane.scope(), 0));
        declared.forEach(each -> each.begin(sheet));
    }

    @Override
    public void look(Golden golden, Object[] slots, Sheet sheet) {
        numbers(golden, slots, sheet);
        boolean sellable = reader.sellable(slots);
        boolean active = "active".equals(slots[status]);
        // A model's page shows its picture even where each variant has one of its own.
        use.media(slots[media], active);
        if (!sellable) {
            return;
        }
        sheet.among(INACTIVE, Scope.ALL, 1);
        boolean retired = "retired".equals(slots[status]);
        if (retired) {
            sheet.hit(INACTIVE, Scope.ALL, golden.id(), golden.key(), "status = retired");
        } else {
            translations(golden, slots, sheet);
        }
        if (active) {
            use.categories(slots[categories]);
        }
        completeness(golden, slots, sheet);
        declared.forEach(each -> each.look(golden, slots, sheet));
    }

    private void completeness(Golden golden, Object[] slots, Sheet sheet) {
        boolean selected = false;
        var all = new TreeSet<String>();
        for (var lane : lanes) {
            lane.run().begin();
            if (!lane.selection().takes(slots, lane.run())) {
                continue;
            }
            selected = true;
            sheet.among(INCOMPLETE, lane.scope(), 1);
            var missing = lane.completeness().missing(slots);
            if (!missing.isEmpty()) {
                var addresses = missing.stream()
                        .map(code -> localised.contains(code) ? code + "." + lane.locale() : code)
                        .toList();
                sheet.hit(INCOMPLETE, lane.scope(), golden.id(), golden.key(), String.join(", ", addresses));
                all.addAll(addresses);
            }
        }
        if (selected) {
            sheet.among(INCOMPLETE, Scope.ALL, 1);
        }
        if (!all.isEmpty()) {
            sheet.hit(INCOMPLETE, Scope.ALL, golden.id(), golden.key(), String.join(", ", all));
        }
    }

    /** Wanted before a channel selects the product: a translation is part of what makes it ready. */
    private void translations(Golden golden, Object[] slots, Sheet sheet) {
        var wanted = slots[family] == null ? null : translations.get(slots[family].toString());
        if (wanted == null) {
            return;
        }
        var texts = new LinkedHashMap<String, Boolean>();
        var languages = new TreeMap<String, TreeSet<String>>();
        for (var each : wanted) {
            boolean blank = Blank.is(slots[each.slot()]);
            texts.merge(each.address(), blank, Boolean::logicalOr);
            var missing = languages.computeIfAbsent(each.locale(), none -> new TreeSet<>());
            if (blank) {
                missing.add(each.address());
            }
        }
        sheet.among(TRANSLATIONS, Scope.ALL, texts.size());
        texts.forEach((address, blank) -> {
            if (blank) {
                sheet.hit(TRANSLATIONS, Scope.ALL, golden.id(), golden.key(), address);
            }
        });
        sheet.among(TRANSLATIONS_SKUS, Scope.ALL, languages.size());
        languages.forEach((locale, missing) -> {
            var scope = Scope.of("locale", locale);
            sheet.among(TRANSLATIONS_SKUS, scope, 1);
            if (!missing.isEmpty()) {
                sheet.hit(TRANSLATIONS_SKUS, scope, golden.id(), golden.key(), String.join(", ", missing));
                sheet.hit(TRANSLATIONS_SKUS, Scope.ALL, golden.id(), golden.key(), String.join(", ", missing));
            }
        });
    }

    private void numbers(Golden golden, Object[] slots, Sheet sheet) {
        sheet.among(DUPLICATES, Scope.ALL, 1);
        clusters.add(golden.id(), "gtin", fourteen(slots[gtin]));
        // A level taken over from the model is the model's number, not a second use of it.
        if (slots[packaging] instanceof Object[] levels && slots[packaging] != slots[parentPackaging]) {
            for (var each : levels) {
                var element = (Object[]) each;
                clusters.add(golden.id(), "gtin", fourteen(element[levelGtin]));
            }
        }
    }

    /** GTIN of any length in the one form in which they can be compared; null when there is none. */
    private static String fourteen(Object gtin) {
        if (Blank.is(gtin)) {
            return null;
        }
        var digits = gtin.toString().strip();
        return digits.length() >= 14 ? digits : "0".repeat(14 - digits.length()) + digits;
    }

    @Override
    public Clusters clusters() {
        return clusters;
    }

    @Override
    public String clusterCounter() {
        return DUPLICATES;
    }
}
