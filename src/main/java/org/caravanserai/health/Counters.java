package org.caravanserai.health;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.QualityFile;
import org.caravanserai.parser.Problems;

/**
 * The counters of an installation: the hub's own, then those its files declare.
 *
 * @param all by id, in the order of the board
 * @param declared the declared ones without errors, by kind
 */
record Counters(Map<String, Counter> all, Map<Kind, List<QualityFile.Counter>> declared) {
    private static final String CATALOGUE = "catalogue";
    private static final String CUSTOMERS = "customers";
    private static final String IT = "it";

    private static final List<Counter> OWN = List.of(
            own(ProductCount.INCOMPLETE, "products", CATALOGUE, "0.10"),
            own(ProductCount.TRANSLATIONS, "texts", CATALOGUE, "0.10"),
            own(ProductCount.TRANSLATIONS_SKUS, "products", CATALOGUE, "0.10"),
            own(ProductCount.INACTIVE, "products", CATALOGUE, null),
            own(ProductCount.DUPLICATES, "products", CATALOGUE, "0.01"),
            own(CategoryCount.INACTIVE, "categories", CATALOGUE, "0.25"),
            own(MediaCount.EXPIRED, "media", CATALOGUE, "0.01"),
            own(MediaCount.EXPIRED_TOTAL, "media", CATALOGUE, null),
            own(MediaCount.EXPIRING, "media", CATALOGUE, null),
            own(MediaCount.UNKNOWN_EXPIRY, "media", CATALOGUE, "0.10"),
            own(MediaCount.UNUSED, "media", CATALOGUE, null),
            own(MediaCount.DUPLICATES, "media", CATALOGUE, null),
            own(MediaCount.TAGS, "media", CATALOGUE, "0.20"),
            own("incomplete-companies", "companies", CUSTOMERS, "0.10"),
            own("anonymous-companies", "companies", CUSTOMERS, "0.05"),
            own("duplicate-companies", "companies", CUSTOMERS, "0.05"),
            own("incomplete-contacts", "contacts", CUSTOMERS, "0.10"),
            own("anonymous-contacts", "contacts", CUSTOMERS, "0.05"),
            own("duplicate-contacts", "contacts", CUSTOMERS, "0.05"),
            own(SourceCount.FINDINGS, "records", IT, "0.10"),
            own(SourceCount.DANGLING, "documents", IT, "0.05"),
            own(HeldCount.HELD, "items", CATALOGUE, "0.10"));

    private static Counter own(String id, String population, String owner, String error) {
        return new Counter(
                id,
                Map.of(),
                population,
                owner,
                null,
                BigDecimal.ZERO,
                error == null ? null : new BigDecimal(error),
                1,
                true);
    }

    /** Those of a home; what is wrong with its files goes to {@code problems}, and the counter is left out. */
    static Counters of(Home home, Problems problems) {
        var all = new LinkedHashMap<String, Counter>();
        OWN.forEach(counter -> all.put(counter.id(), counter));
        var declared = new LinkedHashMap<Kind, List<QualityFile.Counter>>();
        for (var file : home.quality().values()) {
            for (var counter : file.counters().values()) {
                if (all.containsKey(counter.name())) {
                    problems.error(
                            counter.position(),
                            HealthCode.TAKEN.code(),
                            "there is a counter '" + counter.name() + "' already; choose another name");
                    continue;
                }
                var kind = Kind.of(counter.of());
                if (kind.isEmpty()) {
                    continue;
                }
                var means = Means.of(home, kind.get(), LocalDate.EPOCH);
                if (Declared.compile(counter, kind.get(), means, problems).isPresent()) {
                    all.put(counter.name(), Declared.described(counter));
                    declared.computeIfAbsent(kind.get(), none -> new ArrayList<>())
                            .add(counter);
                }
            }
        }
        return new Counters(all, declared);
    }

    /** The declared counters of a kind, compiled into the shape of a recount. */
    List<Declared> compiled(Kind kind, Means means) {
        var compiled = new ArrayList<Declared>();
        for (var counter : declared.getOrDefault(kind, List.of())) {
            Declared.compile(counter, kind, means, new Problems()).ifPresent(compiled::add);
        }
        return compiled;
    }
}
