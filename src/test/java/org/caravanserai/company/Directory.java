package org.caravanserai.company;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The CRM's customers and their people: names of tools and of places that do not exist. */
final class Directory {
    static final List<String> COMPANY_HEADER = List.of(
            "AccountNumber",
            "AccountName",
            "LegalForm",
            "Siren",
            "Siret",
            "VatNumber",
            "PriceLevel",
            "ExtraDiscount",
            "Sector",
            "CustomerSince",
            "CreditLimit",
            "PaymentDays",
            "Active",
            "Phone",
            "Email",
            "BillingStreet",
            "BillingPostcode",
            "BillingCity",
            "BillingCountry",
            "DeliveryStreet",
            "DeliveryPostcode",
            "DeliveryCity",
            "DeliveryCountry");
    static final List<String> CONTACT_HEADER = List.of(
            "ContactId",
            "AccountNumber",
            "FirstName",
            "LastName",
            "JobTitle",
            "Email",
            "Phone",
            "Mobile",
            "Language",
            "CreatedOn",
            "MainContact");

    private static final String[] TRADES = {
        "Quincaillerie",
        "Comptoir",
        "Outillage",
        "Menuiserie",
        "Charpente",
        "Maçonnerie",
        "Électricité",
        "Serrurerie",
        "Plomberie",
        "Location",
        "Négoce",
        "Carrelage",
        "Couverture",
        "Chaudronnerie"
    };
    private static final String[] SECTORS = {
        "distribution",
        "distribution",
        "distribution",
        "wood",
        "wood",
        "construction",
        "electrical",
        "metal",
        "plumbing",
        "rental",
        "distribution",
        "construction",
        "construction",
        "metal"
    };
    private static final String[] PLACES = {
        "de Valbrume", "du Grand Rabot", "de Clairombre", "des Trois Enclumes", "de Montfaucille", "du Pont Dormant",
                "de Brisefer",
        "des Hautes Bruyères", "de Sablonneuve", "du Vieux Treuil", "de Rochepointe", "de l'Étau", "de Fontgrise",
                "du Bois Tordu",
        "de Puybleu", "des Quatre Équerres", "de Lanterneuve", "du Fil à Plomb", "de Corvelune"
    };
    private static final String[][] CITIES = {
        {"58000", "Nevers"},
        {"69007", "Lyon"},
        {"21000", "Dijon"},
        {"63000", "Clermont-Ferrand"},
        {"75011", "Paris"},
        {"13008", "Marseille"},
        {"31200", "Toulouse"},
        {"44000", "Nantes"},
        {"59000", "Lille"},
        {"67000", "Strasbourg"},
        {"33000", "Bordeaux"},
        {"35000", "Rennes"},
        {"38000", "Grenoble"},
        {"42000", "Saint-Étienne"},
        {"18000", "Bourges"},
        {"03000", "Moulins"},
        {"71000", "Mâcon"},
        {"45000", "Orléans"},
        {"97110", "Pointe-à-Pitre"},
        {"73000", "Chambéry"}
    };
    private static final String[] STREETS = {
        "rue de l'Enclume",
        "impasse du Compas",
        "rue des Copeaux",
        "allée du Tenon",
        "rue de la Mortaise",
        "chemin du Trusquin",
        "rue du Vilebrequin",
        "quai des Limailles",
        "avenue de la Varlope",
        "place du Serre-Joint"
    };
    private static final String[] FIRST = {
        "Achille",
        "Barbara",
        "Cyprien",
        "Delphine",
        "Eustache",
        "Fantine",
        "Gontran",
        "Hortense",
        "Ignace",
        "Jacinthe",
        "Kléber",
        "Léontine",
        "Maxence",
        "Ninon",
        "Octave",
        "Philomène",
        "Quentin",
        "Rosalie",
        "Séraphin",
        "Tiphaine",
        "Ulysse",
        "Violette",
        "Wandrille",
        "Xavière",
        "Zéphyr"
    };
    private static final String[] LAST = {
        "Boulon",
        "Rabotin",
        "Ciselle",
        "Truellot",
        "Varlope",
        "Gougeon-Vis",
        "Mailletot",
        "Burinard",
        "Chevronnet",
        "Mortaisin",
        "Tenonnier",
        "Charnière",
        "Loquetin",
        "Verrouillat",
        "Poulieux",
        "Treuillard",
        "Palançon",
        "Rivetot",
        "Écroutin",
        "Cliquetel",
        "Équerrin",
        "Limaille",
        "Copeau-Dubois",
        "Serrejoint",
        "Compassier",
        "Tarauderie",
        "Filetage",
        "Sabliau",
        "Plombart"
    };
    private static final String[] FUNCTIONS = {
        "Achats", "Direction", "Comptabilité", "Chef d'atelier", "Magasin", "Conduite de travaux"
    };

    private Directory() {}

    static List<Map<String, Object>> companies() {
        var all = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 186; i++) {
            all.add(french(i));
        }
        for (int i = 186; i < 200; i++) {
            all.add(abroad(i));
        }
        return all;
    }

    private static Map<String, Object> french(int i) {
        int trade = i % TRADES.length;
        var name = TRADES[trade] + " " + PLACES[i % PLACES.length];
        var siren = Digits.luhn(String.format("9990%04d", 1000 + i * 7));
        var row = company(i, name, SECTORS[trade]);
        row.put("LegalForm", List.of("SARL", "SAS", "EURL", "SA").get(i % 4));
        row.put("Siren", siren);
        row.put("Siret", Digits.luhn(siren + "0001"));
        row.put("VatNumber", Digits.frenchVat(siren));
        var city = CITIES[i % CITIES.length];
        address(row, "Billing", (1 + i % 90) + " " + STREETS[i % STREETS.length], city[0], city[1], country(city));
        var depot = i % 3 == 0 ? CITIES[(i + 7) % CITIES.length] : city;
        address(
                row,
                "Delivery",
                i % 3 == 0
                        ? "Dépôt, " + (2 + i % 40) + " " + STREETS[(i + 3) % STREETS.length]
                        : (String) row.get("BillingStreet"),
                depot[0],
                depot[1],
                country(depot));
        return row;
    }

    /** The French West Indies have a country code of their own in ISO 3166. */
    private static String country(String[] city) {
        return city[0].startsWith("971") ? "GP" : "FR";
    }

    /** What differs between our customers in Germany and in Belgium. */
    private record Country(
            String code, String trade, String form, String street, String yard, String postcode, String city) {}

    private static final Country GERMANY =
            new Country("DE", "Werkzeughandel", "GmbH", "Ambossweg", "Am Hobel", "76131", "Karlsruhe");
    private static final Country BELGIUM =
            new Country("BE", "Gereedschappen", "BV", "Aambeeldstraat", "Beitelkaai", "2000", "Antwerpen");
    private static final List<String> TOWNS =
            List.of("Nebelfels", "Schraubenau", "Hobelstadt", "Keilbrück", "Feilenrode", "Raspelheim", "Nagelsbach");

    private static Map<String, Object> abroad(int i) {
        int k = i - 186;
        var country = k % 2 == 0 ? GERMANY : BELGIUM;
        var row = company(i, country.trade() + " " + TOWNS.get(k / 2), "distribution");
        row.put("LegalForm", country.form());
        row.put("VatNumber", vat(country, k));
        address(row, "Billing", country.street() + " " + (3 + k), country.postcode(), country.city(), country.code());
        address(row, "Delivery", country.yard() + " " + (10 + k), country.postcode(), country.city(), country.code());
        return row;
    }

    private static String vat(Country country, int k) {
        return country == GERMANY
                ? Digits.germanVat(String.format("9988%04d", 100 + k * 13))
                : Digits.belgianVat(String.format("0998%04d", 200 + k * 17));
    }

    private static Map<String, Object> company(int i, String name, String sector) {
        var row = new LinkedHashMap<String, Object>();
        COMPANY_HEADER.forEach(column -> row.put(column, ""));
        row.put("AccountNumber", "C-" + (10001 + i));
        row.put("AccountName", name);
        row.put("PriceLevel", level(i));
        row.put("ExtraDiscount", discount(i));
        row.put("Sector", sector);
        row.put("CustomerSince", LocalDate.of(1998 + i % 28, 1 + i % 12, 1 + i % 28));
        row.put("CreditLimit", 1000.0 * (2 + i % 19));
        row.put("PaymentDays", i % 5 == 0 ? 60 : 30);
        row.put("Active", i % 41 != 40);
        row.put("Phone", phone(i));
        row.put("Email", "contact@" + domain(name));
        return row;
    }

    private static String level(int i) {
        return i % 10 == 0 ? "A" : List.of("C", "B", "C", "D").get(i % 4);
    }

    private static double discount(int i) {
        if (i % 9 == 4) {
            return 2.5;
        }
        return i % 17 == 0 ? 5.0 : 0.0;
    }

    private static String language(String country) {
        return switch (country) {
            case "BE" -> "en_GB";
            case "DE" -> "de_DE";
            default -> "fr_FR";
        };
    }

    private static void address(
            Map<String, Object> row, String role, String street, String postcode, String city, String country) {
        row.put(role + "Street", street);
        row.put(role + "Postcode", postcode);
        row.put(role + "City", city);
        row.put(role + "Country", country);
    }

    /** Numbers of the range kept for fiction by the French regulator: 01 99 00 xx xx. */
    private static String phone(int number) {
        return String.format("+33 1 99 00 %02d %02d", number / 100, number % 100);
    }

    /** Mobile numbers kept for fiction: 06 39 98 xx xx. */
    private static String mobile(int number) {
        return String.format("+33 6 39 98 %02d %02d", number / 100, number % 100);
    }

    private static String domain(String name) {
        return plain(name) + ".example";
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    static List<Map<String, Object>> contacts(List<Map<String, Object>> companies) {
        var all = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 400; i++) {
            var company = companies.get(i % 200);
            var mail = (String) company.get("Email");
            var first = FIRST[i % FIRST.length];
            var last = LAST[i * 3 % LAST.length];
            var country = (String) company.get("BillingCountry");
            var row = new LinkedHashMap<String, Object>();
            row.put("ContactId", "P-" + (1 + i));
            row.put("AccountNumber", company.get("AccountNumber"));
            row.put("FirstName", first);
            row.put("LastName", last);
            row.put("JobTitle", FUNCTIONS[(i + i / 200) % FUNCTIONS.length]);
            row.put("Email", plain(first) + "." + plain(last) + mail.substring(mail.indexOf('@')));
            row.put("Phone", phone(1000 + i));
            row.put("Mobile", i % 3 == 0 ? "" : mobile(i));
            row.put("Language", language(country));
            row.put("CreatedOn", LocalDate.of(2012 + i % 14, 1 + i % 12, 1 + i % 27));
            row.put("MainContact", i < 200);
            all.add(row);
        }
        return all;
    }
}
