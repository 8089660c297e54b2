package org.caravanserai.connector.client;

import java.util.List;
import java.util.Map;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Connector;

/**
 * What an answer means: reliability classes by status, by the partner's own codes, and by whether the body is what the operation expects.
 *
 * @param fault null = the operation succeeded
 * @param expired the proof was not accepted: another one may be tried
 * @param text one sentence, null when it succeeded; may hold words of the partner
 * @param records of the answer, or of the error
 */
record Verdict(Fault fault, boolean expired, String text, List<Map<String, Object>> records) {
    private static Verdict good(List<Map<String, Object>> records) {
        return new Verdict(null, false, null, records);
    }

    private static Verdict bad(Fault fault, String text) {
        return new Verdict(fault, false, text, List.of());
    }

    /** @param retryAfter whether the partner said when to come again */
    static Verdict of(
            Connector.Operation operation,
            Connector.Throttling throttling,
            Received.Answer answer,
            boolean retryAfter) {
        int status = answer.status();
        boolean fine = status >= 200 && status < 300;
        if (operation.absent().contains(status)) {
            return good(List.of());
        }
        if (answer.nonsense() != null) {
            return bad(fine ? Fault.UNKNOWN : byStatus(operation, throttling, status, retryAfter), answer.nonsense());
        }
        if (!fine) {
            return refused(operation, byStatus(operation, throttling, status, retryAfter), answer);
        }
        var read = Answers.document(operation.answer(), answer.body(), answer.mediaType());
        if (read instanceof Answers.Nonsense nonsense) {
            return bad(Fault.UNKNOWN, nonsense.why());
        }
        return expected(operation, ((Answers.Document) read).document());
    }

    /** A 2xx that could be read. */
    private static Verdict expected(Connector.Operation operation, Object document) {
        var records = Answers.records(operation.answer(), document);
        var errors = operation.errors();
        if (errors.at() != null) {
            var found = Paths.records(document, errors.at());
            if (found != null && !found.isEmpty()) {
                // Something was done and something was not: only the answer's own records could tell, and they are
                // errors.
                boolean both = !operation.answer().at().isEmpty() && records != null && !records.isEmpty();
                return coded(errors, found, both ? Fault.UNKNOWN : Fault.ITEM, "the answer holds errors");
            }
        }
        if (records == null) {
            return bad(
                    Fault.UNKNOWN,
                    "the answer has nothing at "
                            + String.join(", ", operation.answer().at()));
        }
        boolean wanted = operation.answer().map() != null
                || operation.answer().job() != null
                || operation.answer().known() != null && !operation.absent().isEmpty();
        if (document == null && wanted) {
            return bad(Fault.UNKNOWN, "the answer is empty");
        }
        return good(records);
    }

    private static Verdict refused(Connector.Operation operation, Fault fault, Received.Answer answer) {
        var read = Answers.document(asError(operation.answer(), answer.body()), answer.body(), answer.mediaType());
        var text = "the partner answered with status " + answer.status();
        var records = read instanceof Answers.Document document ? errors(operation, document.document()) : null;
        if (records == null) {
            return new Verdict(fault, answer.status() == 401, text, List.of());
        }
        var verdict = coded(operation.errors(), records, fault, text);
        return new Verdict(
                verdict.fault(), verdict.expired() || answer.status() == 401, verdict.text(), verdict.records());
    }

    /** Errors come as JSON or XML whatever the answer would have been. */
    private static Connector.Answer asError(Connector.Answer answer, byte[] body) {
        int first = 0;
        while (first < body.length && body[first] <= ' ') {
            first++;
        }
        var format = first < body.length && body[first] == '<' ? "xml" : "json";
        return new Connector.Answer(
                format,
                List.of(),
                null,
                null,
                null,
                answer.look(),
                null,
                Map.of(),
                false,
                null,
                null,
                null,
                answer.headers(),
                answer.maxBytes());
    }

    private static List<Map<String, Object>> errors(Connector.Operation operation, Object document) {
        return document == null
                ? null
                : Paths.records(
                        document,
                        operation.errors().at() == null
                                ? ""
                                : operation.errors().at());
    }

    private static Verdict coded(
            Connector.Errors errors, List<Map<String, Object>> records, Fault otherwise, String text) {
        var fault = otherwise;
        boolean expired = false;
        for (var record : records) {
            var code = Paths.text(record, errors.code());
            if (code == null) {
                continue;
            }
            expired |= errors.expired().contains(code);
            if (errors.channel().contains(code) || errors.expired().contains(code)) {
                fault = Fault.CHANNEL;
            } else if (errors.throttled().contains(code)) {
                fault = Fault.THROTTLED;
            } else if (errors.unavailable().contains(code)) {
                fault = Fault.TRANSIENT;
            }
        }
        var first = records.isEmpty() ? Map.<String, Object>of() : records.get(0);
        var said = said(Paths.text(first, errors.code()), Paths.text(first, errors.text()));
        return new Verdict(fault, expired, text + said, records);
    }

    private static String said(String code, String text) {
        var said = (code == null ? "" : code) + (code != null && text != null ? ", " : "") + (text == null ? "" : text);
        return said.isEmpty() ? "" : ": " + said;
    }

    static Fault byStatus(
            Connector.Operation operation, Connector.Throttling throttling, int status, boolean retryAfter) {
        if (throttling.statuses().contains(status) || status == 503 && retryAfter) {
            return Fault.THROTTLED;
        }
        if (status >= 500 && status < 600) {
            boolean doubt = (status == 502 || status == 504) && !operation.repeatable();
            return doubt ? Fault.UNKNOWN : Fault.TRANSIENT;
        }
        return switch (status) {
            // How we talk is wrong, not what we say: redirects are not followed, and no item mends the rest.
            case 401, 402, 403, 405, 406, 407, 415, 421, 426 -> Fault.CHANNEL;
            case 404, 410 -> names(operation) ? Fault.ITEM : Fault.CHANNEL;
            case 408, 425 -> Fault.TRANSIENT;
            default -> {
                if (status >= 300 && status < 400) {
                    yield Fault.CHANNEL;
                }
                yield status >= 400 && status < 500 ? Fault.ITEM : Fault.UNKNOWN;
            }
        };
    }

    /** True when the path names one thing, which may be missing without the address being wrong. */
    private static boolean names(Connector.Operation operation) {
        return org.caravanserai.home.Template.of(operation.path()).holes().stream()
                .anyMatch(hole -> java.util.Set.of("key", "keys", "remoteId", "remoteIds", "row", "job")
                        .contains(hole.root()));
    }

    /** What no answer means. */
    static Fault of(Connector.Operation operation, Received.Nothing nothing) {
        return switch (nothing.kind()) {
            case FORBIDDEN, TLS -> Fault.CHANNEL;
            case UNREACHABLE -> Fault.TRANSIENT;
            case TIMEOUT, CUT -> nothing.sent() && !operation.repeatable() ? Fault.UNKNOWN : Fault.TRANSIENT;
            case GARBAGE -> Fault.UNKNOWN;
        };
    }
}
