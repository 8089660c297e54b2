package org.caravanserai.master;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Purpose;

/**
 * Values corrected by people. They are records of the built-in source {@code steward}: where the trust ranking puts it
 * first they win, and they are withdrawn or end like any other word of a source. A correction of something unknown
 * waits for it.
 */
public final class Corrections {
    private final Master master;

    Corrections(Master master) {
        this.master = master;
    }

    /**
     * Corrects values of one document.
     *
     * @param correction partial document under the golden key; {@code null} withdraws a correction
     * @param author login of the person
     * @param text why, may be empty
     * @param until when the correction ends by itself, null = never
     */
    public RowResult correct(Document correction, String author, String text, Instant until) {
        var delivery = new Delivery(
                SourceRecord.STEWARD,
                correction.kind(),
                List.of(correction.kind().keyField()),
                false,
                0);
        return master.intake()
                .take(delivery, List.of(noted(correction, author, text, until)))
                .get(0);
    }

    /** A correction with its note at each value, for whoever takes corrections in bulk. */
    public Incoming noted(Document correction, String author, String text, Instant until) {
        var note = new SourceRecord.Note(author, text, until == null ? null : until.toEpochMilli());
        var notes = new HashMap<String, SourceRecord.Note>();
        for (var address : master.rules().merge(correction.kind()).addresses(correction)) {
            notes.put(address, note);
        }
        return new Incoming(correction, List.of(), Incoming.Sections.AS_WRITTEN, notes);
    }

    /**
     * Withdraws corrections.
     *
     * @param addresses as in {@link #of}: {@code name.fr_FR}
     * @return whether there was one
     */
    public boolean withdraw(Kind kind, String key, Set<String> addresses) {
        return master.writing(() -> {
            var space = SourceRecord.STEWARD + "/" + kind.word();
            boolean[] found = new boolean[1];
            var writes = master.database().read(tx -> {
                var work = new Workset(tx, master.tables());
                var number = master.tables().find(tx, space);
                if (number.isPresent()) {
                    work.loadWords(number.get(), List.of(key));
                }
                for (var word : List.copyOf(work.words())) {
                    var after = master.rules().accumulate(kind).without(word.record, addresses);
                    if (after != word.record) {
                        found[0] = true;
                        word.record = after;
                        word.hash = 0;
                        word.changed = true;
                        var node = word.golden == 0 ? null : work.node(word.golden);
                        if (node != null && node.stored()) {
                            node.touched = true;
                        }
                    }
                }
                return new Settlement(
                                master.rules(),
                                master.tables(),
                                work,
                                master.clock().millis(),
                                0)
                        .settle();
            });
            master.commit(Purpose.INTERACTIVE, writes);
            return found[0];
        });
    }

    /** The corrections of a document that hold at the moment, by address. */
    public Map<String, SourceRecord.Note> of(Kind kind, String key) {
        return master.sources()
                .record(SourceRecord.STEWARD, kind, key)
                .map(SourceRecord::notes)
                .orElse(Map.of());
    }
}
