package org.caravanserai.company;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the form of the newsletter and the sales team write down: who agreed to what, who took it back, and who has still to confirm. */
final class Newsletter {
    private static final int ASKED = 60;
    private static final String MAIL = "email-marketing";
    private static final LocalDate LATELY = LocalDate.of(2026, 3, 4);
    private static final String FORM = "newsletter form, wording 3";

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Defects defects;
    private final List<Map<String, Object>> lines = new ArrayList<>();

    /** @param contacts of the CRM, spoilt already */
    Newsletter(List<Map<String, Object>> contacts, Defects defects) {
        contacts.forEach(row -> addresses.putIfAbsent((String) row.get("ContactId"), (String) row.get("Email")));
        this.defects = defects;
    }

    List<Map<String, Object>> lines() {
        for (int i = 1; i <= ASKED; i++) {
            asked(i);
        }
        var odd = line("P-62", MAIL, "perhaps", LATELY);
        odd.put("proof", FORM);
        note("unknown-option", "P-62", "consents.state", "perhaps", "finding");
        // Three records of one person: whoever comes first is written to.
        for (var id : List.of("P-78", "P-303", "P-304")) {
            given(id, LATELY);
        }
        given("P-600", LATELY);
        note("unknown-contact", "P-600", "id", "nobody in the CRM has this number", "waits");
        return lines;
    }

    private void asked(int i) {
        var id = "P-" + i;
        switch (i % 20) {
            case 7 -> {
                line(id, MAIL, "withdrawn", LocalDate.of(2026, 9, 1)).put("proof", "mail to the service");
                held(id, "consent-withdrawn", "withdrawn");
            }
            case 11 -> {
                line(id, MAIL, "pending", LocalDate.of(2026, 11, 18)).put("proof", FORM);
                held(id, "consent-unconfirmed", "never confirmed");
            }
            case 13 -> {
                line(id, "phone", "given", LATELY).put("proof", "call of the sales team");
                held(id, "consent-missing", "agreed to calls only");
            }
            case 17 -> {
                line(id, MAIL, "given", LATELY).put("confirmed", LATELY.toString());
                held(id, "consent-evidence", "nobody knows where it was given");
            }
            default -> given(id, LocalDate.of(2026, 1 + i % 10, 1 + i % 28));
        }
        address(i == 19 ? "former.address@old-customer.example" : addresses.get(id));
        if (i == 19) {
            held(id, "consent-address", "given for another address");
        }
    }

    private void given(String id, LocalDate since) {
        var line = line(id, MAIL, "given", since);
        line.put("confirmed", since.toString());
        line.put("proof", FORM);
        address(addresses.get(id));
    }

    /** The address a consent was given for, where the form knows one. */
    private void address(String address) {
        var line = lines.get(lines.size() - 1);
        if (address != null && !address.isEmpty()) {
            line.put("email", address);
        }
    }

    private Map<String, Object> line(String id, String purpose, String state, LocalDate since) {
        var line = new LinkedHashMap<String, Object>();
        line.put("contact", id);
        line.put("purpose", purpose);
        line.put("state", state);
        line.put("since", since.toString());
        lines.add(line);
        return line;
    }

    private void held(String id, String rule, String what) {
        note(rule, id, "consents", what, "held");
    }

    private void note(String kind, String key, String attribute, String what, String expected) {
        defects.add(kind, "newsletter", Morvan.CONSENTS, key, attribute, what, expected);
    }
}
