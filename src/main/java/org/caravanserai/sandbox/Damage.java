package org.caravanserai.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What faults make of an answer. */
final class Damage {
    /** RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private Damage() {}

    /** The answer instead of the partner's own: too many requests, or an error on its side. */
    static Answer instead(Partner partner, Fault fault, Instant now) {
        var status = fault.kind() == Fault.Kind.THROTTLE ? 429 : Integer.parseInt(fault.word("status", "503"));
        var answer = partner.failed(status, status == 429 ? "Too many requests" : "Something went wrong on our side");
        var after = fault.word("retryAfter", "");
        if (after.isEmpty()) {
            return answer;
        }
        if (after.startsWith("date:")) {
            var date = now.plusSeconds(Long.parseLong(after.substring("date:".length())));
            after = DATE.format(date.atOffset(ZoneOffset.UTC));
        } else if (after.equals("absurd")) {
            after = "99999999999999999999";
        }
        return answer.with("Retry-After", after);
    }

    /** The partner's own answer after faults have come over it. */
    static Answer after(Partner partner, Answer answer, List<Faults.Armed> befalling) {
        var distortion = new Distortion(partner.identifiers(), "NOBODY-ASKED-1");
        var spoiled = answer;
        for (var one : befalling) {
            spoiled = switch (one.fault().kind()) {
                case WRONG_IDS -> distortion.wrongIds(spoiled);
                case DUPLICATE_RESULTS -> distortion.twice(spoiled);
                case OTHER_ITEMS -> distortion.otherItems(spoiled);
                case EMPTY_LIST -> distortion.emptied(spoiled);
                case CHANGED_VALUE ->
                    Distortion.changed(
                            spoiled,
                            one.fault().word("field", "price"),
                            one.fault().word("value", "0.01"));
                case ENDLESS_BODY -> spoiled.leaving(Answer.Sending.ENDLESS);
                case CUT_MIDDLE -> spoiled.leaving(Answer.Sending.HALF);
                case LOSE_ANSWER -> spoiled.leaving(Answer.Sending.NOTHING);
                case DELAY,
                        THROTTLE,
                        STATUS,
                        CUT_BEFORE,
                        REFUSE_PART,
                        EXPIRE_TOKEN,
                        HANG_JOB,
                        LOSE_JOB,
                        REPEAT_PAGE,
                        HTML -> spoiled;
            };
        }
        return spoiled;
    }
}
