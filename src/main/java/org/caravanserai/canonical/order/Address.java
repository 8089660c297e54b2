package org.caravanserai.canonical.order;

import java.util.Map;

/**
 * Where somebody is. All may be null but the country.
 *
 * @param street with number, lines joined by a line end
 * @param subdivision ISO 3166-2, or as written
 * @param country ISO 3166-1 alpha-2
 */
public record Address(String street, String postcode, String city, String subdivision, String country) {
    static Address read(Fields fields) {
        return new Address(
                fields.text("street", 400),
                fields.text("postcode", 20),
                fields.text("city", 100),
                fields.text("subdivision", 60),
                fields.text("country", 2));
    }

    Map<String, Object> fields() {
        return new Written()
                .put("street", street)
                .put("postcode", postcode)
                .put("city", city)
                .put("subdivision", subdivision)
                .put("country", country)
                .fields();
    }
}
