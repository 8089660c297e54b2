package org.caravanserai.health;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.master.Master;
import org.caravanserai.master.References;
import org.caravanserai.master.SourceRecord;

/** Findings on what sources said, and references to documents that are not there. */
final class SourceCount {
    static final String FINDINGS = "open-findings";
    static final String DANGLING = "dangling-references";

    private static final int PAGE = 500;
    /** Keys of what does not exist; each page looks at all references. */
    private static final int DANGLING_PAGE = 5000;
    /** Parts of findings are numbers made from names, far above the fixed ones. */
    private static final int FINDING_PARTS = 0x4000_0000;

    private final Home home;
    private final Master master;
    private final Sheet sheet;

    SourceCount(Home home, Master master, Sheet sheet) {
        this.home = home;
        this.master = master;
        this.sheet = sheet;
    }

    void findings() {
        sheet.among(FINDINGS, Scope.ALL, 0);
        var sources = new LinkedHashMap<String, Set<Kind>>();
        home.sources()
                .forEach((name, source) ->
                        sources.put(name, new LinkedHashSet<>(source.entities().keySet())));
        sources.put(SourceRecord.STEWARD, Set.of(Kind.values()));
        sources.forEach((source, kinds) -> kinds.forEach(kind -> {
            long records = master.sources().count(source, kind);
            sheet.among(FINDINGS, Scope.ALL, records);
            findings(source, kind, records);
        }));
    }

    private void findings(String source, Kind kind, long records) {
        int part = FINDING_PARTS | (int) Hashes.of(source + "/" + kind.word()) & 0x3fff_ffff;
        var met = new LinkedHashSet<Scope>();
        String after = "";
        while (true) {
            var page = master.sources().page(source, kind, after, PAGE);
            for (var record : page) {
                for (var finding : record.findings()) {
                    var key = record.document().key();
                    long id = master.sources().id(source, kind, key).orElse(0L);
                    var scope = Scope.of("source", source, "entity", kind.word(), "rule", finding.rule());
                    if (met.add(scope)) {
                        sheet.among(FINDINGS, scope, records);
                    }
                    var attribute = finding.attribute() == null ? "" : finding.attribute();
                    sheet.hit(FINDINGS, scope, id, key, attribute);
                    sheet.hit(FINDINGS, Scope.ALL, id, key, source + ": " + finding.rule() + " " + attribute);
                }
            }
            boolean end = page.size() < PAGE;
            var upTo = end ? null : page.get(page.size() - 1).document().key();
            sheet.settle(part, after, upTo);
            if (end) {
                return;
            }
            after = upTo;
        }
    }

    void dangling() {
        long documents = 0;
        for (var kind : Kind.values()) {
            documents += master.goldens().count(kind);
        }
        sheet.among(DANGLING, Scope.ALL, documents);
        for (var kind : Kind.values()) {
            dangling(kind, documents);
        }
    }

    private void dangling(Kind kind, long documents) {
        int part = Recounting.DANGLING + kind.code();
        String after = "";
        while (true) {
            List<References.Dangling> page = master.references().dangling(kind, after, DANGLING_PAGE);
            for (var each : page) {
                sheet.hit(DANGLING, Scope.of("entity", kind.word()), each.fromId(), each.key(), kind.word());
                sheet.hit(DANGLING, Scope.ALL, each.fromId(), each.key(), kind.word());
            }
            if (!page.isEmpty() && after.isEmpty()) {
                sheet.among(DANGLING, Scope.of("entity", kind.word()), documents);
            }
            long keys = page.stream().map(References.Dangling::key).distinct().count();
            boolean end = keys < DANGLING_PAGE;
            var upTo = end ? null : page.get(page.size() - 1).key();
            sheet.settle(part, after, upTo);
            if (end) {
                return;
            }
            after = upTo;
        }
    }
}
