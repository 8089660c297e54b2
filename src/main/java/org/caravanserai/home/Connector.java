package org.caravanserai.home;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.parser.Position;

/**
 * A system we can talk to: {@code connectors/<system>/connector.yaml}.
 *
 * @param system folder name
 * @param protocol name and version of what is spoken, null when there is none
 * @param connection keys a connection has, by name
 * @param required keys a connection must have
 * @param entities entities a source of this system can deliver, plural words; empty = it is no source
 * @param streams what a channel of this system can take, by plural word; empty = it is no channel
 * @param formats file formats it reads or publishes, empty = none
 * @param http what all calls have in common
 * @param operations calls by name, carried out by {@code hub:call}
 * @param tables what the partner is asked for and kept as value tables, by name
 */
public record Connector(
        String system,
        String title,
        String description,
        Protocol protocol,
        Support support,
        Map<String, Property> connection,
        Set<String> required,
        List<String> entities,
        Map<String, Stream> streams,
        List<String> formats,
        Http http,
        Map<String, Operation> operations,
        Map<String, Table> tables,
        List<String> limitations,
        Position position) {

    /** What maps call a table of the partner: {@code <system>-<name>}. */
    public static String tableName(String system, String table) {
        return system + "-" + table;
    }

    /** Whether an operation looks at the row of what is retired or withdrawn. */
    public boolean readsRetired() {
        return operations.values().stream()
                .anyMatch(operation -> operation.takes().contains(Action.WITHDRAW)
                        || operation.takes().contains(Action.RETIRE)
                                && !(operation.needs().isEmpty()
                                        && operation.unless().isEmpty()));
    }

    /** Key of the connection with the address all paths stand below. */
    public static final String BASE_URL = "baseUrl";

    /** How far a connector is proven; earned by the contract kit. */
    public enum Support {
        EXPERIMENTAL,
        TESTED,
        STABLE
    }

    /** What is spoken. */
    public record Protocol(String name, String version, String contract, String base) {}

    /**
     * One key of a connection.
     *
     * @param type {@code string integer boolean list}
     * @param format {@code uri path mail host}, null = any text
     * @param words what a text may be, empty = anything
     * @param secret a literal is refused
     * @param defaultValue null = none
     */
    public record Property(
            String name,
            String type,
            String format,
            List<String> words,
            boolean secret,
            String defaultValue,
            String example,
            String description) {}

    /** Which reply counts as a confirmation. */
    public enum Ack {
        /** Each item needs a reported outcome; without one it is unknown. */
        REPORT,
        /** The end of the exchange is enough; the descriptor says why. */
        COMPLETION
    }

    /**
     * What a channel of this system can take.
     *
     * @param kamelet sink, null for published files
     * @param publishes true: a published file, false: a push
     * @param batch items per exchange, 0 = one by one
     * @param rate ceiling, null = none
     * @param retires false: what is no longer wanted stays there and nothing is called
     * @param withdraws true: what a gate holds is taken off there ({@link Action#WITHDRAW}), whatever the channel says
     * @param subject field of the row that names who is meant, null = none; two items never go out under one
     * @param first reads that are asked before anything is sent, with the age their answer may have at most
     * @param needsMap false: documents go as they are and the channel names no map
     * @param reads how to see what stands there, null = the partner cannot be asked
     * @param models the root of a tree of variants is an item too, as long as one of its variants is
     * @param once how orders are handed over, null = the stream is none of orders going out
     * @param market how orders that are placed there are read and answered, null = none are
     */
    public record Stream(
            String name,
            String kamelet,
            boolean publishes,
            int batch,
            Ack ack,
            String ackReason,
            Rate rate,
            String answer,
            String acknowledge,
            String writes,
            boolean retires,
            boolean withdraws,
            String subject,
            Map<String, Duration> first,
            boolean needsMap,
            Reads reads,
            boolean models,
            Handing once,
            Market market,
            Position position) {}

    /**
     * How to see what the partner holds of a stream.
     *
     * @param operations reads that list it, one after the other; of several, {@code needs} says which items stand in which
     * @param key path in a record of our key, null = the partner does not keep it
     * @param remoteId path of the partner's own name of the record, null = it has none
     * @param match paths of what else a record of ours can be found by, by attribute, in the order they are tried
     * @param compare paths of what can be compared, by field of the map
     * @param fixed fields of the map that cannot differ when the record is the right one
     * @param settle how long after an outcome the list may still show the state before
     */
    public record Reads(
            List<String> operations,
            String key,
            String remoteId,
            Map<String, String> match,
            Map<String, String> compare,
            List<String> fixed,
            Duration settle,
            Position position) {}

    /**
     * How a list goes on.
     *
     * @param size records of a full page, the value of {@code {limit}}
     * @param first number of the first page or record
     * @param total path in the answer of how many there are, null = not said there
     * @param totalHeader header of the answer that says it, lower case, null = none
     * @param next path of the value the next page is asked by: in the answer (cursor) or in its last record (last); else null
     * @param chained each page begins with the last record of the one before, so that a list that moves is found out
     */
    public record Pages(By by, int size, int first, String total, String totalHeader, String next, boolean chained) {
        /** What the next page is asked by. */
        public enum By {
            /** {@code {offset}}: records seen so far. */
            OFFSET,
            /** {@code {page}}: its number. */
            PAGE,
            /** {@code {cursor}}: a value of the answer before. */
            CURSOR,
            /** {@code {cursor}}: a value of the last record before; the partner sorts by it. */
            LAST;

            /** The placeholder that carries it. */
            public String placeholder() {
                return switch (this) {
                    case OFFSET -> "offset";
                    case PAGE -> "page";
                    case CURSOR, LAST -> "cursor";
                };
            }
        }
    }

    /**
     * What all calls of a system have in common.
     *
     * @param ceiling calls of all operations together, null = none
     * @param parallel most calls at the same time per connection
     * @param throttling how the partner says "too fast", beside status 429 and Retry-After
     * @param personal names of fields, columns and headers that are masked wherever a conversation is kept
     */
    public record Http(
            Authentication authentication, Rate ceiling, int parallel, Throttling throttling, List<String> personal) {}

    /**
     * A vendor's way of saying "too fast".
     *
     * @param statuses statuses that mean it, 429 always among them
     * @param header header that says when to come again, null = Retry-After only
     * @param unit what its number counts
     */
    public record Throttling(List<Integer> statuses, String header, Unit unit) {
        /** What the number of a header counts. */
        public enum Unit {
            SECONDS,
            MILLISECONDS,
            /** Seconds since 1970. */
            EPOCH
        }
    }

    /** What should happen to an item at the partner. */
    public enum Action {
        CREATE,
        UPDATE,
        RETIRE,
        /** Taken off while a gate holds it; the partner goes on knowing it. */
        WITHDRAW,
        /** Put back after that. */
        RETURN
    }

    /** What an operation does there. */
    public enum Effect {
        /** Changes nothing, so it may be repeated in any case. */
        READ,
        WRITE
    }

    /**
     * One call.
     *
     * @param kind {@code READ} or {@code WRITE}
     * @param idempotent a write that may be repeated after a doubtful end: the same request again changes nothing more
     * @param anonymous sent without authentication
     * @param method GET, POST, PUT, PATCH or DELETE
     * @param path below the base address, a {@link Template}
     * @param takes actions it carries
     * @param needs placeholders; an item for which one of them has no value passes by
     * @param unless placeholders; an item for which one of them has a value passes by
     * @param differs fields of the row: items in which none of them differs from what was confirmed pass by; empty = all are carried
     * @param each list of the row, or kept from an earlier answer, whose elements are carried one by one; null = the item itself is carried
     * @param batch items per call, 0 = all there are
     * @param pages how a read of many goes on, null = one answer holds all
     * @param ceiling calls per connection, null = not limited
     * @param sharing operation whose ceiling counts these calls too, null = its own
     * @param timeout whole call
     * @param query texts by name
     * @param headers texts by name
     * @param body null = none
     * @param absent statuses that say "not there"
     * @param where values of the connection under which it is used, by key; empty = always
     * @param only what an item must be like to be carried, null = anything
     * @param jobs operations whose jobs it looks at, empty = any
     */
    public record Operation(
            String name,
            String description,
            Effect kind,
            boolean idempotent,
            boolean anonymous,
            String method,
            String path,
            Set<Action> takes,
            List<Template.Hole> needs,
            List<Template.Hole> unless,
            List<String> differs,
            String each,
            int batch,
            Pages pages,
            Rate ceiling,
            String sharing,
            Duration timeout,
            Map<String, String> query,
            Map<String, String> headers,
            Payload body,
            List<Integer> absent,
            Answer answer,
            Errors errors,
            Map<String, String> where,
            Only only,
            List<String> jobs,
            Position position) {

        /** True when a repetition after a doubtful end does no harm. */
        public boolean repeatable() {
            return kind == Effect.READ || idempotent;
        }
    }

    /**
     * Items an operation says less about than the others do: it carries an item only when nothing would be lost. Names are fields of
     * rows; a name stands for what is nested in it too.
     *
     * @param changed all that differs from what the partner has confirmed must be among these; what it has must be known
     * @param without fields an item must not have a value for: the operation would clear them
     */
    public record Only(List<String> changed, List<String> without) {
        /** Whether a field is one of these, or nested in one. */
        public static boolean names(List<String> fields, String field) {
            return fields.stream()
                    .anyMatch(
                            name -> field.equals(name) || field.startsWith(name + ".") || field.startsWith(name + "["));
        }
    }

    /**
     * How an answer is read.
     *
     * @param format {@code json xml csv text none}
     * @param at paths of the records, empty = the whole document is one (a list: its elements)
     * @param csv how a CSV answer looks, null unless the format is csv
     * @param map map from records to outcomes, null = none
     * @param job path in the record of the partner's name of a job, null = no job
     * @param look when to look at the job
     * @param known path in the record of the partner's name of the item, null = it is no look-up
     * @param facts what later calls with the same item may say as {@code {fact.<name>}}: paths by name, the first that is there counts
     * @param acceptAll the answer proves that all items arrived
     * @param why why that is so
     * @param as {@link Template} of the partner's name of an item that is accepted, null = as before
     * @param keep name under which the records are kept for later calls about the item, null = they are not
     * @param headers further headers that are kept, in lower case
     * @param maxBytes longest answer
     */
    public record Answer(
            String format,
            List<String> at,
            Format csv,
            String map,
            String job,
            Look look,
            String known,
            Map<String, List<String>> facts,
            boolean acceptAll,
            String why,
            String as,
            String keep,
            List<String> headers,
            int maxBytes) {}

    /**
     * A value table that is fetched from the partner.
     *
     * @param operation a read; its records are the rows, of all its pages
     * @param each path of a list in a record whose elements are the rows, null = a record is one
     * @param columns texts with placeholders by column, in order, of several the first whose placeholders all have a value; the first column is the key
     * @param every how often it is fetched
     * @param shrink share of the rows that may be missing the next time, from 0 to 1
     */
    public record Table(
            String name,
            String description,
            String operation,
            String each,
            Map<String, List<String>> columns,
            Duration every,
            BigDecimal shrink,
            Position position) {}

    /** When a job is looked at: the first time, how often, and when it counts as lost. */
    public record Look(Duration after, Duration every, Duration deadline) {}

    /**
     * How an answer that is an error is read.
     *
     * @param at path of the error records; when one is there, even a 200 is an error. Null = the whole body of a 4xx or 5xx
     * @param map map from records to outcomes, null = none
     * @param code path of the error code in a record, null = none
     * @param text path of the message in a record, null = none
     * @param channel codes that mean the channel must stop
     * @param expired codes that mean the token is no longer valid
     * @param throttled codes that mean "too fast"
     * @param unavailable codes that mean "try again later"
     */
    public record Errors(
            String at,
            String map,
            String code,
            String text,
            List<String> channel,
            List<String> expired,
            List<String> throttled,
            List<String> unavailable) {}
}
