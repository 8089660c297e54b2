package org.caravanserai.connector.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.connector.Ceilings;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Conversation;
import org.caravanserai.connector.codec.Addresses;
import org.caravanserai.connector.codec.Bodies;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.connector.codec.Content;
import org.caravanserai.connector.codec.Values;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Payload;

/** Single exchanges of a connection: written, sent, judged, kept. */
final class Exchanges implements AutoCloseable {
    /** Headers of answers that are kept, beside those the descriptor names. */
    private static final Set<String> KEPT = Set.of(
            "content-type",
            "date",
            "etag",
            "last-modified",
            "link",
            "location",
            "retry-after",
            "x-request-id",
            "x-correlation-id",
            "x-wp-total",
            "x-wp-totalpages");

    /** Longest sentence about a call; what the partner said is in it. */
    private static final int TEXT = 400;

    private static final String NOT_KEPT = "(not kept: it holds a token)";

    private final String name;
    private final Connector connector;
    private final Keyring keys;
    private final Machinery machinery;
    private final Target target;
    private final Wire transport;
    private final int speed;

    Exchanges(String name, Connector connector, Keyring keys, Machinery machinery) {
        this.name = name;
        this.connector = connector;
        this.keys = keys;
        this.machinery = machinery;
        this.target = Target.of(machinery.settings.address(keys.value(Connector.BASE_URL, 0)));
        this.transport = transport(target);
        this.speed = machinery.settings.loopback() && target.loopback() ? machinery.settings.speed() : 1;
    }

    /**
     * What is to be sent.
     *
     * @param keep false: the conversation is kept only when something goes wrong
     */
    record Draft(
            String channel,
            Connector.Operation operation,
            List<Values.Subject> subjects,
            Map<String, String> variables,
            Signer.Proof proof,
            boolean keep) {}

    /**
     * What became of it.
     *
     * @param kept headers that are kept
     * @param retryAt when the partner wants to be called again, null = not said
     * @param exchange number of the conversation
     * @param masks what is hidden of it
     */
    record Exchanged(
            Received received,
            Verdict verdict,
            Map<String, String> kept,
            Instant retryAt,
            long exchange,
            Masks masks) {}

    /** Lines to another address of the same connection. */
    Wire transport(Target other) {
        return machinery.wire(other, connector.http().parallel());
    }

    ClientSettings settings() {
        return machinery.settings;
    }

    Target target() {
        return target;
    }

    Wire transport() {
        return transport;
    }

    /** Leave to call: of the connection and of the operation. */
    Ceilings.Permit permit(Connector.Operation operation) {
        var patience = machinery.settings.patience();
        var all = machinery.ceilings.acquire(name, connector.http().ceiling(), speed, patience, operation.timeout());
        if (all.refusedUntil() != null) {
            return all;
        }
        var counted = operation.sharing() == null
                ? operation
                : connector.operations().getOrDefault(operation.sharing(), operation);
        var own = machinery.ceilings.acquire(
                name + "/" + counted.name(), counted.ceiling(), speed, patience, operation.timeout());
        if (own.refusedUntil() != null) {
            all.cancel();
            return own;
        }
        return Ceilings.both(all, own);
    }

    /**
     * Writes, sends, judges and keeps.
     *
     * @param token in use, null = none
     * @throws CannotEncode before anything was sent
     */
    Exchanged carry(Draft draft, Duration limit, Signer.Token token) {
        var operation = draft.operation();
        var now = machinery.clock.instant();
        var variables = Subjects.variables(draft.channel(), draft.variables(), now);
        var deadline = new Deadline(limit);
        var values = new Values(
                variables,
                key -> keys.value(key, draft.proof().place()),
                draft.subjects(),
                address -> new Fetcher(machinery).fetch(address, deadline.left()));
        var request = request(operation, values, draft.proof());
        long begun = System.nanoTime();
        var received =
                transport.send(request, deadline.left(), operation.answer().maxBytes());
        long millis = (System.nanoTime() - begun) / 1_000_000;

        var masks = masks(draft, token);
        var headers = received instanceof Received.Answer answer ? kept(answer, operation) : Map.<String, String>of();
        var retryAt = received instanceof Received.Answer answer
                ? RetryAfter.of(answer.headers(), connector.http().throttling(), machinery.clock.instant())
                : null;
        var verdict = verdict(operation, received, retryAt, masks);
        long exchange = draft.keep() || verdict.fault() != null
                ? keep(draft, request, received, headers, verdict, masks, now, millis)
                : 0;
        return new Exchanged(received, verdict, headers, retryAt, exchange, masks);
    }

    private long keep(
            Draft draft,
            Request request,
            Received received,
            Map<String, String> headers,
            Verdict verdict,
            Masks masks,
            Instant now,
            long millis) {
        var operation = draft.operation();
        var variables = Subjects.variables(draft.channel(), draft.variables(), now);
        var shown = new Shown(masks, keys);
        return machinery.recordings.keep(new Conversation(
                0,
                now,
                draft.channel(),
                operation.name(),
                operation.method(),
                target.prefix() + shown.path(draft, variables),
                shown.headers(request.headers(), draft.proof().header()),
                shown.body(draft, variables),
                received instanceof Received.Answer answer ? answer.status() : 0,
                shown.headers(headers, null),
                received instanceof Received.Answer answer
                        ? new MaskedBody(masks)
                                .of(
                                        answer.body(),
                                        answer.mediaType(),
                                        operation.answer().format(),
                                        separator(operation))
                        : "",
                millis,
                verdict.fault(),
                verdict.text()));
    }

    private static char separator(Connector.Operation operation) {
        var csv = operation.answer().csv();
        return csv == null ? ';' : csv.separator();
    }

    private Verdict verdict(Connector.Operation operation, Received received, Instant retryAt, Masks masks) {
        if (received instanceof Received.Nothing nothing) {
            return new Verdict(Verdict.of(operation, nothing), false, masks.text(nothing.text()), List.of());
        }
        var verdict = Verdict.of(operation, connector.http().throttling(), (Received.Answer) received, retryAt != null);
        return new Verdict(
                verdict.fault(), verdict.expired(), Shown.cut(masks.text(verdict.text()), TEXT), verdict.records());
    }

    private Masks masks(Draft draft, Signer.Token token) {
        var fields = connector.http().personal();
        var names = new Masks(List.of(), List.of(), fields);
        var hidden = new ArrayList<>(keys.hidden());
        if (token != null) {
            hidden.add(token.text());
        }
        if (draft.proof().token() != null) {
            hidden.add(draft.proof().token().text());
        }
        return new Masks(hidden, Subjects.personal(draft.subjects(), names), fields);
    }

    private Request request(Connector.Operation operation, Values values, Signer.Proof proof) {
        var query = Addresses.query(operation.query(), values);
        var path = target.prefix() + Addresses.path(operation.path(), values) + (query.isEmpty() ? "" : "?" + query);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", accept(operation.answer().format()));
        operation.headers().forEach((header, template) -> {
            var value = Addresses.header(header, template, values);
            if (value != null) {
                headers.put(header, value);
            }
        });
        if (proof.header() != null) {
            headers.put(proof.header(), proof.value());
        }
        return new Request(operation.method(), path, headers, body(operation.body(), values));
    }

    private Content body(Payload payload, Values values) {
        if (payload == null) {
            return null;
        }
        var content = Bodies.write(payload, values);
        if (content.bytes().length > machinery.settings.maxRequestBytes()) {
            throw CannotEncode.item("the request would be longer than " + (machinery.settings.maxRequestBytes() >> 20)
                    + " MiB; lower 'batch'");
        }
        return content;
    }

    private static String accept(String format) {
        return switch (format) {
            case "json" -> "application/json";
            case "xml" -> "application/xml, text/xml";
            case "csv" -> "text/csv, */*;q=0.5";
            default -> "*/*";
        };
    }

    private Map<String, String> kept(Received.Answer answer, Connector.Operation operation) {
        var kept = new LinkedHashMap<String, String>();
        var throttle = connector.http().throttling().header();
        answer.headers().forEach((header, value) -> {
            if (KEPT.contains(header)
                    || operation.answer().headers().contains(header)
                    || header.equalsIgnoreCase(throttle)) {
                kept.put(header, value);
            }
        });
        return kept;
    }

    /** Carries out the operation that signs in. */
    Received signIn(Connector.Operation operation, int place, Duration limit) {
        var variables = Subjects.variables(connector.system(), Map.of(), machinery.clock.instant());
        var values = new Values(variables, key -> keys.value(key, place), List.of());
        var request = request(operation, values, Signer.nothing(place));
        return unshown(
                transport, operation.name(), request, limit, operation.answer().maxBytes());
    }

    /** Sends what is never shown: the conversation is kept without headers and bodies. */
    Received unshown(Wire lines, String operation, Request request, Duration limit, int maxBytes) {
        var now = machinery.clock.instant();
        long begun = System.nanoTime();
        var received = lines.send(request, limit, maxBytes);
        machinery.recordings.keep(new Conversation(
                0,
                now,
                connector.system(),
                operation,
                request.method(),
                request.path().replaceFirst("\\?.*", ""),
                Map.of(),
                NOT_KEPT,
                received instanceof Received.Answer answer ? answer.status() : 0,
                Map.of(),
                NOT_KEPT,
                (System.nanoTime() - begun) / 1_000_000,
                null,
                received instanceof Received.Nothing nothing ? nothing.text() : null));
        return received;
    }

    @Override
    public void close() {
        transport.close();
    }
}
