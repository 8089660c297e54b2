package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.caravanserai.connector.Recordings;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * From the master to an e-mail platform and back: who agreed is on the list, who opted out stays so. What stands there is read from the platform's own side.
 * The cases build on each other. Budget: two minutes, one of which a doubtful import waits.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrevoLineIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String PARTNER = "/sandbox/brevo/mail";
    private static final String CONTROL = "/sandbox/control/brevo/mail/";
    private static final String CANARY = "canary-bird";

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """);
        write("config/sources/api.yaml", "system: api\nentities: { companies: {}, contacts: {} }\n");
        write("config/channels/letter.yaml", """
                title: Letter
                system: brevo
                mode: auto
                locales: [fr_FR]
                connection: { baseUrl: "sandbox:brevo/mail", apiKey: secret:mail, list: "2" }
                streams: { companies: {}, contacts: {} }
                """);
        write("config/channels/second-letter.yaml", """
                title: The same account, taken over by somebody who knows nothing of the first channel
                extends: letter
                mode: approve
                """);
        write(
                "config/samples/sandbox/brevo-mail.jsonl",
                "{\"do\":\"records\",\"kind\":\"contacts\",\"key\":\"9001\",\"record\":{\"email\":\"p4@morvan.example\",\"emailBlacklisted\":true,"
                        + "\"smsBlacklisted\":false,\"attributes\":{},\"listIds\":[],\"createdAt\":\"2026-01-05T09:00:00Z\"}}\n"
                        + "{\"do\":\"records\",\"kind\":\"blocked\",\"key\":\"p5@morvan.example\",\"record\":{\"code\":\"hardBounce\"}}\n"
                        + "{\"do\":\"faults\",\"fault\":\"refuse-part\",\"keys\":\"p6@morvan.example\",\"operation\":\"importContacts\",\"count\":0}\n");
        hub = RunningHub.start(folder);
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"Comptoir\",\"vatId\":\"FR00999010077\"}]");
        var people = new ArrayList<String>();
        people.add(person("P-1", " " + CANARY + "@Morvan.Example ", "Achats", given()));
        people.add(person("P-2", "p2@morvan.example", "Achats", given()));
        people.add(person("P-3", "p3@morvan.example", "Achats", consent("phone", "given")));
        people.add(person("P-4", "P4@morvan.example", "Achats", given()));
        people.add(person("P-5", "p5@morvan.example", "Achats", given()));
        people.add(person("P-6", "p6@morvan.example", "Achats", given()));
        people.add(person("P-7", CANARY.toUpperCase(java.util.Locale.ROOT) + "@morvan.example", "Achats", given()));
        ingest("contacts", "[" + String.join(",", people) + "]");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void whoAgreedIsImportedAndAllOthersSayWhy() {
        await(
                "everybody",
                () -> counts("contacts", "confirmed") == 2
                        && counts("contacts", "held") == 3
                        && counts("contacts", "parked") == 2);

        assertThat(mails()).containsOnlyKeys(CANARY + "@morvan.example", "p2@morvan.example", "p4@morvan.example");
        assertThat(contact("p2@morvan.example").path("listIds").toString()).isEqualTo("[2]");
        assertThat(contact("p2@morvan.example")
                        .path("attributes")
                        .path("CONSENT_DATE")
                        .asString())
                .isEqualTo("2026-03-04");
        assertThat(explain("P-3")).contains("consent-missing");
        assertThat(explain("P-4")).contains("opted-out");
        assertThat(explain("P-5")).contains("bounced");
        assertThat(explain("P-6")).contains("left-out");
        assertThat(explain("P-7")).contains("same-subject").contains("P-1 goes out under the same");
        assertThat(contact("p4@morvan.example").path("emailBlacklisted").asBoolean())
                .isTrue();
        await("the company", () -> counts("companies", "confirmed") == 1);
        assertThat(state("companies").toString()).contains("\"customer_number\":\"C-1\"");
    }

    @Test
    @Order(2)
    void changesGoInBatchesByNumberAndAnAddressIsCorrectedWithoutADuplicate() {
        long before = mark();
        ingest(
                "contacts",
                "[{\"id\":\"P-1\",\"role\":\"Direction\"},{\"id\":\"P-2\",\"role\":\"Magasin\",\"email\":\"new2@morvan.example\"}]");

        await("both", () -> job(CANARY + "@morvan.example").equals("Direction"));
        await("the new address", () -> job("new2@morvan.example").equals("Magasin"));
        assertThat(mails()).hasSize(3).doesNotContainKey("p2@morvan.example");
        assertThat(contact("new2@morvan.example").path("listIds").toString()).isEqualTo("[2]");
        assertThat(calls(before))
                .anyMatch(call -> call.path("operation").asString().equals("updateBatchContacts"));
        await("all confirmed", () -> counts("contacts", "confirmed") == 2);
    }

    @Test
    @Order(3)
    void anOptOutThereSurvivesEveryLaterChangeHere() {
        var id = mails().get(CANARY + "@morvan.example");
        var there = (ObjectNode) state("contacts").path(id);
        there.put("emailBlacklisted", true)
                .put("modifiedAt", Instant.now().plusSeconds(3600).toString());
        control(
                "records",
                JSON.createObjectNode().put("kind", "contacts").put("key", id).set("record", there));
        // With P-7, who waits for the same address.
        await("it is heard of", () -> counts("contacts", "held") == 5 && counts("contacts", "parked") == 1);

        ingest("contacts", "[{\"id\":\"P-1\",\"role\":\"Encore\"}]");
        await(
                "taken off the list",
                () -> state("contacts").path(id).path("listIds").isEmpty());
        ingest("contacts", "[{\"id\":\"P-1\",\"email\":\"" + CANARY + "2@morvan.example\"}]");
        ingest("contacts", "[{\"id\":\"P-2\",\"role\":\"Direction\"}]");
        await("the other one", () -> job("new2@morvan.example").equals("Direction"));

        assertThat(counts("contacts", "held")).isEqualTo(5);
        assertThat(explain("P-1")).contains("opted-out");
        assertThat(contact(CANARY + "@morvan.example").path("emailBlacklisted").asBoolean())
                .isTrue();
        assertThat(job(CANARY + "@morvan.example")).isEqualTo("Direction");
        assertThat(calls(0)).noneMatch(call -> call.path("body").asString("").contains("lacklist"));
    }

    @Test
    @Order(4)
    void aConsentThatIsWithdrawnLeavesTheListAndComesBackWithANewOne() {
        ingest("contacts", "[{\"id\":\"P-2\",\"consents\":[" + consent("email-marketing", "withdrawn") + "]}]");
        await(
                "off the list",
                () -> contact("new2@morvan.example").path("listIds").isEmpty());
        await("held", () -> counts("contacts", "held") == 6);
        assertThat(mails()).containsKey("new2@morvan.example");

        ingest("contacts", "[{\"id\":\"P-2\",\"consents\":[" + given() + "]}]");
        await(
                "back",
                () -> contact("new2@morvan.example").path("listIds").toString().equals("[2]"));
        await("confirmed", () -> counts("contacts", "confirmed") == 1);
    }

    @Test
    @Order(5)
    void whileThePlatformCannotBeAskedNothingIsSent() {
        long before = mark();
        control("faults", read("{\"fault\":\"status\",\"status\":\"500\",\"operation\":\"getContacts\",\"count\":0}"));
        await("asked in vain", () -> failed(before, "getContacts") >= 1);
        long asked = mark();
        ingest("contacts", "[{\"id\":\"P-2\",\"role\":\"Comptabilité\"}]");
        await("asked again", () -> failed(asked, "getContacts") >= 2);

        assertThat(calls(asked))
                .noneMatch(call -> call.path("method").asString().matches("PUT|POST|DELETE"));
        assertThat(channel().path("fault").asString("")).contains("contact-changes");
        hub.send(HttpRequest.newBuilder(hub.main(CONTROL + "faults"))
                .header("Content-Type", "application/json")
                .DELETE());
        await("sent after all", () -> job("new2@morvan.example").equals("Comptabilité"));
        assertThat(channel().path("fault").isNull()).isTrue();
    }

    @Test
    @Order(6)
    void whatThePartnerDelaysOrLosesEndsRight() {
        control("faults", read("{\"fault\":\"throttle\",\"retryAfter\":\"1\",\"operation\":\"updateBatchContacts\"}"));
        ingest("contacts", "[{\"id\":\"P-2\",\"role\":\"Atelier\"}]");
        await("after the pause", () -> job("new2@morvan.example").equals("Atelier"));
        control("faults", read("{\"fault\":\"lose-answer\",\"operation\":\"updateBatchContacts\"}"));
        control("faults", read("{\"fault\":\"lose-answer\",\"operation\":\"importContacts\"}"));
        ingest(
                "contacts",
                "[{\"id\":\"P-2\",\"role\":\"Quai\"}," + person("P-8", "p8@morvan.example", "Achats", given()) + "]");

        await(
                "both arrived",
                () -> job("new2@morvan.example").equals("Quai") && mails().containsKey("p8@morvan.example"));
        await("doubt ends", () -> counts("contacts", "confirmed") == 2);
        assertThat(mails()).hasSize(4);
        assertThat(contact("p8@morvan.example").path("listIds").toString()).isEqualTo("[2]");
    }

    @Test
    @Order(7)
    void whatWasLostAndChangedThereIsFoundAndWhoIsOursIsAdopted() {
        // An import whose answer was lost may still run there; it would bring back what is taken away below.
        await(
                "what was just sent counts, and no import is under way",
                () -> figures(verify(true)).path("same").asInt() == 2
                        && state("processes")
                                .valueStream()
                                .allMatch(process -> process.path("done").asBoolean()));
        var other = (ObjectNode) contact("new2@morvan.example").deepCopy();
        ((ObjectNode) other.path("attributes")).put("LASTNAME", CANARY).put("CONSENT_SOURCE", "typed in by hand");
        record(mails().get("new2@morvan.example"), other);
        record(mails().get("p8@morvan.example"), null);
        record("9002", ((ObjectNode) contact("p4@morvan.example").deepCopy()).put("email", "stranger@morvan.example"));

        await("it is old enough", () -> verify(true).path("differences").asInt() == 4);
        var report = verify(true);
        assertThat(figures(report).path("believed").asInt())
                .as(report.toString())
                .isEqualTo(3);
        assertThat(ShopLine.found(report, "missing")).as(report.toString()).containsExactly("P-8");
        assertThat(ShopLine.found(report, "changed")).containsExactly("P-2");
        assertThat(ShopLine.found(report, "extra"))
                .as("who was there before")
                .containsExactlyInAnyOrder("9001", "9002");
        assertThat(report.path("items").toString())
                .contains("\"field\":\"attributes.LASTNAME\"", "\"theirs\":\"***\"")
                .doesNotContain("CONSENT", CANARY);

        var adoption = over("/api/v1/channels/second-letter/adopt", "{}");
        assertThat(adoption.path("state").asString()).as(adoption.toString()).isEqualTo("ready");
        // Linked by their address, whatever they said there: that is asked before anything is sent.
        assertThat(ShopLine.found(adoption, "link")).containsExactlyInAnyOrder("P-2", "P-4", "P-7");
        assertThat(ShopLine.found(adoption, "orphan")).containsExactly("9002");

        assertThat(figures(verify(false)).path("repaired").asInt()).isEqualTo(2);
        await(
                "both are right again",
                () -> contact("new2@morvan.example")
                                .path("attributes")
                                .path("LASTNAME")
                                .asString()
                                .equals("N P-2")
                        && mails().containsKey("p8@morvan.example"));
        await("confirmed", () -> counts("contacts", "confirmed") == 2);
        assertThat(contact("new2@morvan.example")
                        .path("attributes")
                        .path("CONSENT_SOURCE")
                        .asString())
                .isEqualTo("form v3");
    }

    private static JsonNode verify(boolean reportOnly) {
        return over("/api/v1/channels/letter/verify", "{\"reportOnly\":" + reportOnly + "}");
    }

    private static JsonNode figures(JsonNode survey) {
        return ShopLine.figures(survey, "contacts");
    }

    private static JsonNode over(String path, String body) {
        var survey = read(hub.send(json(path, body)).body());
        while (survey.path("state").asString().equals("running")) {
            survey = read(hub.send(get("/api/v1/surveys/" + survey.path("id").asLong() + "?wait=20"))
                    .body());
        }
        return survey;
    }

    private static void record(String id, ObjectNode contact) {
        control(
                "records",
                JSON.createObjectNode().put("kind", "contacts").put("key", id).set("record", contact));
    }

    @Test
    @Order(8)
    void whoIsRetiredIsDeletedThere() {
        ingest("contacts", "[{\"id\":\"P-8\",\"active\":false}]");

        await("gone", () -> !mails().containsKey("p8@morvan.example"));
        await("the ledger knows", () -> counts("contacts", "retired") == 1);
    }

    @Test
    @Order(9)
    void noAddressIsInLogsConversationsOrComplaints() throws IOException {
        var seen = new StringBuilder();
        try (var files = Files.walk(hub.data())) {
            files.filter(file -> file.toString().endsWith(".log")).forEach(file -> seen.append(text(file)));
        }
        hub.part(Recordings.class).of("letter", Long.MAX_VALUE, 1000).forEach(seen::append);
        var tables = Map.of(
                "ledger_attempt", "coalesce(code, '') || coalesce(text, '')",
                "ledger_rejection", "code || coalesce(field, '') || coalesce(text, '')",
                "delivery_notice", "subject || code",
                "delivery_subject", "subject",
                "delivery_survey_item", "coalesce(item_key, '') || coalesce(detail, '')",
                "ledger_hold", "reason");
        tables.forEach((table, columns) -> hub.part(Database.class)
                .read(tx -> tx.query("select " + columns + " from " + table, Bind.NONE, row -> row.getString(1)))
                .forEach(seen::append));
        seen.append(hub.send(get("/api/v1/parked")).body());
        seen.append(channel());

        assertThat(seen.length()).isGreaterThan(10_000);
        assertThat(seen.toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain(CANARY)
                .doesNotContain("sandbox-mail");
        assertThat(read(hub.send(get("/sandbox")).body()).toString()).contains("\"violations\":0");
    }

    @Test
    @Order(10)
    void everyCallIsAsTheVendorDescribesIt() {
        var contract = Contract.of(Needs.shared("contracts/brevo/brevo-v3-swagger.json"));
        var sent = calls(0);

        assertThat(sent.stream().map(call -> call.path("operation").asString()))
                .contains("getContacts", "getTransacBlockedContacts", "getContactInfo", "importContacts", "getProcess")
                .contains("updateBatchContacts", "updateContact", "deleteContact", "getCompanies", "createCompany");
        for (var call : sent) {
            assertThat(breaches(contract, call)).as(call.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @Order(11)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "importContacts|\"listIds\":[2]|\"listIds\":[\"2\"]|integer",
                "importContacts|\"jsonBody\":[|\"jsonBody\":7,\"x\":[|array",
                "importContacts|\"updateExistingContacts\":true|\"updateExistingContacts\":\"yes\"|boolean",
                "updateBatchContacts|\"contacts\":[|\"contacts\":7,\"x\":[|array",
                "updateBatchContacts|\"id\":|\"id\":true,\"x\":|integer",
                "updateBatchContacts|\"attributes\":{|\"attributes\":7,\"x\":{|object",
                "updateContact|\"unlinkListIds\":[2]|\"unlinkListIds\":2|array",
                "createCompany|\"name\":|\"title\":|name"
            })
    void aCallThatIsNot_WouldBeSeen(String operation, String before, String after, String breach) {
        var contract = Contract.of(Needs.shared("contracts/brevo/brevo-v3-swagger.json"));
        var call = calls(0).stream()
                .filter(one -> one.path("operation").asString().equals(operation))
                .filter(one -> one.path("body").asString("").contains(before))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        call.put("body", call.path("body").asString().replace(before, after));

        assertThat(breaches(contract, call)).anyMatch(text -> text.contains(breach));
    }

    @ParameterizedTest
    @Order(12)
    @CsvSource({"limit,5000", "sort,sideways", "since,2026", "offset,first"})
    void aQuestionThatIsNot_WouldBeSeen(String parameter, String value) {
        var contract = Contract.of(Needs.shared("contracts/brevo/brevo-v3-swagger.json"));
        var call = calls(0).stream()
                .filter(one -> one.path("operation").asString().equals("getContacts"))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        call.withObject("/query").putArray(parameter).add(value);

        assertThat(breaches(contract, call)).anyMatch(text -> text.contains("'" + parameter + "'"));
    }

    private static List<String> breaches(Contract contract, JsonNode call) {
        var query = new LinkedHashMap<String, List<String>>();
        call.path("query").properties().forEach(one -> {
            var values = new ArrayList<String>();
            one.getValue().forEach(value -> values.add(value.asString()));
            query.put(one.getKey(), values);
        });
        return contract.request(
                call.path("method").asString(),
                call.path("path").asString().replaceFirst("^" + PARTNER, ""),
                query,
                call.hasNonNull("type") ? call.path("type").asString() : null,
                call.path("body").asString("").getBytes(StandardCharsets.UTF_8));
    }

    private static String person(String id, String mail, String role, String consent) {
        return "{\"id\":\"" + id + "\",\"company\":\"C-1\",\"name\":\"N " + id + "\",\"lastName\":\"N " + id
                + "\",\"email\":\"" + mail + "\",\"role\":\"" + role + "\",\"locale\":\"fr_FR\",\"consents\":["
                + consent
                + "]}";
    }

    private static String given() {
        return consent("email-marketing", "given");
    }

    private static String consent(String purpose, String state) {
        return "{\"purpose\":\"" + purpose + "\",\"state\":\"" + state
                + "\",\"since\":\"2026-03-04\",\"evidence\":\"form v3\"}";
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(json("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static void control(String act, JsonNode json) {
        var answer = hub.send(json(CONTROL + act, json.toString()));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private static String explain(String id) {
        return hub.send(get("/api/v1/explain?key=" + id + "&entity=contacts&channel=letter"))
                .body();
    }

    private static JsonNode channel() {
        return read(hub.send(get("/api/v1/channels")).body()).get(0);
    }

    private static int counts(String stream, String state) {
        for (var one : channel().path("streams")) {
            if (one.path("stream").asString().equals(stream)) {
                return one.path(state).asInt();
            }
        }
        return -1;
    }

    /** Numbers of the platform's contacts by address. */
    private static Map<String, String> mails() {
        var mails = new LinkedHashMap<String, String>();
        state("contacts")
                .properties()
                .forEach(one -> mails.put(one.getValue().path("email").asString(), one.getKey()));
        return mails;
    }

    private static JsonNode contact(String mail) {
        var id = mails().get(mail);
        return id == null ? JSON.createObjectNode() : state("contacts").path(id);
    }

    private static String job(String mail) {
        return contact(mail).path("attributes").path("JOB_TITLE").asString("");
    }

    private static JsonNode state(String kind) {
        return read(hub.send(get(PARTNER + "/_state/" + kind)).body());
    }

    /** Calls after a line of the journal. */
    private static List<ObjectNode> calls(long after) {
        var calls = new ArrayList<ObjectNode>();
        long from = after + 1;
        while (true) {
            var page = read(hub.send(get(PARTNER + "/_calls?from=" + from + "&limit=500"))
                    .body());
            assertThat(page.isArray()).as(page.toString()).isTrue();
            for (var line : page) {
                from = line.path("n").asLong() + 1;
                if (line.path("event").asString().equals("call")) {
                    calls.add((ObjectNode) line);
                }
            }
            if (page.isEmpty()) {
                return calls;
            }
        }
    }

    private static long mark() {
        var calls = calls(0);
        return calls.isEmpty() ? 0 : calls.get(calls.size() - 1).path("n").asLong();
    }

    private static long failed(long after, String operation) {
        return calls(after).stream()
                .filter(call -> call.path("operation").asString().equals(operation))
                .filter(call -> call.path("status").asInt() >= 400)
                .count();
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static void await(String what, BooleanSupplier condition) {
        try {
            ShippedHub.await(LONG, what, condition);
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + "\n" + channel() + "\n"
                            + calls(0).stream().map(BrevoLineIT::shown).toList(),
                    late);
        }
    }

    private static String shown(JsonNode call) {
        return "\n" + call.path("operation").asString() + " "
                + call.path("path").asString() + " " + call.path("status").asString() + " "
                + call.path("body").asString("") + " -> " + call.path("answer").asString("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
