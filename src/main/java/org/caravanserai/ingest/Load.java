package org.caravanserai.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.caravanserai.master.Incoming.Sections;
import org.caravanserai.master.Master;
import org.caravanserai.master.MasterCode;
import org.caravanserai.master.Parcel;
import org.caravanserai.master.RowResult;

/** The second pass: commits row after row in batches and keeps the account. */
final class Load {
    private static final int BATCH = 500;
    /** Bytes of a batch: big documents go in smaller ones. */
    private static final int BATCH_BYTES = 1 << 20;
    /** Rows of scattered keys held in memory at a time. */
    private static final int TOGETHER = 20_000;
    /** Deeper than any product tree, so that children may stand before their parents. */
    private static final int ROUNDS = 32;

    private final Master master;
    private final Job job;
    private final long run;
    private final String collects;
    private final Spool spool;
    private final Look look;
    private final Seen seen;
    private final Book book;
    private final Others others;
    private final List<Item> batch = new ArrayList<>();
    private int batchRows;
    private long batchBytes;
    private long later;
    private boolean giveUp;

    /** Deliveries, taken at the same time, of kinds the records of this one cannot stand without. */
    interface Others {
        /** Whether there is one. */
        boolean underWay();

        /** Waits until those under way have ended. */
        void await();
    }

    /** A document with the rows it came from. */
    private record Item(long key, List<Long> lines, Parcel parcel) {}

    /** @param collects the section whose elements the rows are, null = a row is a document */
    Load(Master master, Job job, long run, String collects, Look look, Spool spool, Book book, Others others) {
        this.others = others;
        this.master = master;
        this.job = job;
        this.run = run;
        this.collects = collects;
        this.look = look;
        this.seen = look.seen();
        this.spool = spool;
        this.book = book;
    }

    /** Takes the file. When it returns, everything is committed, or the run was cancelled in between. */
    void load() throws IOException {
        if (collects == null) {
            documents();
            for (int round = 0; later > 0 && round < ROUNDS && !book.cancelled(); round++) {
                long before = later;
                others.await();
                waiting();
                giveUp = later == before || round == ROUNDS - 2;
            }
        } else {
            groups();
            long parts = (look.scattered() + TOGETHER - 1) / TOGETHER;
            for (long part = 0; part < parts && !book.cancelled(); part++) {
                scattered(part, parts);
            }
        }
        if (job.full() && !book.cancelled()) {
            if (look.keysMissing()) {
                book.remark("nothing was removed, because rows without a readable key were refused:"
                        + " they may be what is absent");
            } else {
                CrashPoint.hit("ingest.before-removals");
                remove();
            }
        }
    }

    /** A row is a document. */
    private void documents() throws IOException {
        try (var rows = spool.read()) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                book.received();
                if (row.refused() != null) {
                    book.refuse(row.line(), null, row.refused());
                } else if (seen.has(row.key(), Seen.DIFFERS)) {
                    book.refuse(
                            row.line(), row.parcel().key(), differs(row.parcel().key()));
                } else if (seen.has(row.key(), Seen.DECIDED)) {
                    book.unchanged();
                } else {
                    seen.set(row.key(), Seen.DECIDED);
                    add(new Item(row.key(), List.of(row.line()), row.parcel()));
                }
            }
            flush();
        }
    }

    private Inward.Reading.Refused differs(String key) {
        return new Inward.Reading.Refused(
                IngestCode.DIFFERING_DUPLICATES.code(),
                job.kind().keyField(),
                key,
                "the key stands more than once in the file with differing content; none of its rows is taken");
    }

    /** Rows whose parent stood behind them, or that name what another delivery was just bringing. */
    private void waiting() throws IOException {
        try (var rows = spool.read()) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                if (row.parcel() != null && seen.has(row.key(), Seen.LATER)) {
                    seen.clear(row.key(), Seen.LATER);
                    later--;
                    add(new Item(row.key(), List.of(row.line()), row.parcel()));
                }
            }
            flush();
        }
    }

    /** Rows of one key that stand together are one document. */
    private void groups() throws IOException {
        Group group = null;
        try (var rows = spool.read()) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                book.received();
                if (row.refused() != null) {
                    book.refuse(row.line(), null, row.refused());
                    continue;
                }
                if (seen.has(row.key(), Seen.SCATTERED)) {
                    continue;
                }
                if (group == null || group.key() != row.key()) {
                    finish(group);
                    group = group(row.key());
                }
                group.add(row);
            }
            finish(group);
            flush();
        }
    }

    /** Rows of keys that stand apart: some of the keys at a time. */
    private void scattered(long part, long parts) throws IOException {
        var groups = new LinkedHashMap<Long, Group>();
        try (var rows = spool.read()) {
            for (var row = rows.next(); row != null && !book.cancelled(); row = rows.next()) {
                if (row.parcel() != null
                        && seen.has(row.key(), Seen.SCATTERED)
                        && Long.remainderUnsigned(row.key(), parts) == part) {
                    groups.computeIfAbsent(row.key(), this::group).add(row);
                }
            }
        }
        for (var group : groups.values()) {
            finish(group);
        }
        flush();
    }

    private Group group(long key) {
        var section = master.rules().model().of(job.kind()).sections().get(collects);
        return new Group(key, collects, section == null ? List.of() : section.identity());
    }

    private void finish(Group group) {
        if (group == null) {
            return;
        }
        var incoming = group.incoming(book, sections());
        if (incoming != null) {
            add(new Item(group.key(), group.lines(), Parcel.of(incoming)));
        }
    }

    private Sections sections() {
        // A refused row may be one of this key: what it would have said must not be taken for gone.
        return job.full() && !look.keysMissing() ? Sections.REPLACE : Sections.UPSERT;
    }

    private void add(Item item) {
        batch.add(item);
        batchRows += item.lines().size();
        batchBytes += item.parcel().size();
        if (batchRows >= BATCH || batchBytes >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        // Asked before the batch: what a delivery that has ended by now brought, the batch sees.
        boolean othersCome = others.underWay();
        var results = master.intake()
                .takeParcels(job.delivery(run), batch.stream().map(Item::parcel).toList());
        for (int i = 0; i < results.size(); i++) {
            decide(batch.get(i), results.get(i), othersCome);
        }
        batch.clear();
        batchRows = 0;
        batchBytes = 0;
        CrashPoint.hit("ingest.after-batch");
        book.batchDone();
    }

    private void decide(Item item, RowResult result, boolean othersCome) {
        if (result instanceof RowResult.Refused refused) {
            boolean mayCome = refused.code() == MasterCode.UNKNOWN_PARENT && comes(refused.value(), item)
                    || refused.code() == MasterCode.UNKNOWN_REFERENCE && othersCome;
            if (mayCome && !giveUp) {
                seen.set(item.key(), Seen.LATER);
                later++;
                return;
            }
            var why = new Inward.Reading.Refused(
                    refused.code().code(), refused.attribute(), refused.value(), refused.message());
            item.lines().forEach(line -> book.refuse(line, item.parcel().key(), why));
            return;
        }
        book.taken(result, item.lines().size(), item.parcel().findings());
    }

    /** Whether the parent stands in the same file. */
    private boolean comes(String shown, Item item) {
        var parent = item.parcel().incoming().document().values().get("parent");
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
}
