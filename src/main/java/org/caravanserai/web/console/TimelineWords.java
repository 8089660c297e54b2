package org.caravanserai.web.console;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Says in the reader's language what the time line of an order keeps in English: {@code timeline} in templates. What others said (an ERP, a buyer, a
 * colleague) stays in their words.
 */
@Component("timeline")
public class TimelineWords {
    private static final int DEEPEST = 4;

    /**
     * A sentence, and what stands behind it in the words of whoever said it.
     *
     * @param text null = there is only a rest
     * @param rest null = nothing
     */
    public record Said(String text, String rest) {}

    /**
     * @param key below {@code timeline.said.}
     * @param open the last group is a sentence of its own, known or not
     */
    private record Rule(Pattern pattern, String key, boolean open) {}

    private static final String EVENT = "(confirmation|shipment) (.+?)( version \\d+)?";
    private static final String STATE = "(pending|unknown|parked|confirmed|held|leaving|retired)";

    private static final List<Rule> RULES = List.of(
            closed("the order, attempt (\\d+)", "attempt.order"),
            closed("the answer, attempt (\\d+)", "attempt.answer"),
            closed("the order arrived", "arrived.order"),
            closed("the answer arrived", "arrived.answer"),
            open("the order is " + STATE + "(?:; (.*))?", "state.order"),
            open("the answer is " + STATE + "(?:; (.*))?", "state.answer"),
            open("([^ :]+): " + STATE + "(?:; (.*))?", "state.there"),
            open("([^ :]+) has it(?:: (.*))?", "has"),
            closed("an answer came after its time and does not count", "late"),
            closed("no answer came: it may have arrived", "silent"),
            closed("no answer came", "nothing"),
            open("([^ :]+) cannot be asked; (.*)", "blind"),
            closed("(\\d+) answers go out again", "again"),
            closed("released", "released"),
            closed("it is not at (.+); send it again", "resend"),
            closed("it is at the ERP", "there"),
            closed("it is at the ERP as (.+)", "there.as"),
            closed("taken back by the buyer", "back"),
            closed("replaced by version (\\d+)", "replaced"),
            closed("rehearsed, nothing has left", "rehearsed"),
            closed("it is there: " + EVENT + " speaks of it", "speaks"),
            closed(EVENT + " came after version (\\d+)", "outdated"),
            closed("(confirmation|shipment) (\\S{1,100})( version \\d+)?", "event"),
            open("([^ :]+) says (confirmation|shipment) (.+?), which does not count: (.*)", "ignored"));

    private static final Pattern TROUBLE = Pattern.compile("(ORDER-\\d{3}) (.*)", Pattern.DOTALL);

    private final MessageSource messages;

    TimelineWords(MessageSource messages) {
        this.messages = messages;
    }

    private static Rule closed(String pattern, String key) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), key, false);
    }

    private static Rule open(String pattern, String key) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), key, true);
    }

    /** An entry of a time line for whoever reads the page. */
    public Said said(String text) {
        return said(text, LocaleContextHolder.getLocale());
    }

    Said said(String text, Locale locale) {
        return said(text, locale, 0);
    }

    private Said said(String text, Locale locale, int depth) {
        var trouble = TROUBLE.matcher(text);
        if (depth == 0 && trouble.matches()) {
            var code = trouble.group(1);
            var meaning = messages.getMessage("order.meaning." + code, null, null, locale);
            var detail = said(trouble.group(2), locale, 1);
            return new Said(
                    code + (meaning == null ? "" : " " + meaning) + (detail.text() == null ? "" : " " + detail.text()),
                    detail.rest());
        }
        for (var rule : RULES) {
            var found = rule.pattern().matcher(text);
            if (found.matches() && depth < DEEPEST) {
                int last = found.groupCount();
                var rest = rule.open() ? found.group(last) : null;
                var values = new Object[rule.open() ? last - 1 : last];
                for (int i = 0; i < values.length; i++) {
                    values[i] = word(found.group(i + 1), locale);
                }
                var sentence = messages.getMessage("timeline.said." + rule.key(), values, locale);
                if (rest == null) {
                    return new Said(sentence, null);
                }
                var behind = said(rest, locale, depth + 1);
                return new Said(behind.text() == null ? sentence : sentence + " · " + behind.text(), behind.rest());
            }
        }
        return new Said(null, text);
    }

    /** States, kinds of documents and versions are words of ours; names and numbers are not. */
    private String word(String value, Locale locale) {
        if (value == null) {
            return "";
        }
        return value.startsWith(" version ")
                ? " " + messages.getMessage("timeline.word.version", new Object[] {value.substring(9)}, locale)
                : messages.getMessage("timeline.word." + value, null, value, locale);
    }
}
