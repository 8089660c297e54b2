package org.caravanserai.delivery.survey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.home.Connector;

/** Reads the lists of what stands at a partner and makes of each record what is compared. Bad moments are waited for. One use. */
final class Sighting {
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration THROTTLED = Duration.ofSeconds(10);
    /** Longest name of a record. */
    private static final int NAME = 300;

    private final Connector.Reads reads;
    private final Ask ask;
    private final Predicate<Instant> waits;
    private final Duration pause;
    private final Clock clock;
    private int page = -1;
    private int bad;

    /** Asks for a page of a list. */
    @FunctionalInterface
    interface Ask {
        /** @param keep whether the conversation is kept although all is well */
        Outcome page(String operation, Map<String, String> variables, boolean keep);
    }

    /** Takes the records of a page. */
    @FunctionalInterface
    interface Take {
        void page(Connector.Operation list, List<Seen> records);
    }

    /**
     * @param waits waits until the moment; false = stop
     * @param speed how many times faster than life the partner is
     */
    Sighting(Connector.Reads reads, Ask ask, Predicate<Instant> waits, int speed, Clock clock) {
        this.reads = reads;
        this.ask = ask;
        this.waits = waits;
        this.pause = PAUSE.dividedBy(speed);
        this.clock = clock;
    }

    /** Reads all lists, one after the other. @param variables of every call, such as {@code locale} */
    Listing.Ended read(List<Connector.Operation> lists, Map<String, String> variables, Take take) {
        long records = 0;
        int pages = 0;
        for (var list : lists) {
            page = -1;
            var ended = new Listing(
                            list,
                            record -> name(record, reads.key()) + '\u0000' + name(record, reads.remoteId()),
                            (asked, number) -> ask.page(list.name(), asked, number == 0),
                            this::again)
                    .read(variables, (found, reply) -> taken(list, found, take));
            if (!(ended instanceof Listing.Whole whole)) {
                return ended;
            }
            records += whole.records();
            pages += whole.pages();
        }
        return new Listing.Whole(records, pages);
    }

    /** Too fast is waited for as long as it takes, anything else a few times; what will not become better is not tried again. */
    private boolean again(Outcome.Failed failed, int number, int tries) {
        if (number != page) {
            page = number;
            bad = 0;
        }
        var now = clock.instant();
        if (failed.fault() == Fault.THROTTLED || failed.fault() == Fault.CEILING) {
            return waits.test(failed.retryAt() == null ? now.plus(THROTTLED) : failed.retryAt());
        }
        boolean lasting = failed.fault() == Fault.CHANNEL || failed.fault() == Fault.ITEM;
        return !lasting && ++bad < TRIES && waits.test(now.plus(pause.multipliedBy(1L << bad)));
    }

    private String taken(Connector.Operation list, List<Map<String, Object>> records, Take take) {
        var seen = records.stream().map(this::seen).toList();
        if (seen.stream().anyMatch(one -> one.name() == null)) {
            var paths = new ArrayList<>(java.util.Arrays.asList(reads.key(), reads.remoteId()));
            paths.removeIf(Objects::isNull);
            return "a record has neither " + String.join(" nor ", paths) + ": the list is not what the descriptor says";
        }
        take.page(list, seen);
        return null;
    }

    private Seen seen(Map<String, Object> record) {
        return new Seen(
                name(record, reads.key()),
                name(record, reads.remoteId()),
                reads.match().values().stream().map(path -> name(record, path)).toList(),
                reads.compare().values().stream()
                        .map(path -> value(record, path))
                        .toList());
    }

    private static String name(Map<String, Object> record, String path) {
        var text = path == null ? null : Paths.text(record, path);
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.length() <= NAME ? text.strip() : text.substring(0, NAME);
    }

    private static String value(Map<String, Object> record, String path) {
        var texts = Paths.texts(record, path);
        return texts.isEmpty() ? null : Same.squeezed(String.join(",", texts));
    }
}
