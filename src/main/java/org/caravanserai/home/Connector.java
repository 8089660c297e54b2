package org.caravanserai.home;

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
        List<String> limitations,
        Position position) {

    /** How far a connector is proven; earned by the contract kit. */
    public enum Support {
        EXPERIMENTAL,
        TESTED,
        STABLE
    }

    /** What is spoken. */
    public record Protocol(String name, String version) {}

    /**
     * One key of a connection.
     *
     * @param type {@code string integer boolean list}
     * @param format {@code uri path mail host}, null = any text
     * @param secret a literal is refused
     * @param defaultValue null = none
     */
    public record Property(
            String name,
            String type,
            String format,
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
     * @param needsMap false: documents go as they are and the channel names no map
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
            boolean needsMap,
            Position position) {}
}
