package org.caravanserai.web.distributor;

import java.util.Locale;
import java.util.stream.Collectors;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.Why;
import org.caravanserai.web.console.Show;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Reasons and answers in the partner's language: {@code @own} in templates. */
@Component("own")
public final class Words {
    private final MessageSource messages;
    private final Show show;

    Words(MessageSource messages, Show show) {
        this.messages = messages;
        this.show = show;
    }

    /** Why an item, or those of a list, are not there. */
    public String why(Why why, Locale locale) {
        var attributes = why.attributes().stream()
                .map(named -> label(named, locale))
                .distinct()
                .collect(Collectors.joining(", "));
        return switch (why.cause()) {
            case REQUIRED ->
                why.title() != null
                        ? why.title() + about(attributes)
                        : attributes.isEmpty()
                                ? say("own.why.required", locale)
                                : say("own.why.lacks", locale, attributes);
            case RULE ->
                why.title() != null
                        ? why.title() + about(attributes)
                        : attributes.isEmpty()
                                ? say("own.why.rule", locale, why.name())
                                : say("own.why.about", locale, attributes);
            case FIELD ->
                why.field() == null ? say("own.why.value", locale) : say("own.why.field", locale, why.field());
            case REFUSED ->
                say(
                        "own.why.refused",
                        locale,
                        why.text() == null ? why.name() : why.name() + " " + why.text(),
                        why.field() == null ? "" : " (" + why.field() + ")");
            case GIVEN_UP -> say("own.why.givenup", locale);
            case RETIRED -> say("own.why.retired", locale);
            case NOT_SELECTED -> say("own.why.notselected", locale);
        };
    }

    /** Where an item stands in one stream, as a sentence that can be copied into a mail. */
    public String sentence(OwnItems.Own item, OwnItems.Standing standing, Locale locale) {
        var where = standing.stream() + (standing.locale().isEmpty() ? "" : ", " + standing.locale());
        var served = standing.served();
        var asOf = served == null
                ? standing.place() == OwnItems.Place.THERE ? say("own.asof.system", locale) : ""
                : say("own.asof.files", locale, show.time(served.at()), Long.toString(served.version()));
        var because = standing.whys().stream().map(why -> why(why, locale)).collect(Collectors.joining("; "));
        return say(
                "own.place." + standing.place().name().toLowerCase(Locale.ROOT),
                locale,
                item.key(),
                where,
                asOf,
                because.isEmpty() ? say("own.why.unsaid", locale) : because);
    }

    private static String about(String attributes) {
        return attributes.isEmpty() ? "" : " (" + attributes + ")";
    }

    private String label(Why.Named named, Locale locale) {
        if (!named.label().isEmpty()) {
            return show.text(named.label(), named.code());
        }
        return messages.getMessage("own.attribute." + named.code(), null, named.code(), locale);
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
