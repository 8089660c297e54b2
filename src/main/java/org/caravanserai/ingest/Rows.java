package org.caravanserai.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Records;
import org.caravanserai.parser.Refusal;

/** One pass over the rows of a file, read and mapped. */
final class Rows implements Closeable {
    private final Records<Map<String, Object>> records;
    private final Inward inward;
    private final boolean blankLines;

    /** A row that was read. */
    record Row(long line, Inward.Reading reading) {}

    Rows(Formats.Opener opener, Inward inward) throws IOException {
        this.records = opener.records();
        this.inward = inward;
        this.blankLines = opener.blankLines();
    }

    /** The next row that is received, null at the end. */
    Row next() {
        while (records.hasNext()) {
            var outcome = records.next();
            if (outcome instanceof Outcome.Refused<Map<String, Object>> refused) {
                return new Row(refused.refusal().line(), refused(refused.refusal()));
            }
            var taken = (Outcome.Taken<Map<String, Object>>) outcome;
            if (!blankLines || !empty(taken.value())) {
                var reading = inward.read(taken.value());
                if (!(reading instanceof Inward.Reading.Skipped)) {
                    return new Row(taken.line(), reading);
                }
            }
        }
        return null;
    }

    private static Inward.Reading refused(Refusal refusal) {
        if (refusal.wholeFile()) {
            throw new WholeFile(refusal);
        }
        return new Inward.Reading.Refused(refusal.code().code(), refusal.field(), null, refusal.message());
    }

    /** Rows of empty cells, as spreadsheets write behind their last one. */
    private static boolean empty(Map<String, Object> fields) {
        for (var value : fields.values()) {
            if (!(value instanceof String text) || !text.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** The file as a whole cannot be taken. */
    static final class WholeFile extends RuntimeException {
        private final transient Refusal refusal;

        WholeFile(Refusal refusal) {
            super(refusal.toString(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
