package org.caravanserai.connector.table;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Template;

/** Asks a partner for one table, page by page. All of it or nothing: a page that is missing makes the rest worthless. */
final class TableFetch {
    private static final int MOST_ROWS = 1_000_000;
    /** Shorter waits for a ceiling are worth it once some pages are there. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MOST_WAITS = 200;

    private final PartnerTables.Caller caller;
    private final String channel;
    private final Connector.Operation operation;
    private final Connector.Table table;
    private final Clock clock;
    private final Map<String, List<Template>> columns = new LinkedHashMap<>();
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private int waits;

    /** How it ended. */
    sealed interface Result {}

    /** All rows by key, in the order they came. */
    record Rows(List<List<String>> rows) implements Result {}

    /**
     * @param retryAt not before, null = not said
     * @param early a ceiling of ours allows no call yet: nothing is wrong
     */
    record Failed(String why, Instant retryAt, boolean early) implements Result {
        Failed(String why) {
            this(why, null, false);
        }
    }

    TableFetch(
            PartnerTables.Caller caller,
            String channel,
            Connector.Operation operation,
            Connector.Table table,
            Clock clock) {
        this.caller = caller;
        this.channel = channel;
        this.operation = operation;
        this.table = table;
        this.clock = clock;
        table.columns()
                .forEach((name, texts) ->
                        columns.put(name, texts.stream().map(Template::of).toList()));
    }

    Result fetch() {
        var ended = new Listing(
                        operation,
                        Object::toString,
                        (variables, page) -> caller.call(channel, operation.name(), variables),
                        this::again)
                .read(Map.of(), (records, reply) -> take(records));
        if (ended instanceof Listing.Broken broken) {
            var failed = broken.failed();
            return failed == null
                    ? new Failed(broken.why())
                    : new Failed(broken.why(), failed.retryAt(), failed.fault() == Fault.CEILING);
        }
        return ended instanceof Listing.Moved
                ? new Failed("the list moved while it was read")
                : new Rows(List.copyOf(rows.values()));
    }

    /** A ceiling between two pages is waited for. */
    private boolean again(Outcome.Failed failed, int page, int tries) {
        if (page == 0 || !worthWaiting(failed)) {
            return false;
        }
        LockSupport.parkNanos(Math.max(
                1_000_000, Duration.between(clock.instant(), failed.retryAt()).toNanos() + 1_000_000));
        return !Thread.currentThread().isInterrupted();
    }

    private boolean worthWaiting(Outcome.Failed failed) {
        return (failed.fault() == Fault.CEILING || failed.fault() == Fault.THROTTLED)
                && failed.retryAt() != null
                && failed.retryAt().isBefore(clock.instant().plus(PATIENCE))
                && ++waits <= MOST_WAITS;
    }

    private String take(List<Map<String, Object>> records) {
        records.forEach(this::take);
        return rows.size() > MOST_ROWS ? "there are more than " + MOST_ROWS + " rows" : null;
    }

    private void take(Map<String, Object> record) {
        if (table.each() == null) {
            row(record, record);
            return;
        }
        var elements = Paths.records(record, table.each());
        if (elements != null) {
            elements.forEach(element -> row(element, record));
        }
    }

    private void row(Map<String, Object> element, Map<String, Object> record) {
        var cells = new ArrayList<String>(columns.size());
        for (var templates : columns.values()) {
            cells.add(cell(templates, element, record));
        }
        if (!cells.get(0).isEmpty()) {
            rows.putIfAbsent(cells.get(0), List.copyOf(cells));
        }
    }

    /** The first text whose placeholders all have a value; the last one with what there is. */
    private static String cell(List<Template> templates, Map<String, Object> element, Map<String, Object> record) {
        var cell = new StringBuilder();
        for (var template : templates) {
            cell.setLength(0);
            boolean whole = true;
            for (var part : template.parts()) {
                if (part instanceof Template.Literal literal) {
                    cell.append(literal.text());
                } else if (part instanceof Template.Hole hole) {
                    var value = value(hole.name(), element, record);
                    whole &= !value.isBlank();
                    cell.append(value);
                }
            }
            if (whole) {
                break;
            }
        }
        return cell.toString().strip();
    }

    private static String value(String path, Map<String, Object> element, Map<String, Object> record) {
        var found = path.startsWith("record.")
                ? Paths.text(record, path.substring("record.".length()))
                : Paths.text(element, path);
        return Objects.requireNonNullElse(found, "");
    }
}
