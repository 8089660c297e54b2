package org.caravanserai.ingest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Source;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Incoming.Sections;
import org.caravanserai.master.Master;
import org.caravanserai.master.MasterCode;
import org.caravanserai.master.RowResult;

/** The second pass: commits row after row in batches and keeps the account. */
final class Load {
    private static final int BATCH = 500;
    /** Rows of scattered keys held in memory at a time. */
    private static final int TOGETHER = 20_000;
    /** Deeper than any product tree, so that children may stand before their parents. */
    private static final int ROUNDS = 32;

    private final Master master;
    private final Job job;
    private final long run;
    private final Inward inward;
    private final Look look;
    private final Seen seen;
    private final Book book;
    private final List<Item> batch = new ArrayList<>();
    private int batchRows;
    private long later;
    private boolean giveUp;

    /** A document with the rows it came from. */
    private record Item(long key, List<Long> lines, Incoming incoming) {}

    Load(Master master, Job job, long run, Inward inward, Look look, Book book) {
        this.master = master;
        this.job = job;
        this.run = run;
        this.inward = inward;
        this.look = look;
        this.seen = look.seen();
        this.book = book;
    }

    /** Takes the file. When it returns, everything is committed, or the run was cancelled in between. */
    void load(Formats.Opener opener) throws IOException {
        if (inward.collects() == null) {
            documents(opener);
            for (int round = 0; later > 0 && round < ROUNDS && !book.cancelled(); round++) {
                long before = later;
                waiting(opener);
                giveUp = later == before || round == ROUNDS - 2;
            }
        } else {
            groups(opener);
            long parts = (look.scattered() + TOGETHER - 1) / TOGETHER;
            for (long part = 0; part < parts && !book.cancelled(); part++) {
                scattered(opener, part, parts);
            }
        }
        if (job.full() && !book.cancelled()) {
            if (look.keysMissing()) {
                book.remark(
                        "nothing was removed, because rows without a readable key were refused:"
                                + " they may be what is absent");
            } else {
                CrashPoint.hit("ingest.before-removals");
                remove();
            }
        }
    }

    /** A row is a document. */
    private void documents(Formats.Opener opener) throws IOException {
        try (var rows = new Rows(opener, inward)) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                book.received();
                if (row.reading() instanceof Inward.Reading.Refused refused) {
                    book.refuse(row.line(), null, refused);
                    continue;
                }
                var document = row.document();
                long key = Seen.hash(document.key());
                if (seen.has(key, Seen.DIFFERS)) {
                    book.refuse(row.line(), document.key(), differs(document));
                } else if (seen.has(key, Seen.DECIDED)) {
                    book.unchanged();
                } else {
                    seen.set(key, Seen.DECIDED);
                    add(new Item(key, List.of(row.line()), incoming((Inward.Reading.Made) row.reading())));
                }
            }
            flush();
        }
    }

    private Inward.Reading.Refused differs(Document document) {
        return new Inward.Reading.Refused(
                IngestCode.DIFFERING_DUPLICATES.code(),
                document.kind().keyField(),
                document.key(),
                "the key stands more than once in the file with differing content; none of its rows is taken");
    }

    /** Rows whose parent stood behind them. */
    private void waiting(Formats.Opener opener) throws IOException {
        try (var rows = new Rows(opener, inward)) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                if (row.document() == null) {
                    continue;
                }
                long key = Seen.hash(row.document().key());
                if (seen.has(key, Seen.LATER)) {
                    seen.clear(key, Seen.LATER);
                    later--;
                    add(new Item(key, List.of(row.line()), incoming((Inward.Reading.Made) row.reading())));
                }
            }
            flush();
        }
    }

    /** Rows of one key that stand together are one document. */
    private void groups(Formats.Opener opener) throws IOException {
        Group group = null;
        try (var rows = new Rows(opener, inward)) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                book.received();
                if (row.reading() instanceof Inward.Reading.Refused refused) {
                    book.refuse(row.line(), null, refused);
                    continue;
                }
                long key = Seen.hash(row.document().key());
                if (seen.has(key, Seen.SCATTERED)) {
                    continue;
                }
                if (group == null || group.key() != key) {
                    finish(group);
                    group = group(key);
                }
                group.add(row);
            }
            finish(group);
            flush();
        }
    }

    /** Rows of keys that stand apart: some of the keys at a time. */
    private void scattered(Formats.Opener opener, long part, long parts) throws IOException {
        var groups = new LinkedHashMap<Long, Group>();
        try (var rows = new Rows(opener, inward)) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                if (row.document() == null) {
                    continue;
                }
                long key = Seen.hash(row.document().key());
                if (seen.has(key, Seen.SCATTERED) && Long.remainderUnsigned(key, parts) == part) {
                    groups.computeIfAbsent(key, this::group).add(row);
                }
            }
        }
        for (var group : groups.values()) {
            finish(group);
        }
        flush();
    }

    private Group group(long key) {
        var section = master.rules().model().of(job.kind()).sections().get(inward.collects());
        return new Group(key, inward.collects(), section == null ? List.of() : section.identity());
    }

    private void finish(Group group) {
        if (group == null) {
            return;
        }
        var made = group.document(book);
        if (made != null) {
            add(new Item(group.key(), group.lines(), incoming(made)));
        }
    }

    private Incoming incoming(Inward.Reading.Made made) {
        if (job.source().equals(Source.STEWARD)) {
            var remark = made.remark() == null ? new Inward.Remark("", null) : made.remark();
            var until = remark.until() == null ? null : Instant.ofEpochMilli(remark.until());
            var noted = master.corrections().noted(made.document(), job.author(), remark.text(), until);
            return new Incoming(made.document(), made.findings(), Sections.AS_WRITTEN, noted.notes());
        }
        return new Incoming(made.document(), made.findings(), sections(), Map.of());
    }

    private Sections sections() {
        if (job.canonical()) {
            return Sections.AS_WRITTEN;
        }
        if (inward.collects() == null) {
            return Sections.REPLACE;
        }
        // A refused row may be one of this key: what it would have said must not be taken for gone.
        return job.full() && !look.keysMissing() ? Sections.REPLACE : Sections.UPSERT;
    }

    private void add(Item item) {
        batch.add(item);
        batchRows += item.lines().size();
        if (batchRows >= BATCH) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        var results = master.intake()
                .take(job.delivery(run), batch.stream().map(Item::incoming).toList());
        for (int i = 0; i < results.size(); i++) {
            decide(batch.get(i), results.get(i));
        }
        batch.clear();
        batchRows = 0;
        CrashPoint.hit("ingest.after-batch");
        book.batchDone();
    }

    private void decide(Item item, RowResult result) {
        if (result instanceof RowResult.Refused refused) {
            if (refused.code() == MasterCode.UNKNOWN_PARENT && !giveUp && comes(refused.value(), item)) {
                seen.set(item.key(), Seen.LATER);
                later++;
                return;
            }
            var why = new Inward.Reading.Refused(
                    refused.code().code(), refused.attribute(), refused.value(), refused.message());
            item.lines()
                    .forEach(
                            line -> book.refuse(line, item.incoming().document().key(), why));
            return;
        }
        book.taken(result, item.lines().size(), item.incoming().findings().size());
    }

    /** Whether the parent stands in the same file. */
    private boolean comes(String shown, Item item) {
        var parent = item.incoming().document().values().get("parent");
        return parent instanceof String key && shown != null && seen.contains(Seen.hash(key));
    }

    private void remove() {
        var page = master.sources().keys(job.source(), job.kind(), "", BATCH);
        while (!page.isEmpty()) {
            var absent =
                    page.stream().filter(key -> !seen.contains(Seen.hash(key))).toList();
            if (!absent.isEmpty()) {
                book.removed(master.intake().remove(job.delivery(run), absent));
            }
            page = master.sources().keys(job.source(), job.kind(), page.get(page.size() - 1), BATCH);
        }
    }

    /** The rows of one key whose elements make one section. */
    private static final class Group {
        private final long key;
        private final String section;
        private final List<String> identity;
        private final Map<List<Object>, List<Rows.Row>> byIdentity = new LinkedHashMap<>();
        private final List<Long> lines = new ArrayList<>();

        Group(long key, String section, List<String> identity) {
            this.key = key;
            this.section = section;
            this.identity = identity;
        }

        long key() {
            return key;
        }

        List<Long> lines() {
            return lines;
        }

        void add(Rows.Row row) {
            byIdentity.computeIfAbsent(of(row), absent -> new ArrayList<>()).add(row);
        }

        /** What tells one element from another; rows without one element are told apart by their line. */
        private List<Object> of(Rows.Row row) {
            var elements = row.document().values().get(section);
            if (identity.isEmpty()
                    || !(elements instanceof List<?> list)
                    || list.size() != 1
                    || !(list.get(0) instanceof Map<?, ?> element)) {
                return List.of(row.line());
            }
            var values = new ArrayList<Object>();
            identity.forEach(field -> values.add(element.get(field)));
            return values;
        }

        private static boolean differ(List<Rows.Row> rows) {
            return rows.stream()
                            .map(row -> Seen.content(row.document().values()))
                            .distinct()
                            .count()
                    > 1;
        }

        /** One document of all rows; null when rows contradict each other: then all are refused. */
        Inward.Reading.Made document(Book book) {
            if (byIdentity.values().stream().anyMatch(Group::differ)) {
                byIdentity
                        .values()
                        .forEach(rows -> rows.forEach(
                                row -> book.refuse(row.line(), row.document().key(), contradicts(row.document()))));
                return null;
            }
            var values = new LinkedHashMap<String, Object>();
            var elements = new ArrayList<Object>();
            var findings = new ArrayList<Finding>();
            Document first = null;
            for (var rows : byIdentity.values()) {
                for (int again = 1; again < rows.size(); again++) {
                    book.unchanged();
                }
                var made = (Inward.Reading.Made) rows.get(0).reading();
                first = first == null ? made.document() : first;
                lines.add(rows.get(0).line());
                findings.addAll(made.findings());
                made.document().values().forEach((code, value) -> {
                    if (code.equals(section) && value instanceof List<?> list) {
                        elements.addAll(list);
                    } else {
                        values.put(code, value);
                    }
                });
            }
            values.put(section, elements);
            return new Inward.Reading.Made(new Document(first.kind(), first.key(), values), findings, null);
        }

        private Inward.Reading.Refused contradicts(Document document) {
            return new Inward.Reading.Refused(
                    IngestCode.DIFFERING_DUPLICATES.code(),
                    section,
                    document.key(),
                    "the same " + String.join(", ", identity)
                            + " stands more than once for this key with differing content;"
                            + " none of the rows of the key is taken");
        }
    }
}
