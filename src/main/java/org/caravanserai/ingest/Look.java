package org.caravanserai.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Master;
import org.caravanserai.master.Parcel;

/**
 * The first pass over the rows: counts keys, finds differing duplicates, and asks the brake before anything is
 * committed.
 */
final class Look {
    private static final int PAGE = 500;
    private static final int SAMPLES = 5;

    private final Master master;
    private final Job job;
    private final Inward inward;
    private final Spool spool;
    private final boolean file;
    private final Seen seen = new Seen();
    private final List<String> moved = new ArrayList<>();
    private final Map<String, List<Document>> prices = new LinkedHashMap<>();
    private long rows;
    private long scattered;
    private boolean keysMissing;
    private long unreadable;
    private String firstUnreadable;
    private long movedPrices;

    /** Why a file is held. */
    record Hold(IngestCode code, String reason) {}

    /**
     * @param file whether a file was delivered: one without a row is suspicious even where a missing row means nothing; a call that
     *     says nothing is not
     */
    Look(Master master, Job job, Inward inward, Spool spool, boolean file) {
        this.file = file;
        this.master = master;
        this.job = job;
        this.inward = inward;
        this.spool = spool;
    }

    Seen seen() {
        return seen;
    }

    /** Rows that are received. */
    long rows() {
        return rows;
    }

    /** Rows of keys whose rows do not stand together. */
    long scattered() {
        return scattered;
    }

    /** Whether a row was refused whose key could not be read: then nobody knows what is absent. */
    boolean keysMissing() {
        return keysMissing;
    }

    /** Reads the file to its end.
     * @return why it is held, null when it may be taken */
    Hold look(Formats.Opener opener, List<String> columns, Progress progress) throws IOException {
        var hold = missingColumns(columns);
        if (hold != null) {
            return hold;
        }
        long last = 0;
        try (var pass = new Rows(opener, inward)) {
            for (var row = pass.next(); row != null; row = pass.next()) {
                rows++;
                if (row.reading() instanceof Inward.Reading.Refused refused) {
                    keysMissing = true;
                    unreadable(row.line(), refused);
                    spool.refused(row.line(), refused);
                } else {
                    var made = (Inward.Reading.Made) row.reading();
                    long key = Seen.hash(made.document().key());
                    var parcel = Parcel.of(job.incoming(master, made));
                    see(key, last, made.document(), parcel);
                    spool.taken(row.line(), key, parcel);
                    last = key;
                }
                if (rows % PAGE == 0 && progress.cancelled()) {
                    return null;
                }
            }
        }
        spool.written();
        comparePrices();
        return held();
    }

    private void unreadable(long line, Inward.Reading.Refused refused) {
        unreadable++;
        if (firstUnreadable == null) {
            firstUnreadable = "line " + line + ": " + refused.rule() + " " + Finding.cut(refused.message());
        }
    }

    private void see(long key, long last, Document document, Parcel parcel) {
        if (inward.collects() == null) {
            seen.add(key, parcel.hash());
        } else {
            boolean fresh = seen.add(key, 0);
            if (!fresh && key != last) {
                seen.set(key, Seen.SCATTERED);
            }
            if (!fresh && seen.has(key, Seen.SCATTERED)) {
                scattered++;
            }
        }
        if (job.kind() == Kind.OFFERS && job.brake() != null && job.brake().priceMove() != null) {
            if (document.values().get("prices") instanceof List<?>) {
                prices.computeIfAbsent(document.key(), absent -> new ArrayList<>())
                        .add(document);
                if (prices.size() >= PAGE) {
                    comparePrices();
                }
            }
        }
    }

    private Hold missingColumns(List<String> columns) {
        if (columns.isEmpty() || job.brake() == null || !job.brake().missingColumns() || job.released()) {
            return null;
        }
        var missing = new TreeSet<>(inward.columns());
        missing.removeAll(columns);
        return missing.isEmpty()
                ? null
                : new Hold(
                        IngestCode.MISSING_COLUMNS,
                        "the header lacks " + Finding.cut("'" + String.join("', '", missing) + "'")
                                + ", which the map reads; it has " + Finding.cut(String.join(", ", columns)));
    }

    private Hold held() {
        if (job.brake() == null || job.released()) {
            return null;
        }
        if (rows == 0 && job.brake().empty() && (job.full() || file)) {
            long present = master.sources().count(job.source(), job.kind());
            return new Hold(
                    IngestCode.EMPTY,
                    job.full()
                            ? "no row in a full load; " + present + " records would vanish"
                            : "the file holds no row; the source's " + present + " records stay as they are");
        }
        if (movedPrices > 0) {
            return new Hold(
                    IngestCode.PRICE_MOVE,
                    movedPrices + " prices move by more than "
                            + percent(job.brake().priceMove()) + ": " + String.join("; ", moved));
        }
        return job.full() && job.brake().deletions() != null ? deletions() : null;
    }

    private Hold deletions() {
        long present = master.sources().count(job.source(), job.kind());
        long absent = 0;
        var samples = new ArrayList<String>();
        var page = master.sources().keys(job.source(), job.kind(), "", PAGE);
        while (!page.isEmpty()) {
            for (var key : page) {
                if (!seen.contains(Seen.hash(key))) {
                    absent++;
                    if (samples.size() < SAMPLES) {
                        samples.add(Finding.cut(key));
                    }
                }
            }
            page = master.sources().keys(job.source(), job.kind(), page.get(page.size() - 1), PAGE);
        }
        boolean tooMany =
                new BigDecimal(absent).compareTo(job.brake().deletions().multiply(new BigDecimal(present))) > 0;
        return absent > 0 && tooMany
                ? new Hold(
                        IngestCode.DELETIONS,
                        absent + " of " + present + " records are absent from a full load, more than "
                                + percent(job.brake().deletions()) + ": " + String.join(", ", samples)
                                + (unreadable == 0
                                        ? ""
                                        : "; " + unreadable + " of " + rows + " rows were not readable, the first "
                                                + firstUnreadable))
                : null;
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** Compares the prices gathered with those the same source gave before, price by price. */
    private void comparePrices() {
        if (prices.isEmpty()) {
            return;
        }
        var section = master.rules().model().of(Kind.OFFERS).sections().get("prices");
        var before = master.sources().records(job.source(), Kind.OFFERS, prices.keySet());
        prices.forEach((key, documents) -> {
            var record = before.get(key);
            if (record == null || section == null) {
                return;
            }
            var old = new PriceMoves(
                    section.identity(), record.document().values().get("prices"));
            for (var document : documents) {
                old.moves(document.values().get("prices"), job.brake().priceMove(), move -> {
                    movedPrices++;
                    if (moved.size() < SAMPLES) {
                        moved.add(Finding.cut(key) + " " + move);
                    }
                });
            }
        });
        prices.clear();
    }
}
