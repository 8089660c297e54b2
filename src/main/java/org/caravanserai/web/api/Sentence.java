package org.caravanserai.web.api;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.Complaints;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Why an item stands in a lane as it does, in one sentence that can be copied into a mail. */
@Component
public class Sentence {
    private final CurrentHome home;
    private final Switches switches;
    private final MessageSource messages;
    private final Remedy remedy;

    Sentence(CurrentHome home, Switches switches, MessageSource messages, Remedy remedy) {
        this.remedy = remedy;
        this.home = home;
        this.switches = switches;
        this.messages = messages;
    }

    /** In this language, English when there is none of it. */
    public String of(Explain.Answer answer, String key, Locale locale) {
        var told = new Telling(answer, key, locale);
        return told.sentence();
    }

    private final class Telling {
        private final Explain.Answer answer;
        private final Locale locale;
        private final String key;
        private final String channel;
        private final String stream;

        Telling(Explain.Answer answer, String key, Locale locale) {
            this.answer = answer;
            this.key = key;
            this.locale = locale;
            var config = home.get().channel(answer.channel());
            this.channel = config.map(one -> one.title())
                    .filter(title -> title != null)
                    .orElse(answer.channel());
            this.stream = answer.stream() + (answer.locale() == null ? "" : ", " + answer.locale());
        }

        String sentence() {
            var item = answer.item();
            if (answer.notSelected() != null) {
                boolean stands = item != null && item.standsAtPartner();
                return say(stands ? "leaving" : "notselected", answer.notSelected());
            }
            if (answer.held()) {
                return held();
            }
            if (item == null) {
                return say("new");
            }
            return switch (item.state()) {
                case CONFIRMED -> confirmed();
                case PARKED -> parked();
                case UNKNOWN -> say("unknown", next());
                case PENDING, LEAVING -> say("pending", last(), next());
                // The gate has let it go since: the next evaluation takes it.
                case HELD, RETIRED -> say("new");
            };
        }

        private String held() {
            var finding = answer.findings().stream()
                    .filter(one -> one.severity() == Finding.Severity.BLOCK)
                    .findFirst()
                    .orElse(answer.findings().get(0));
            var owner = finding.owner() == null ? "" : say("owner", finding.owner());
            return say("held", finding.rule(), finding.message(), owner);
        }

        private String confirmed() {
            var name = answer.trail() == null || answer.trail().remoteId() == null
                    ? ""
                    : say("remote", answer.trail().remoteId());
            return say("confirmed", name);
        }

        private String parked() {
            if (answer.trail() == null || answer.trail().complaints().isEmpty()) {
                return say("pending", "", next());
            }
            var open = answer.trail().complaints().get(0);
            var why = open.why();
            if (why.code().equals(Complaints.DISCARDED)) {
                return say("discarded", time(open.lastAt()), why.text());
            }
            var field = why.field() == null ? "" : say("field", why.field());
            var words = why.text() == null ? why.code() : why.code() + " " + why.text();
            var mend = remedy.of(why, locale);
            var fix = mend == null ? "" : say("fix", mend);
            var owner = why.owner() == null ? "" : say("owner", why.owner());
            return say("parked", time(open.lastAt()), words, field, fix, owner);
        }

        private String last() {
            if (answer.trail() == null || answer.trail().attempts().isEmpty()) {
                return "";
            }
            var attempt = answer.trail().attempts().get(0);
            return attempt.text() == null ? "" : say("last", time(attempt.at()), attempt.text());
        }

        private String next() {
            var stand = switches.of(answer.channel());
            if (stand.pausedAt() != null) {
                return say("paused", stand.pausedBy(), time(stand.pausedAt()), stand.pausedWhy());
            }
            if (stand.stoppedAt() != null) {
                return say("stopped", time(stand.stoppedAt()), stand.stoppedWhy());
            }
            var waiting = answer.trail() == null ? null : answer.trail().waiting();
            if (waiting == null) {
                return "";
            }
            if (waiting.job() != null) {
                return say("job", waiting.job().name(), time(waiting.job().deadline()));
            }
            if (waiting.onItsWay()) {
                return say("onitsway");
            }
            if (waiting.at() == null) {
                return say("approval");
            }
            var after = answer.trail().after();
            return after == null
                    ? say("due", time(waiting.at()))
                    : say(
                            "after",
                            after.key(),
                            after.stream(),
                            messages.getMessage("state." + after.state().word(), null, locale));
        }

        private String say(String what, Object... arguments) {
            var all = new Object[arguments.length + 3];
            all[0] = key;
            all[1] = channel;
            all[2] = stream;
            for (int i = 0; i < arguments.length; i++) {
                all[i + 3] = arguments[i] instanceof String text ? plain(text) : arguments[i];
            }
            return messages.getMessage("sentence." + what, all, locale);
        }

        /** The words of others may be sentences; the full stop is ours. */
        private static String plain(String text) {
            return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        }

        private String time(Instant at) {
            ZoneId zone = home.get().company().timeZone();
            return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", locale).format(at.atZone(zone));
        }
    }
}
