package org.caravanserai.sandbox.brevo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the e-mail platform has a request that breaks it. */
class BrevoTest {
    private static final String ANNE = "{\"email\":\"Anne@Morvan.example\",\"updateEnabled\":true,\"ext_id\":\"C-1\","
            + "\"attributes\":{\"FIRSTNAME\":\"Anne\"},\"listIds\":[2]}";

    private final SandboxCase account = new SandboxCase("brevo").header("api-key", "sandbox-test");

    @AfterEach
    void close() {
        account.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|bad_request|valid JSON",
                "{}|missing_parameter|email or attributes.SMS",
                "{\"email\":\"anne\"}|invalid_parameter|email is not valid",
                "{\"email\":\"a@b.example\",\"attributes\":{\"SHOE\":\"9\"}}|invalid_parameter|Attribute SHOE does not exist",
                "{\"email\":\"a@b.example\",\"attributes\":{\"firstname\":\"A\"}}|invalid_parameter|firstname does not exist",
                "{\"email\":\"a@b.example\",\"firstName\":\"A\"}|invalid_parameter|firstName is not a field",
                "{\"email\":\"a@b.example\",\"listIds\":[77]}|invalid_parameter|List 77 does not exist",
                "{\"email\":\"a@b.example\",\"emailBlacklisted\":\"no\"}|invalid_parameter|should be a boolean",
                "{\"email\":\"anne@morvan.example\"}|duplicate_parameter|already exist",
                "{\"email\":\"a@b.example\",\"ext_id\":\"C-1\"}|invalid_parameter|already associated"
            })
    void aWrongContactIsRefused(String json, String code, String message) {
        account.call("POST", "/contacts", ANNE);
        var answer = account.call("POST", "/contacts", json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(SandboxCase.json(answer).path("code").asString()).isEqualTo(code);
        assertThat(SandboxCase.json(answer).path("message").asString()).contains(message);
        assertThat(account.records("contacts")).hasSize(1);
    }

    @Test
    void anUpsertNeverTakesBackAnOptOutUnlessItSaysSo() {
        assertThat(account.call("POST", "/contacts", ANNE).status()).isEqualTo(201);
        account.call("PUT", "/contacts/anne@morvan.example", "{\"emailBlacklisted\":true}");
        assertThat(account.call("POST", "/contacts", ANNE.replace("Anne\"}", "Anna\"}"))
                        .status())
                .isEqualTo(204);
        var contact = account.records("contacts").get("1");
        assertThat(contact.path("emailBlacklisted").asBoolean()).isTrue();
        assertThat(contact.path("attributes").path("FIRSTNAME").asString()).isEqualTo("Anna");
        account.call("POST", "/contacts", ANNE.replace("\"ext_id\"", "\"emailBlacklisted\":false,\"ext_id\""));
        assertThat(account.records("contacts").get("1").path("emailBlacklisted").asBoolean())
                .isFalse();
        assertThat(account.lines().get(account.lines().size() - 1).toString()).contains("\"emailBlacklisted\":false");
    }

    @Test
    void valuesOfTheWrongTypeAreLeftOutWithoutAWord() {
        var answer = account.call(
                "POST",
                "/contacts",
                "{\"email\":\"a@b.example\",\"attributes\":{\"CONSENT_DATE\":\"22/11/2026\",\"TURNOVER\":\"12.5\"}}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(account.records("contacts").get("1").path("attributes").propertyNames())
                .containsExactly("TURNOVER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"email\":\"b@b.example\"}|contacts[1]: Contact b@b.example does not exist",
                "{\"email\":\"anne@morvan.example\",\"id\":1}|contacts[1]: exactly one of email, id and sms",
                "{\"id\":1,\"attributes\":{\"X\":1}}|contacts[1]: Attribute X does not exist"
            })
    void oneWrongContactRefusesTheBatch(String second, String message) {
        account.call("POST", "/contacts", ANNE);
        var first = "{\"email\":\"anne@morvan.example\",\"attributes\":{\"FIRSTNAME\":\"Zoe\"}}";
        var answer = account.call("POST", "/contacts/batch", "{\"contacts\":[" + first + "," + second + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(SandboxCase.json(answer).path("message").asString()).contains(message);
        assertThat(account.records("contacts").get("1").toString())
                .contains("Anne")
                .doesNotContain("Zoe");
        assertThat(account.call("POST", "/contacts/batch", "{\"contacts\":[" + first + "]}")
                        .status())
                .isEqualTo(204);
        assertThat(account.records("contacts").get("1").toString()).contains("Zoe");
    }

    @Test
    void aBatchHasAHundredContacts() {
        var contacts = "{\"id\":1},".repeat(101);
        var answer = account.call(
                "POST", "/contacts/batch", "{\"contacts\":[" + contacts.substring(0, contacts.length() - 1) + "]}");
        assertThat(SandboxCase.json(answer).path("code").asString()).isEqualTo("out_of_range");
    }

    @Test
    void anImportEndsLaterAndLeavesOutWhatIsWrong() {
        account.call("POST", "/contacts", ANNE.replace("\"ext_id\"", "\"emailBlacklisted\":true,\"ext_id\""));
        var answer = account.call(
                "POST",
                "/contacts/import",
                "{\"listIds\":[3],\"jsonBody\":[{\"email\":\"anne@morvan.example\",\"attributes\":{\"LASTNAME\":\"M\","
                        + "\"NOPE\":1,\"FIRSTNAME\":\"\"}},{\"email\":\"nobody\"},{\"email\":\"new@b.example\"}]}");
        assertThat(answer.status()).isEqualTo(202);
        var process = "/processes/" + SandboxCase.json(answer).path("processId").asString();
        assertThat(account.call("GET", process).text()).contains("queued");
        account.pass(Duration.ofSeconds(30));
        assertThat(account.call("GET", process).text()).contains("in_process");
        account.pass(Duration.ofSeconds(30));
        assertThat(account.call("GET", process).text()).contains("completed");
        assertThat(account.records("contacts")).hasSize(2);
        var anne = account.records("contacts").get("1");
        assertThat(anne.path("emailBlacklisted").asBoolean()).isTrue();
        assertThat(anne.path("attributes").toString()).isEqualTo("{\"FIRSTNAME\":\"Anne\",\"LASTNAME\":\"M\"}");
        assertThat(anne.path("listIds").toString()).isEqualTo("[2,3]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"listIds\":[2]}|fileBody or jsonBody",
                "{\"jsonBody\":[{\"email\":\"a@b.example\"}]}|listIds or newList",
                "{\"listIds\":[9],\"jsonBody\":[]}|listIds or newList",
                "{\"listIds\":[2],\"fileBody\":\"NAME\\nx\"}|fileBody or jsonBody",
                "{\"listIds\":[2],\"fileUrl\":\"http://x/y.csv\"}|cannot be fetched"
            })
    void aWrongImportIsRefused(String json, String message) {
        var answer = account.call("POST", "/contacts/import", json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(SandboxCase.json(answer).path("message").asString()).contains(message);
    }

    @Test
    void companiesMayCarryTheSameName() {
        var first =
                account.call("POST", "/companies", "{\"name\":\"Morvan\",\"attributes\":{\"customer_number\":\"1\"}}");
        var second = account.call("POST", "/companies", "{\"name\":\"Morvan\"}");
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.text()).isNotEqualTo(first.text());
        var found = account.call("GET", "/companies?filters=%7B%22attributes.customer_number%22%3A%221%22%7D");
        assertThat(SandboxCase.json(found).path("items").size()).isEqualTo(1);
        assertThat(account.call("POST", "/companies", "{\"attributes\":{}}").text())
                .contains("name is missing");
        assertThat(account.call("POST", "/companies", "{\"name\":\"M\",\"attributes\":{\"x\":1}}")
                        .text())
                .contains("Attribute x does not exist");
        assertThat(account.call("PATCH", "/companies/000", "{\"name\":\"M\"}").status())
                .isEqualTo(404);
    }

    @Test
    void theEleventhCallOfASecondIsOneTooMany() {
        for (int i = 0; i < 10; i++) {
            var answer = account.call("GET", "/contacts/attributes");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("x-sib-ratelimit-remaining", Integer.toString(9 - i));
        }
        var late = account.call("GET", "/contacts/attributes");
        assertThat(late.status()).isEqualTo(429);
        assertThat(late.headers()).containsEntry("Retry-After", "1");
        assertThat(SandboxCase.json(late).path("code").asString()).isEqualTo("too_many_requests");
        account.pass(Duration.ofSeconds(1));
        assertThat(account.call("GET", "/contacts/attributes").status()).isEqualTo(200);
        assertThat(account.standIn().violations()).isEqualTo(1);
    }

    @Test
    void whoIsUnknownHearsSo() {
        var answer = account.header("api-key", "x").call("GET", "/contacts");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo("{\"code\":\"unauthorized\",\"message\":\"Key not found\"}");
        account.header("api-key", "sandbox-test");
        assertThat(account.call("GET", "/contacts/9").text()).contains("document_not_found");
        assertThat(account.call("GET", "/contacts?limit=5000").text()).contains("out_of_range");
        assertThat(account.call("PATCH", "/contacts").text()).contains("method_not_allowed");
        assertThat(account.call("POST", "/contacts/attributes/normal/colour", "{}")
                        .text())
                .contains("capital letters");
    }

    @Test
    void itSpeaksAsTheVendorDescribes() {
        account.against(Contract.of(Needs.shared("contracts/brevo/brevo-v3-swagger.json")));
        account.call("POST", "/contacts", ANNE);
        account.call("POST", "/contacts", ANNE);
        account.call("PUT", "/contacts/1", "{\"attributes\":{\"LASTNAME\":\"M\"},\"unlinkListIds\":[2]}");
        account.call("POST", "/contacts/batch", "{\"contacts\":[{\"id\":1,\"listIds\":[3]}]}");
        account.call("GET", "/contacts/anne@morvan.example");
        account.call("GET", "/contacts?limit=10&modifiedSince=2026-11-01T00:00:00.000Z");
        account.call("GET", "/contacts/lists/3/contacts");
        account.pass(Duration.ofSeconds(1));
        account.call("POST", "/contacts/lists/3/contacts/remove", "{\"emails\":[\"anne@morvan.example\"]}");
        account.call("GET", "/contacts/attributes");
        account.call("POST", "/contacts/attributes/normal/SHOE", "{\"type\":\"text\"}");
        account.call("GET", "/contacts/lists");
        account.call("POST", "/contacts/lists", "{\"name\":\"L\",\"folderId\":1}");
        account.call("GET", "/contacts/folders?limit=10&offset=0");
        var process = account.call(
                "POST", "/contacts/import", "{\"listIds\":[2],\"jsonBody\":[{\"email\":\"b@b.example\"}]}");
        account.call(
                "GET",
                "/processes/" + SandboxCase.json(process).path("processId").asString());
        account.call("GET", "/smtp/blockedContacts?limit=50&offset=0");
        var company = account.call("POST", "/companies", "{\"name\":\"Morvan\",\"linkedContactsIds\":[1]}");
        var id = SandboxCase.json(company).path("id").asString();
        account.call("PATCH", "/companies/" + id, "{\"name\":\"Morvan SA\"}");
        account.call("GET", "/companies/" + id);
        account.call("PATCH", "/companies/link-unlink/" + id, "{\"unlinkContactIds\":[1]}");
        account.call("DELETE", "/companies/" + id);
        account.call("DELETE", "/contacts/1");
        assertThat(account.breaches()).isEmpty();
        assertThat(account.lines().stream().filter(line -> line.path("status").asInt(200) >= 400))
                .isEmpty();
    }

    @Test
    void partOfABatchIsRefusedOnDemand() {
        account.call("POST", "/contacts", ANNE);
        account.standIn().arm(Fault.of(Fault.Kind.REFUSE_PART).with("keys", "anne@morvan.example"));
        assertThat(account.call("POST", "/contacts/batch", "{\"contacts\":[{\"email\":\"anne@morvan.example\"}]}")
                        .status())
                .isEqualTo(400);
    }
}
