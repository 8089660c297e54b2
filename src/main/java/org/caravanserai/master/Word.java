package org.caravanserai.master;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.CanonicalJson;

/** One source record while a transaction is prepared: what is stored and what will be. */
final class Word {
    final long id;
    final int space;
    final String source;
    final Kind kind;
    final String key;
    /** As stored, null = not yet. */
    final Bodies.Kept before;

    SourceRecord record;
    /** The golden document it is bound to, 0 = it waits. */
    long golden;
    /** Whether the golden document lives as long as this record does. */
    boolean keeps;
    /** Of the last delivery applied. */
    long hash;
    /** What the row says instead while the record waits. */
    long waitingHash;

    /** The record's document in canonical JSON, null = not written yet. */
    private byte[] canonical;
    /** Its hash. */
    private long content;

    boolean changed;
    boolean removed;
    /** What an unbound record waits for, null = for what it did. */
    Set<Facts.Match> waitsFor;

    Word(long id, int space, String source, Kind kind, String key, Bodies.Kept before, long stored) {
        this.id = id;
        this.space = space;
        this.source = source;
        this.kind = kind;
        this.key = key;
        this.before = before;
        this.hash = stored;
        if (before != null) {
            if (before.golden() == 0) {
                hash = before.hash();
                waitingHash = stored;
            }
            record = before.record();
            golden = before.golden();
            keeps = before.keeps();
        }
    }

    /** Says what the record's document is in canonical JSON, so that it is not written again; null = find out. */
    void canonical(Parcel parcel) {
        canonical = parcel == null ? null : parcel.json();
        content = parcel == null ? 0 : parcel.content();
    }

    /** The record's document in canonical JSON. */
    byte[] canonical() {
        if (canonical == null) {
            canonical = CanonicalJson.write(record.document());
            content = CanonicalJson.hash(canonical);
        }
        return canonical;
    }

    /** The hash of {@link #canonical()}. */
    long content() {
        canonical();
        return content;
    }

    Bodies.Part part() {
        return new Bodies.Part(id, space);
    }

    /** When corrections in a record end. */
    static Set<Long> expiries(SourceRecord record) {
        if (record == null || record.notes().isEmpty()) {
            return Set.of();
        }
        var moments = new HashSet<Long>();
        for (Map.Entry<String, SourceRecord.Note> note : record.notes().entrySet()) {
            if (note.getValue().until() != null) {
                moments.add(note.getValue().until());
            }
        }
        return moments;
    }
}
