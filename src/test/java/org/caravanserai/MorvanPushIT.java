package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.company.Morvan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody sees who starts the sample company for the first time: partners that took, refused with reasons and failed once, and people who are held
 * for want of a consent. Read from the partners' side, counted again from the files. Shares its hub with LineIT. Budget: 30 s of waiting for partners.
 */
class MorvanPushIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> PUSHED =
            Set.of("boutique-presta", "boutique-shopware", "boutique-vendure", "lettre-pro", "place-pro");
    private static final Path CONSENTS = Path.of("config/samples/newsletter/consents-20261118.jsonl");
    /** Opted out, bounced and left out at the platform: config/samples/sandbox/brevo-lettre-pro.jsonl. */
    private static final Set<String> REFUSED_THERE = Set.of("P-3", "P-5", "P-8");

    @BeforeAll
    static void start() {
        ShippedHub.settled();
        ShippedHub.pushed();
    }

    @Test
    void nothing_is_wrong_with_the_lines_themselves() {
        assertThat(channels()).hasSize(PUSHED.size()).allSatisfy(channel -> {
            assertThat(channel.path("fault").isNull()).as("%s", channel).isTrue();
            assertThat(channel.path("problems")).isEmpty();
        });
        assertThat(ShippedHub.json("/sandbox"))
                .allSatisfy(account -> assertThat(account.path("violations").asLong())
                        .as("%s", account)
                        .isZero());
    }

    @Test
    void who_agreed_gets_the_letter_and_nobody_else() throws IOException {
        var agreed = new TreeSet<String>();
        var people = new HashSet<String>();
        for (var line : Files.readAllLines(CONSENTS)) {
            var consent = JSON.readTree(line);
            var id = consent.path("contact").asString();
            boolean given = consent.path("purpose").asString().equals("email-marketing")
                    && consent.path("state").asString().equals("given");
            if (given && consent.has("email") && !planted().contains(id) && !REFUSED_THERE.contains(id)) {
                agreed.add(consent.path("email").asString());
                people.add(id);
            }
        }
        var there = ShippedHub.json("/sandbox/brevo/lettre-pro/_state/contacts")
                .valueStream()
                .filter(contact -> contact.path("listIds").toString().equals("[2]"))
                .map(contact -> contact.path("email").asString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).hasSizeGreaterThan(40).isEqualTo(agreed);
        // Three records of one person are one letter.
        assertThat(people).hasSize(agreed.size() + 2);
        assertThat(count("lettre-pro", "contacts", "confirmed")).isEqualTo(agreed.size());
        assertThat(count("lettre-pro", "contacts", "parked")).isEqualTo(2 + 1);
    }

    @Test
    void whoever_is_held_is_held_for_the_planted_reason() throws IOException {
        int seen = 0;
        for (var defect : defects()) {
            if (defect.get(1).equals("newsletter") && defect.get(6).equals("held")) {
                var answer = letter(defect.get(3));
                assertThat(answer.path("held").asBoolean()).as("%s", defect).isTrue();
                assertThat(answer.path("findings").toString()).contains("\"" + defect.get(0) + "\"");
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(10);
        assertThat(letter("P-61").path("findings").toString()).contains("consent-missing");
        assertThat(letter("P-3").toString()).contains("opted-out");
        assertThat(letter("P-5").toString()).contains("bounced");
    }

    @Test
    void a_refusal_says_attribute_rule_and_how_to_mend_it() {
        var parked = ShippedHub.json("/api/v1/parked?channel=place-pro&stream=products");
        assertThat(parked.path("items").size()).isEqualTo(count("place-pro", "products", "parked"));
        var titles = parked.path("complaints")
                .valueStream()
                .filter(complaint -> complaint.path("code").asString().equals("2010"))
                .toList();
        assertThat(titles).singleElement().satisfies(complaint -> {
            assertThat(complaint.path("field").asString()).isEqualTo("title");
            assertThat(complaint.path("attribute").asString()).contains("name");
            assertThat(complaint.path("owner").asString()).isEqualTo("catalogue");
            assertThat(complaint.path("rule").asString()).startsWith("mappings/mirakl/product-out.map.yaml:");
            assertThat(complaint.path("fix").asString()).contains("name", "mappings/mirakl");
            assertThat(complaint.path("text").asString()).contains("more than 50 characters");
        });
        var there = new ArrayList<String>(
                ShippedHub.json("/sandbox/mirakl/place-pro/_state/products").propertyNames());
        parked.path("items")
                .forEach(item ->
                        assertThat(there).doesNotContain(item.path("key").asString()));
        assertThat(there).hasSize(count("place-pro", "products", "confirmed"));
    }

    @Test
    void an_import_that_failed_was_tried_again() {
        // Its pause may outlast the first pushes of the others.
        ShippedHub.await(Duration.ofMinutes(2), "the import that was tried again", () -> {
            var outcomes = outcomes();
            return outcomes.contains("again") && outcomes.contains("accepted");
        });
    }

    private static List<String> outcomes() {
        return ShippedHub.json("/api/v1/explain?channel=place-pro&key=MA-100-20")
                .valueStream()
                .filter(answer -> answer.path("stream").asString().equals("offers"))
                .flatMap(answer -> answer.path("sending").path("attempts").valueStream())
                .map(attempt -> attempt.path("outcome").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "boutique-vendure, vendure, variants",
        "boutique-shopware, shopware, product",
        "boutique-presta, prestashop, products;combinations"
    })
    void a_shop_holds_what_it_confirmed(String channel, String system, String kinds) {
        int held = 0;
        for (var kind : kinds.split(";")) {
            held += ShippedHub.json("/sandbox/" + system + "/" + channel + "/_state/" + kind)
                    .size();
        }
        assertThat(count(channel, "products", "confirmed")).isEqualTo(held).isGreaterThan(40);
    }

    private static Set<String> planted() throws IOException {
        return defects().stream()
                .filter(defect -> defect.get(1).equals("newsletter"))
                .map(defect -> defect.get(3))
                .collect(Collectors.toSet());
    }

    private static List<List<String>> defects() throws IOException {
        return Files.readAllLines(Path.of(Morvan.DEFECTS)).stream()
                .map(line -> List.of(line.split(";", -1)))
                .filter(cells -> cells.size() == 7)
                .toList();
    }

    /** What the hub says about a person and the letter. */
    private static JsonNode letter(String person) {
        return ShippedHub.json("/api/v1/explain?channel=lettre-pro&entity=contacts&key=" + person)
                .path(0);
    }

    private static List<JsonNode> channels() {
        return ShippedHub.json("/api/v1/channels")
                .valueStream()
                .filter(channel -> PUSHED.contains(channel.path("channel").asString()))
                .toList();
    }

    private static int count(String channel, String stream, String state) {
        return channels().stream()
                .filter(one -> one.path("channel").asString().equals(channel))
                .flatMap(one -> one.path("streams").valueStream())
                .filter(one -> one.path("stream").asString().equals(stream))
                .findFirst()
                .orElseThrow()
                .path(state)
                .asInt();
    }
}
