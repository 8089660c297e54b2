package org.caravanserai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every stand-in does, whoever it stands in for: journal, memory, switches, ceilings, time. */
class StandInTest {
    private final SandboxCase account = new SandboxCase("brevo").header("api-key", "sandbox-test");

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void whatWasAnsweredForSurvives() {
        create("a@b.example");
        create("c@b.example");
        account.call("DELETE", "/contacts/1");
        account.standIn().arm(Fault.of(Fault.Kind.STATUS).times(2));
        assertThat(create("d@b.example").status()).isEqualTo(503);
        var before = account.standIn().records().toString();
        account.restart();
        assertThat(account.standIn().records()).hasToString(before);
        assertThat(account.standIn().calls()).isEqualTo(4);
        assertThat(create("d@b.example").status())
                .as("one of two faults was left")
                .isEqualTo(503);
        assertThat(create("d@b.example").status()).isEqualTo(201);
        assertThat(account.records("contacts")).containsOnlyKeys("2", "3");
    }

    @Test
    void aLineThatAKillCutOffWasNeverAnsweredFor() throws IOException {
        create("a@b.example");
        var size = Files.size(account.journal());
        Files.writeString(account.journal(), "{\"n\":3,\"event\":\"call\",\"chan", StandardOpenOption.APPEND);
        account.restart();
        assertThat(account.records("contacts")).hasSize(1);
        assertThat(Files.size(account.journal())).isEqualTo(size);
        create("c@b.example");
        account.restart();
        assertThat(account.records("contacts")).hasSize(2);
        assertThat(account.lines().stream().map(line -> line.path("n").asLong()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aJournalSomebodyChangedIsNotBelieved() throws IOException {
        create("a@b.example");
        Files.writeString(account.journal(), "not JSON\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> {
                    account.restart();
                    account.standIn();
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("calls.jsonl holds a line that is no JSON object");
    }

    @Test
    void theJournalTellsWhoSaidWhatAndWhatCameOfIt() {
        create("a@b.example");
        var line = account.lines().get(1);
        assertThat(line.path("event").asString()).isEqualTo("call");
        assertThat(line.path("operation").asString()).isEqualTo("createContact");
        assertThat(line.path("path").asString()).isEqualTo("/contacts");
        assertThat(line.path("key").toString())
                .isEqualTo("{\"header\":\"api-key\",\"masked\":\"sand******\",\"right\":true}");
        assertThat(line.path("body").asString()).isEqualTo("{\"email\":\"a@b.example\"}");
        assertThat(line.path("status").asInt()).isEqualTo(201);
        var item = line.path("items").get(0);
        assertThat(item.path("entity").asString()).isEqualTo("contacts");
        assertThat(item.path("key").asString()).isEqualTo("a@b.example");
        assertThat(item.path("remoteId").asString()).isEqualTo("1");
        assertThat(item.path("hash").asString()).matches("[0-9a-f]{16}");
    }

    @Test
    void ceilingsAreKeptOverARestart() {
        for (int i = 0; i < 10; i++) {
            account.call("GET", "/contacts");
        }
        account.restart();
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(429);
        account.standIn().watch(StandIn.Watch.SILENT);
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(200);
        assertThat(account.standIn().violations()).isEqualTo(2);
        assertThat(account.lines().get(account.lines().size() - 1).has("violation"))
                .isTrue();
    }

    @Test
    void timeMayRunFaster() {
        account.standIn().speed(60);
        for (int i = 0; i < 100; i++) {
            account.call("GET", "/companies");
        }
        assertThat(account.call("GET", "/companies").status()).isEqualTo(429);
        account.pass(Duration.ofSeconds(59));
        account.restart();
        account.pass(Duration.ofSeconds(1));
        assertThat(account.call("GET", "/companies").status()).isEqualTo(200);
        assertThat(account.standIn().now()).isEqualTo("2026-11-22T09:00:00Z");
    }

    @Test
    void dataIsLostAndAnOlderStateComesBack() {
        for (int i = 0; i < 10; i++) {
            create("a" + i + "@b.example");
        }
        var then = new TreeMap<>(account.records("contacts")).toString();
        account.pass(Duration.ofSeconds(1));
        create("z@b.example");
        assertThat(account.standIn().lose("contacts", 50, 7)).isEqualTo(6);
        assertThat(account.records("contacts")).hasSize(5);
        account.restart();
        assertThat(account.records("contacts")).hasSize(5);
        account.standIn().restore(11);
        assertThat(new TreeMap<>(account.records("contacts"))).hasToString(then);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"fault\":\"explode\"}|no fault 'explode'; there are delay, throttle",
                "{\"fault\":\"delay\",\"retryAfter\":\"1\"}|'delay' knows no 'retryAfter'",
                "{\"fault\":\"cut-before\",\"x\":1}|'cut-before' knows no 'x'",
                "{\"fault\":\"delay\",\"millis\":\"soon\"}|'millis' may not be 'soon'",
                "{\"fault\":\"status\",\"status\":\"99\"}|'status' may not be '99'",
                "{\"fault\":\"throttle\",\"retryAfter\":\"date:x\"}|'retryAfter' may not be 'date:x'",
                "{\"fault\":\"html\",\"probability\":2}|probability from 0 to 1",
                "[]|must be a JSON object"
            })
    void aWrongSwitchSaysWhatIsWrong(String json, String text) {
        var answer = control("POST", "faults", json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(text);
    }

    @Test
    void switchesAreSetOverHttp() {
        assertThat(control("POST", "faults", "{\"fault\":\"throttle\",\"count\":2,\"retryAfter\":\"7\"}")
                        .status())
                .isEqualTo(201);
        assertThat(control("GET", "faults", null).text()).contains("\"left\":\"2\"");
        assertThat(account.call("GET", "/contacts").headers()).containsEntry("Retry-After", "7");
        assertThat(control("DELETE", "faults", null).status()).isEqualTo(204);
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(200);
        assertThat(control("POST", "time", "{\"factor\":0}").text()).contains("above 0");
        assertThat(control("POST", "watch", "{\"ceilings\":\"shrug\"}").text()).contains("refuse or silent");
        assertThat(control(
                                "POST",
                                "records",
                                "{\"kind\":\"contacts\",\"key\":\"9\",\"record\":{\"email\":\"h@b.example\"}}")
                        .status())
                .isEqualTo(204);
        assertThat(account.records("contacts")).containsOnlyKeys("9");
        assertThat(control("POST", "nothing", "{}").status()).isEqualTo(404);
    }

    @Test
    void stateAndCallsAreReadBack() {
        create("a@b.example");
        assertThat(account.call("GET", "/_state/contacts/1").text()).contains("a@b.example");
        assertThat(account.call("GET", "/_state/contacts/2").status()).isEqualTo(404);
        assertThat(account.call("GET", "/_state").text())
                .contains("\"attributes\"")
                .doesNotContain("_numbers");
        assertThat(SandboxCase.json(account.call("GET", "/_calls?operation=createContact"))
                        .size())
                .isEqualTo(1);
        assertThat(SandboxCase.json(account.call("GET", "/_calls?from=2&limit=1"))
                        .get(0)
                        .path("n")
                        .asInt())
                .isEqualTo(2);
        assertThat(account.call("POST", "/_state", "{}").status()).isEqualTo(405);
    }

    @Test
    void answersAreSpoiled() {
        create("a@b.example");
        var arms = account.standIn();
        arms.arm(Fault.of(Fault.Kind.HTML));
        assertThat(create("c@b.example").text()).startsWith("<!DOCTYPE html>");
        assertThat(account.records("contacts")).as("done all the same").hasSize(2);
        arms.arm(Fault.of(Fault.Kind.WRONG_IDS));
        assertThat(create("d@b.example").text()).isEqualTo("{\"id\":900000003}");
        arms.arm(Fault.of(Fault.Kind.OTHER_ITEMS));
        assertThat(account.call("GET", "/contacts/1").text())
                .contains("NOBODY-ASKED-1")
                .contains("777000001");
        arms.arm(Fault.of(Fault.Kind.DUPLICATE_RESULTS));
        assertThat(SandboxCase.json(account.call("GET", "/contacts"))
                        .path("contacts")
                        .size())
                .isEqualTo(6);
        var whole = account.call("GET", "/contacts").text();
        arms.arm(Fault.of(Fault.Kind.EMPTY_LIST));
        assertThat(account.call("GET", "/contacts").text()).isEqualTo("{\"contacts\":[],\"count\":0}");
        arms.arm(Fault.of(Fault.Kind.REPEAT_PAGE));
        assertThat(account.call("GET", "/contacts?offset=1").text()).isEqualTo(whole);
        arms.arm(Fault.of(Fault.Kind.CHANGED_VALUE).with("field", "email").with("value", "x@y.example"));
        assertThat(account.call("GET", "/contacts").text())
                .contains("x@y.example")
                .doesNotContain("a@b.example");
        arms.arm(Fault.of(Fault.Kind.EXPIRE_TOKEN));
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(401);
        arms.arm(Fault.of(Fault.Kind.STATUS).with("status", "500").with("processed", "true"));
        assertThat(create("e@b.example").status()).isEqualTo(500);
        assertThat(account.records("contacts")).hasSize(4);
    }

    @Test
    void aCallThatIsNotLetInUsesUpNoFaultOfWhatLiesBehindTheDoor() {
        account.standIn().arm(Fault.of(Fault.Kind.THROTTLE));
        account.standIn().arm(Fault.of(Fault.Kind.EXPIRE_TOKEN));
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(401);
        assertThat(account.lines()
                        .get(account.lines().size() - 1)
                        .path("faults")
                        .toString())
                .contains("expire-token")
                .doesNotContain("throttle");
        account.restart();
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(429);
        assertThat(account.call("GET", "/contacts").status()).isEqualTo(200);
    }

    @Test
    void chanceDependsOnTheSeedOnly() {
        account.standIn().watch(StandIn.Watch.SILENT);
        account.standIn().arm(Fault.of(Fault.Kind.STATUS).times(0).chance(0.3, 42));
        var failed = 0;
        for (int i = 0; i < 200; i++) {
            failed += account.call("GET", "/contacts").status() == 503 ? 1 : 0;
        }
        assertThat(failed).isBetween(40, 80);
    }

    private Answer create(String mail) {
        return account.call("POST", "/contacts", "{\"email\":\"" + mail + "\"}");
    }

    private Answer control(String method, String act, String json) {
        return account.control(method, act, json);
    }
}
