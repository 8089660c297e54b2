package org.caravanserai.delivery.push;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.caravanserai.connector.Batch;
import org.caravanserai.ledger.Said;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of batches in numbers, for the log: one line for a stream in ten seconds, because partners that take one item at a time would fill it. The
 * partner's words may name people and stay in the console.
 */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger("org.caravanserai.pushed");
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Consumer<String> log;
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    /** Batches since the last line. Guarded by itself. */
    private static final class Sum {
        private final Map<String, Integer> counts = new LinkedHashMap<>();
        private final Set<String> faults = new TreeSet<>();
        private final Set<String> jobs = new TreeSet<>();
        private Instant told = Instant.MIN;
    }

    Tally() {
        this(LOG::info);
    }

    /** @param log takes the lines */
    Tally(Consumer<String> log) {
        this.log = log;
    }

    /** @param stream {@code channel/stream} */
    void count(String stream, Batch batch, List<Said> said, Instant now) {
        if (said.isEmpty()) {
            return;
        }
        var sum = sums.computeIfAbsent(stream, fresh -> new Sum());
        synchronized (sum) {
            for (var one : said) {
                sum.counts.merge(word(one), 1, Integer::sum);
                if (one instanceof Said.Submitted submitted) {
                    sum.jobs.add(submitted.job());
                }
            }
            if (batch.failure() != null) {
                sum.faults.add(batch.failure().fault().toString());
            }
        }
        tell(stream, now);
    }

    /** Tells what was counted since the last line, unless that is too recent. */
    void tell(String stream, Instant now) {
        var sum = sums.get(stream);
        if (sum == null) {
            return;
        }
        synchronized (sum) {
            if (sum.counts.isEmpty() || sum.told.isAfter(now.minus(BETWEEN))) {
                return;
            }
            sum.told = now;
            var line = new StringJoiner(", ");
            sum.counts.forEach((word, count) -> line.add(count + " " + word));
            sum.faults.forEach(fault -> line.add("after " + fault));
            sum.jobs.forEach(job -> line.add("job " + job));
            log.accept(stream.replace('/', ' ') + ": " + line);
            sum.counts.clear();
            sum.faults.clear();
            sum.jobs.clear();
        }
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
        if (said instanceof Said.Withdrawn) {
            return "withdrawn";
        }
        return said instanceof Said.Unsure ? "in doubt" : "again later";
    }
}
