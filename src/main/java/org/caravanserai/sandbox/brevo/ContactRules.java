package org.caravanserai.sandbox.brevo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes a contact acceptable, and how what is sent goes into what is there. */
final class ContactRules {
    static final String CONTACTS = "contacts";
    /** The attribute by which the address itself is changed. */
    private static final String ADDRESS = "EMAIL";

    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private static final Set<String> FIELDS = Set.of(
            "email",
            "id",
            "sms",
            "ext_id",
            "attributes",
            "emailBlacklisted",
            "smsBlacklisted",
            "listIds",
            "unlinkListIds",
            "updateEnabled",
            "smtpBlacklistSender");

    private ContactRules() {}

    static boolean mail(String text) {
        return text.length() <= 254 && MAIL.matcher(text).matches();
    }

    /** The id behind an e-mail address, an id or a phone number; nothing when there is no such contact. */
    static Optional<String> find(String identifier, State state) {
        if (identifier.contains("@")) {
            return state.find(CONTACTS, "email", identifier.toLowerCase(Locale.ROOT)).stream()
                    .findFirst();
        }
        if (state.has(CONTACTS, identifier)) {
            return Optional.of(identifier);
        }
        return identifier.isEmpty()
                ? Optional.empty()
                : state.find(CONTACTS, "sms", identifier).stream().findFirst();
    }

    /** What is wrong with the parts that create and update have in common; nothing when all is well. */
    static Optional<String> wrong(JsonNode sent, String own, State state) {
        for (var name : sent.propertyNames()) {
            // The partner would pass over it; a stand-in says so.
            if (!FIELDS.contains(name)) {
                return Optional.of(name + " is not a field of contacts");
            }
        }
        for (var field : sent.path("attributes").properties()) {
            if (!field.getKey().equals(ADDRESS) && !state.has(Lists.ATTRIBUTES, field.getKey())) {
                return Optional.of("Attribute " + field.getKey() + " does not exist in your account");
            }
        }
        var address = sent.path("attributes").path(ADDRESS).asString("").toLowerCase(Locale.ROOT);
        if (!address.isEmpty() && !mail(address)) {
            return Optional.of("EMAIL is not valid in attributes");
        }
        if (!own.isEmpty() && find(address, state).filter(id -> !id.equals(own)).isPresent()) {
            return Optional.of("Unable to update contact, email is already associated with another contact");
        }
        for (var name : List.of("listIds", "unlinkListIds")) {
            for (var list : sent.path(name)) {
                if (!list.isIntegralNumber() || !state.has(Lists.LISTS, list.asString())) {
                    return Optional.of("List " + list.asString() + " does not exist");
                }
            }
        }
        for (var name : List.of("emailBlacklisted", "smsBlacklisted", "updateEnabled")) {
            if (sent.has(name) && !sent.path(name).isBoolean()) {
                return Optional.of(name + " should be a boolean");
            }
        }
        var ext = sent.path("ext_id").asString("");
        if (!ext.isEmpty() && state.find(CONTACTS, "ext_id", ext).stream().anyMatch(id -> !id.equals(own))) {
            return Optional.of("ext_id " + ext + " is already associated with another contact");
        }
        return Optional.empty();
    }

    /**
     * Puts what is sent into a contact. Attributes and flags that are not sent stay; values of the wrong type are left
     * out without a word, as documented.
     *
     * @return names of the values left out
     */
    static List<String> merge(JsonNode sent, ObjectNode contact, State state) {
        var ignored = new ArrayList<String>();
        var address = sent.path("attributes").path(ADDRESS).asString("");
        if (!address.isEmpty()) {
            contact.put("email", address.toLowerCase(Locale.ROOT));
        }
        for (var field : sent.path("attributes").properties()) {
            if (field.getKey().equals(ADDRESS)) {
                continue;
            }
            var type = state.get(Lists.ATTRIBUTES, field.getKey())
                    .map(about -> about.path("type").asString("text"))
                    .orElse("");
            if (!fits(type, field.getValue())) {
                ignored.add(field.getKey());
            } else if (field.getValue().asString("").isEmpty()) {
                contact.withObject("/attributes").remove(field.getKey());
            } else {
                contact.withObject("/attributes").set(field.getKey(), field.getValue());
            }
        }
        for (var name : List.of("emailBlacklisted", "smsBlacklisted", "ext_id")) {
            if (sent.hasNonNull(name)) {
                contact.set(name, sent.path(name));
            }
        }
        var phone = contact.path("attributes").path("SMS").asString("");
        if (phone.isEmpty()) {
            contact.remove("sms");
        } else {
            contact.put("sms", phone);
        }
        join(sent.path("listIds"), contact);
        leave(sent.path("unlinkListIds"), contact);
        return ignored;
    }

    static void join(JsonNode lists, ObjectNode contact) {
        var own = contact.withArray("/listIds");
        for (var list : lists) {
            var there = false;
            for (var each : own) {
                there |= each.asLong() == list.asLong();
            }
            if (!there) {
                own.add(list.asLong());
            }
        }
    }

    static void leave(JsonNode lists, ObjectNode contact) {
        var own = contact.withArray("/listIds");
        for (var list : lists) {
            for (int i = own.size() - 1; i >= 0; i--) {
                if (own.get(i).asLong() == list.asLong()) {
                    own.remove(i);
                }
            }
        }
    }

    private static boolean fits(String type, JsonNode value) {
        if (value.isNull() || value.asString("").isEmpty()) {
            return value.isValueNode();
        }
        return switch (type) {
            case "float", "id", "category" ->
                value.isNumber() || value.asString("").matches("-?\\d{1,15}(\\.\\d{1,9})?");
            case "boolean" -> value.isBoolean() || value.asString("").matches("(?i)true|false|yes|no|0|1");
            case "date" -> date(value.asString(""));
            default -> value.isString() || value.isNumber();
        };
    }

    private static boolean date(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException nonsense) {
            return false;
        }
    }
}
