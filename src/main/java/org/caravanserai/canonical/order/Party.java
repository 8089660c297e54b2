package org.caravanserai.canonical.order;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody who has to do with an order.
 *
 * @param id what the sender of the document calls the party or its address, null = not said
 * @param name legal name or name of the place
 * @param identifiers public numbers by scheme ({@code DUNS}, {@code GLN}, {@code VAT}), in the order given
 * @param contact name of a person; personal data, as are the next two
 */
public record Party(
        Role role,
        String id,
        String name,
        Map<String, String> identifiers,
        Address address,
        String contact,
        String email,
        String phone) {

    /** What the party has to do with the order. */
    public enum Role {
        BUYER,
        BILL_TO,
        SHIP_TO,
        SELLER,
        END_USER
    }

    public Party {
        Objects.requireNonNull(role);
        identifiers = Collections.unmodifiableMap(new LinkedHashMap<>(identifiers));
    }

    static Party read(Fields fields) {
        return new Party(
                fields.need("role", fields.word("role", Role.class)),
                fields.text("id", 200),
                fields.text("name", 200),
                fields.words("identifiers"),
                fields.object("address", Address::read),
                fields.text("contact", 200),
                fields.text("email", 320),
                fields.text("phone", 60));
    }

    Map<String, Object> fields() {
        return new Written()
                .put("role", role)
                .put("id", id)
                .put("name", name)
                .words("identifiers", identifiers)
                .object("address", address, Address::fields)
                .put("contact", contact)
                .put("email", email)
                .put("phone", phone)
                .fields();
    }
}
