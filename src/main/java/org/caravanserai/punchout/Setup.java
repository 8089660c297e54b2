package org.caravanserai.punchout;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.caravanserai.canonical.Money;

/**
 * What a buyer wants when a user comes into our shop, whatever the protocol.
 *
 * @param operation what may be done
 * @param cookie the buyer's own key of the visit, as XML where it came in XML; echoed with the cart and never a key of
 *     ours; may be empty
 * @param returnUrl where the browser brings the cart, without blanks around it; null = nowhere, the visit is for looking
 * @param extras what else the buyer sent, names without blanks around them, empty values left out
 * @param contactMail mail address of the contact, null = none
 * @param shipTo delivery address, null = none
 * @param selected product to be opened, null = none
 * @param search words to be searched at once, null = none
 * @param lines the cart of an earlier visit, to be changed or looked at
 */
public record Setup(
        Operation operation,
        String cookie,
        String returnUrl,
        List<Extra> extras,
        String contactMail,
        Destination shipTo,
        Part selected,
        String search,
        List<Line> lines) {
    /** Sources of a user's name that are no extras: mail of the contact, mail of the delivery address. */
    public static final String CONTACT = "Contact";

    /** See {@link #CONTACT}. */
    public static final String SHIP_TO = "ShipTo";

    public Setup {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(cookie);
        extras = List.copyOf(extras);
        lines = List.copyOf(lines);
    }

    /** What the user may do. */
    public enum Operation {
        /** A new cart. */
        CREATE,
        /** The earlier cart, to be changed. */
        EDIT,
        /** The earlier cart, to be looked at; nothing goes back. */
        INSPECT
    }

    /** A name and a value of the buyer. */
    public record Extra(String name, String value) {}

    /**
     * How a product is named between buyer and us; both parts together are the key.
     *
     * @param sku our number
     * @param auxiliary our mark of the line in an earlier cart, null = none
     */
    public record Part(String sku, String auxiliary) {}

    /**
     * A delivery address as the buyer wrote it; parts that are absent are null.
     *
     * @param id the buyer's key of the address
     * @param country ISO 3166 code as sent, not checked
     */
    public record Destination(
            String id,
            String name,
            List<String> deliverTo,
            List<String> street,
            String postcode,
            String city,
            String state,
            String country,
            String mail) {}

    /**
     * A line of the earlier cart.
     *
     * @param number the buyer's line number, 0 = none
     * @param unitPrice what the buyer remembers, null = nothing
     * @param unit the buyer's code, null = none
     * @param description null = none
     */
    public record Line(int number, Part part, BigDecimal quantity, Money unitPrice, String unit, String description) {}

    /** The value of an extra, whatever the case of its name; the first that is not empty. */
    public Optional<String> extra(String name) {
        return extras.stream()
                .filter(extra -> extra.name().equalsIgnoreCase(name.strip()))
                .map(Extra::value)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /**
     * Who the user is: the first of these sources that says something.
     *
     * @param sources names of extras, {@link #CONTACT} and {@link #SHIP_TO}
     */
    public Optional<String> user(List<String> sources) {
        for (var source : sources) {
            var found = extra(source)
                    .or(() -> source.equals(CONTACT) ? Optional.ofNullable(contactMail) : Optional.empty())
                    .or(() -> source.equals(SHIP_TO) && shipTo != null
                            ? Optional.ofNullable(shipTo.mail())
                            : Optional.empty())
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
