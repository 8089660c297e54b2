package org.caravanserai.web.api;

import java.util.Locale;
import org.caravanserai.ledger.Rejection;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What somebody does about a partner's refusal, in words. */
@Component
public class Remedy {
    private final MessageSource messages;

    Remedy(MessageSource messages) {
        this.messages = messages;
    }

    /** In this language; null when the partner named no field that we fill. */
    public String of(Rejection why, Locale locale) {
        if (why.attributes() != null) {
            return messages.getMessage("remedy.attribute", new Object[] {why.attributes(), why.rule()}, locale);
        }
        return why.rule() == null ? null : messages.getMessage("remedy.rule", new Object[] {why.rule()}, locale);
    }
}
