package org.caravanserai.company;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spoils the CRM's workbook on purpose. */
final class CustomerDefects {
    private final List<Map<String, Object>> companies;
    private final List<Map<String, Object>> contacts;
    private final Defects defects;

    CustomerDefects(List<Map<String, Object>> companies, List<Map<String, Object>> contacts, Defects defects) {
        this.companies = companies;
        this.contacts = contacts;
        this.defects = defects;
    }

    void plant() {
        duplicateCompanies();
        incompleteCompanies();
        wrongCompanies();
        duplicateContacts();
        anonymousContacts();
        wrongContacts();
        rows();
    }

    private void duplicateCompanies() {
        twin("C-10015", "C-10120", tidy("C-10015").toUpperCase(java.util.Locale.FRENCH), "siren");
        twin("C-10033", "C-10121", "Éts Charpente " + tail("C-10033"), "vatId");
        twin("C-10050", "C-10122", tidy("C-10050") + " SARL", "siret");
        twin("C-10050", "C-10123", tidy("C-10050").toUpperCase(java.util.Locale.FRENCH), "siret");
        var near = company("C-10124");
        near.put("AccountName", tidy("C-10061").replace(" de ", " De ") + " et Fils");
        for (var column : List.of("Siren", "Siret", "VatNumber")) {
            near.put(column, "");
        }
        for (var column : List.of("BillingStreet", "BillingPostcode", "BillingCity")) {
            near.put(column, company("C-10061").get(column));
        }
        note(
                "Companies",
                "incomplete-company",
                "C-10124",
                "billing:vatId",
                "no legal id",
                "counter:incomplete-companies");
        pair("C-10061", "C-10124", "name", "near-equal name at the same address");
    }

    private String tidy(String number) {
        return (String) company(number).get("AccountName");
    }

    private String tail(String number) {
        var name = tidy(number);
        return name.substring(name.indexOf(' ') + 1);
    }

    private void twin(String original, String copy, String name, String attribute) {
        var from = company(original);
        var to = company(copy);
        to.put("AccountName", name);
        for (var column : List.of(
                "Siren", "Siret", "VatNumber", "BillingStreet", "BillingPostcode", "BillingCity", "BillingCountry")) {
            to.put(column, from.get(column));
        }
        if (attribute.equals("vatId")) {
            to.put("Siren", "");
            to.put("Siret", "");
        }
        pair(original, copy, attribute, "same " + attribute);
    }

    private void pair(String original, String copy, String attribute, String what) {
        note(
                "Companies",
                "duplicate-company",
                original,
                attribute,
                what + " as " + copy,
                "counter:duplicate-companies");
        note(
                "Companies",
                "duplicate-company",
                copy,
                attribute,
                what + " as " + original,
                "counter:duplicate-companies");
    }

    private void incompleteCompanies() {
        for (var number : List.of("C-10008", "C-10044", "C-10077")) {
            blank(number, "BillingStreet", "BillingPostcode", "BillingCity", "BillingCountry");
            note(
                    "Companies",
                    "incomplete-company",
                    number,
                    "billing:addresses",
                    "no billing address",
                    "counter:incomplete-companies");
        }
        for (var number : List.of("C-10019", "C-10092")) {
            blank(number, "Siren", "Siret", "VatNumber");
            note(
                    "Companies",
                    "incomplete-company",
                    number,
                    "billing:vatId",
                    "no legal id",
                    "counter:incomplete-companies");
        }
        for (var number : List.of("C-10027", "C-10058", "C-10103", "C-10130")) {
            blank(number, "DeliveryStreet", "DeliveryPostcode", "DeliveryCity", "DeliveryCountry");
            note(
                    "Companies",
                    "incomplete-company",
                    number,
                    "delivery:addresses",
                    "no delivery address",
                    "counter:incomplete-companies");
        }
        for (var number : List.of("C-10036", "C-10140", "C-10171")) {
            blank(number, "Email");
            note(
                    "Companies",
                    "incomplete-company",
                    number,
                    "marketing:email",
                    "no e-mail",
                    "counter:incomplete-companies");
        }
        for (var number : List.of("C-10148", "C-10180")) {
            blank(number, "Email", "Phone", "Siren", "Siret", "VatNumber");
            note(
                    "Companies",
                    "anonymous-company",
                    number,
                    "",
                    "no e-mail, no phone, no legal id",
                    "counter:anonymous-companies");
            note(
                    "Companies",
                    "incomplete-company",
                    number,
                    "billing:vatId",
                    "no legal id",
                    "counter:incomplete-companies");
            note(
                    "Companies",
                    "incomplete-company",
                    number,
                    "marketing:email",
                    "no e-mail",
                    "counter:incomplete-companies");
        }
    }

    private void wrongCompanies() {
        company("C-10066").put("Siren", "999012345");
        note("Companies", "bad-siren", "C-10066", "siren", "999012345", "finding");
        company("C-10067").put("VatNumber", "FR00999014620");
        note("Companies", "bad-vat", "C-10067", "vatId", "FR00999014620", "finding");
        company("C-10070").put("PriceLevel", "Z");
        note("Companies", "unknown-option", "C-10070", "level", "Z", "finding");
        company("C-10071").put("CreditLimit", "douze mille");
        note("Companies", "wrong-type", "C-10071", "creditLimit", "douze mille", "finding");
        company("C-10072").put("AccountName", "@SUM(1+9)*cmd Comptoir");
        note("Companies", "formula-text", "C-10072", "name", "@SUM(1+9)*cmd Comptoir", "guarded");
        company("C-10073").put("AccountName", "  " + tidy("C-10073") + " ");
        note("Companies", "outer-spaces", "C-10073", "name", "two spaces before, one behind", "trimmed");
        company("C-10074").put("Phone", "à compléter");
        note(
                "Companies",
                "placeholder-text",
                "C-10074",
                "phone",
                "à compléter: counts as empty, and no purpose requires a phone",
                "none");
        company("C-10075").put("BillingCountry", "FRANCE");
        note("Companies", "unknown-option", "C-10075", "addresses.country", "FRANCE", "finding");
        companies.stream()
                .filter(row -> row.get("Active").equals(false))
                .forEach(row -> note(
                        "Companies",
                        "inactive-company",
                        (String) row.get("AccountNumber"),
                        "active",
                        "switched off",
                        "none"));
    }

    private void duplicateContacts() {
        sameMail("P-12", "P-301");
        sameMail("P-45", "P-302");
        sameMail("P-78", "P-303");
        sameMail("P-78", "P-304");
        contact("P-305").put("Email", ((String) contact("P-91").get("Email")).toUpperCase(java.util.Locale.ROOT));
        note("Contacts", "duplicate-contact", "P-91", "email", "same e-mail as P-305", "counter:duplicate-contacts");
        note(
                "Contacts",
                "duplicate-contact",
                "P-305",
                "email",
                "same e-mail as P-91 in capitals",
                "counter:duplicate-contacts");
    }

    private void sameMail(String original, String copy) {
        contact(copy).put("Email", contact(original).get("Email"));
        note(
                "Contacts",
                "duplicate-contact",
                original,
                "email",
                "same e-mail as " + copy,
                "counter:duplicate-contacts");
        note(
                "Contacts",
                "duplicate-contact",
                copy,
                "email",
                "same e-mail as " + original,
                "counter:duplicate-contacts");
    }

    private void anonymousContacts() {
        for (var id : List.of("P-133", "P-166", "P-199", "P-244", "P-288", "P-322")) {
            for (var column : List.of("Email", "Phone", "Mobile")) {
                contact(id).put(column, "");
            }
            note("Contacts", "anonymous-contact", id, "", "no e-mail, no phone", "counter:anonymous-contacts");
            note("Contacts", "incomplete-contact", id, "marketing:email", "no e-mail", "counter:incomplete-contacts");
        }
        for (var id : List.of("P-22", "P-55", "P-111", "P-222", "P-333", "P-355", "P-377")) {
            contact(id).put("Email", "");
            note("Contacts", "incomplete-contact", id, "marketing:email", "no e-mail", "counter:incomplete-contacts");
        }
        contact("P-366").put("Email", "N/A");
        note("Contacts", "placeholder-text", "P-366", "email", "N/A", "counter:incomplete-contacts");
    }

    private void wrongContacts() {
        contact("P-144").put("Email", "kleber.chevronnet(at)quincaillerie");
        note("Contacts", "bad-email", "P-144", "email", "kleber.chevronnet(at)quincaillerie", "warned");
        contact("P-155").put("Language", "pt_BR");
        note("Contacts", "unknown-option", "P-155", "locale", "pt_BR", "finding");
        for (var id : List.of("P-398", "P-399")) {
            contact(id).put("AccountNumber", "C-19999");
            note("Contacts", "unknown-company", id, "company", "C-19999 does not exist", "refused");
        }
        contact("P-310").put("LastName", "=HYPERLINK(\"http://piege.example\";\"Rabotin\")");
        note("Contacts", "formula-text", "P-310", "name", "=HYPERLINK(...)", "guarded");
    }

    private void rows() {
        contacts.add(new LinkedHashMap<>(contact("P-10")));
        note("Contacts", "exact-duplicate", "P-10", "", "the same row twice", "unchanged");
        for (var function : List.of("Achats", "Retraité")) {
            var row = new LinkedHashMap<>(contact("P-11"));
            row.put("ContactId", "P-500");
            row.put("JobTitle", function);
            row.put("Email", "p500@" + ((String) contact("P-11").get("Email")).split("@")[1]);
            contacts.add(row);
            note("Contacts", "differing-duplicate", "P-500", "function", function, "refused");
        }
        var keyless = new LinkedHashMap<>(contact("P-14"));
        keyless.put("ContactId", "");
        contacts.add(keyless);
        note("Contacts", "missing-key", "", "id", "empty Id", "refused");
    }

    private void blank(String number, String... columns) {
        for (var column : columns) {
            company(number).put(column, "");
        }
    }

    private Map<String, Object> company(String number) {
        return find(companies, "AccountNumber", number);
    }

    private Map<String, Object> contact(String id) {
        return find(contacts, "ContactId", id);
    }

    private static Map<String, Object> find(List<Map<String, Object>> rows, String column, String key) {
        return rows.stream()
                .filter(row -> row.get(column).equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void note(String sheet, String kind, String key, String attribute, String what, String expected) {
        defects.add(kind, "crm", Morvan.CUSTOMERS + "#" + sheet, key, attribute, what, expected);
    }
}
