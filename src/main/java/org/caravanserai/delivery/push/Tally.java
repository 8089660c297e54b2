package org.caravanserai.delivery.push;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.caravanserai.connector.Batch;
import org.caravanserai.ledger.Said;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the log for each batch: what became of it in numbers. The partner's words may name people and stay in the console. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger("org.caravanserai.pushed");

    private Tally() {}

    static void log(Batch batch, List<Said> said) {
        var counts = new LinkedHashMap<String, Integer>();
        var jobs = new TreeSet<String>();
        for (var one : said) {
            counts.merge(word(one), 1, Integer::sum);
            if (one instanceof Said.Submitted submitted) {
                jobs.add(submitted.job());
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        var line = new StringJoiner(", ");
        counts.forEach((word, count) -> line.add(count + " " + word));
        if (batch.failure() != null) {
            line.add("after " + batch.failure().fault());
        }
        LOG.info(
                "{} {}{}: {}{}",
                batch.channel(),
                batch.stream(),
                batch.locale() == null ? "" : " " + batch.locale(),
                line,
                jobs.isEmpty() ? "" : ", job " + String.join(" ", jobs));
    }

    private static String word(Said said) {
        if (said instanceof Said.Done) {
            return "confirmed";
        }
        if (said instanceof Said.Submitted) {
            return "submitted";
        }
        if (said instanceof Said.Refused) {
            return "refused";
        }
        return said instanceof Said.Unsure ? "in doubt" : "again later";
    }
}
