package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.IngestCode;
import org.caravanserai.ingest.Run;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;

/** What a caller is told of a run: its account when something was taken, else a problem document that holds the same account. */
final class RunAnswer {
    private static final int SHOWN = 100;

    private RunAnswer() {}

    /**
     * The account with the first refused rows.
     *
     * @throws HttpRefusal when nothing was taken, or the run did not get to its end
     */
    static Map<String, Object> of(Run run, Ingest ingest) {
        var json = new LinkedHashMap<String, Object>(RunsApi.json(run));
        if (run.account().refused() > 0) {
            json.put(
                    "refusals",
                    ingest.refusals(run, 0, SHOWN).stream().map(RunsApi::json).toList());
        }
        if (run.state() != Run.State.DONE) {
            var code = run.code() == null ? IngestCode.INTERRUPTED.code() : run.code();
            throw new HttpRefusal(status(run), code, words(run), json);
        }
        if (nothingTaken(run)) {
            throw nothing(run, ingest, json);
        }
        return json;
    }

    private static boolean nothingTaken(Run run) {
        var account = run.account();
        return account.received() > 0 && account.refused() == account.received() && account.removed() == 0;
    }

    private static HttpRefusal nothing(Run run, Ingest ingest, Map<String, Object> json) {
        var codes = run.account().refusedBy().keySet();
        var code = codes.size() == 1 ? codes.iterator().next() : IngestCode.NOTHING_TAKEN.code();
        boolean unreadable = codes.stream().allMatch(RunAnswer::malformed);
        var first = ingest.refusals(run, 0, 1).stream()
                .findFirst()
                .map(row -> "line " + row.line() + ": " + row.message())
                .orElse(IngestCode.NOTHING_TAKEN.meaning());
        var detail = run.account().received() == 1
                ? first
                : "None of " + run.account().received() + " records was taken; the first: " + first;
        return new HttpRefusal(
                unreadable ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT, code, detail, json);
    }

    private static HttpStatus status(Run run) {
        return switch (run.state()) {
            case DONE -> HttpStatus.OK;
            case HELD, RUNNING, CANCELLED, INTERRUPTED -> HttpStatus.CONFLICT;
            case BROKEN -> HttpStatus.INTERNAL_SERVER_ERROR;
            case REFUSED -> refused(run.code());
        };
    }

    private static HttpStatus refused(String code) {
        if (IngestCode.UNKNOWN_SOURCE.code().equals(code)
                || IngestCode.UNKNOWN_ENTITY.code().equals(code)) {
            return HttpStatus.NOT_FOUND;
        }
        if (IngestCode.TOO_LARGE.code().equals(code)) {
            return HttpStatus.CONTENT_TOO_LARGE;
        }
        return malformed(code) ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT;
    }

    /** Codes of content that could not be read at all. */
    private static boolean malformed(String code) {
        return code.startsWith("FIL-") || code.startsWith("ROW-");
    }

    /** The reason without the code in front of it, and for a held run what to do. */
    private static String words(Run run) {
        var reason = run.reason() == null ? "the run is not at its end; send it again later" : run.reason();
        var text = reason.startsWith(run.code() + " ")
                ? reason.substring(run.code().length() + 1)
                : reason;
        return run.state() == Run.State.HELD
                ? text + "; the delivery is kept: POST /api/v1/runs/" + run.id()
                        + "/release takes it after all, with {\"reason\":\"...\"}"
                : text;
    }
}
