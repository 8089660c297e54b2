package org.caravanserai.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked before a stream sends, against a partner that moves, lies and fails; and what becomes of people it names. */
class FirstReadsTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    private final Platform platform = new Platform();
    private Database database;
    private Home home;
    private Master master;
    private Ledger ledger;
    private Reconciler reconciler;
    private Publishing publishing;
    private Switches switches;
    private Deliveries deliveries;

    /** Contacts by number, in the order in which they came; the tests' hands change it, even between two pages. */
    private final class Platform implements Calls.Caller {
        private final Map<String, Map<String, Object>> contacts = new LinkedHashMap<>();
        private final Set<String> listed = new HashSet<>();
        private final List<String> blocked = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();
        private final List<Map<String, String>> questions = new ArrayList<>();
        private Runnable betweenPages = () -> {};
        private Outcome changes;
        private boolean losesAnswer;
        private int made;

        void knows(String id, String mail, boolean optedOut) {
            contacts.put(id, Map.of("id", id, "email", mail, "out", Boolean.toString(optedOut)));
        }

        @Override
        public Connector.Operation operation(String channel, String operation) {
            return home.connectors().get("demo").operations().get(operation);
        }

        @Override
        public Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables) {
            calls.add(operation + items.stream().map(Batch.Item::key).toList());
            var records = new ArrayList<Map<String, Object>>();
            switch (operation) {
                case "changes" -> {
                    questions.add(Map.copyOf(variables));
                    if (changes != null) {
                        return changes;
                    }
                    return answered(page(new ArrayList<>(contacts.values()), variables));
                }
                case "blocked" -> blocked.forEach(mail -> records.add(Map.of("email", mail)));
                case "put" -> {
                    for (var item : items) {
                        var mail = String.valueOf(item.row().value(0));
                        var id = contacts.values().stream()
                                .filter(one -> one.get("email").equals(mail))
                                .map(one -> (String) one.get("id"))
                                .findFirst()
                                .orElseGet(() -> "N" + ++made);
                        contacts.putIfAbsent(id, Map.of("id", id, "email", mail, "out", "false"));
                        listed.add(id);
                        records.add(Map.of("key", item.key(), "id", id));
                    }
                }
                case "find" ->
                    contacts.values().stream()
                            .filter(one ->
                                    one.get("email").equals(items.get(0).row().value(0)))
                            .forEach(records::add);
                case "off" -> items.forEach(item -> listed.remove(item.remoteId()));
                case "back" -> items.forEach(item -> listed.add(item.remoteId()));
                case "drop" -> items.forEach(item -> contacts.remove(item.remoteId()));
                default -> throw new IllegalArgumentException(operation);
            }
            if (losesAnswer && operation.equals("put")) {
                losesAnswer = false;
                return failed(Fault.UNKNOWN, "the line was cut");
            }
            return answered(records);
        }

        private List<Map<String, Object>> page(List<Map<String, Object>> all, Map<String, String> variables) {
            int offset = Math.min(all.size(), Integer.parseInt(variables.get("offset")));
            int end = Math.min(all.size(), offset + Integer.parseInt(variables.get("limit")));
            var page = List.copyOf(all.subList(offset, end));
            betweenPages.run();
            return page;
        }

        private Outcome answered(List<Map<String, Object>> records) {
            return new Outcome.Answered(new Reply(200, Map.of(), new byte[] {'{', '}'}, 9), records);
        }

        private Outcome failed(Fault fault, String text) {
            return new Outcome.Failed(fault, null, text, null, List.of());
        }

        long sent() {
            return calls.stream()
                    .filter(call -> call.matches("(put|back|off|drop).*"))
                    .count();
        }
    }

    @BeforeEach
    void open() {
        write("routes/inbound/.gitkeep", "");
        write(
                "config/hub.yaml",
                "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\nteams: { customers: { mail: a@b.example } }\n");
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                operations:
                  changes: { kind: read, method: GET, path: /contacts, pages: { size: 3, chained: true }, query: { limit: "{limit}", offset: "{offset}", since: "{since}" }, answer: { at: contacts, map: demo/contact-ack.changes } }
                  blocked: { kind: read, method: GET, path: /blocked, answer: { at: blocked, map: demo/contact-ack.blocked } }
                  put: { path: /contacts, takes: [create, update], answer: { at: contacts, map: demo/contact-ack } }
                  find: { kind: read, method: GET, path: "/contacts/{row._email}", batch: 1, takes: [withdraw], absent: [404], answer: { known: id } }
                  off: { path: /off, takes: [withdraw], answer: { format: none, accept: all, why: "so it is" } }
                  back: { path: /back, takes: [return], answer: { format: none, accept: all, why: "so it is" } }
                  drop: { path: /drop, takes: [retire], answer: { format: none, accept: all, why: "so it is" } }
                streams:
                  contacts: { kamelet: demo-contact-sink, batch: 10, subject: _email, withdraws: true, first: { changes: 5m, blocked: 1h } }
                """);
        write(
                "mappings/demo/contact-ack.map.yaml",
                "fields: { key: key, outcome: { const: accepted }, remoteId: id }\n");
        write("mappings/demo/contact-ack.changes.map.yaml", """
                fields:
                  key: email
                  remoteId: id
                  outcome: { value: "out = 'true' ? 'rejected' : out = 'false' ? 'accepted' : 'unknown'" }
                  code: { const: opted-out }
                """);
        write(
                "mappings/demo/contact-ack.blocked.map.yaml",
                "fields: { key: email, outcome: { const: rejected }, code: { const: bounced } }\n");
        write(
                "mappings/demo/contact-out.map.yaml",
                "fields: { _email: { value: \"email.lower()\", required: true }, title: role }\n");
        write(
                "mappings/demo/contact-out.gate.yaml",
                "rules: { consent: { require: \"department = 'yes'\", fix: Ask } }\n");
        write("config/channels/letter.yaml", """
                title: Letter
                system: demo
                mode: auto
                owner: customers
                connection: { baseUrl: "https://letter.example" }
                streams: { contacts: {} }
                """);
        database = TestDatabases.h2();
        ledger = new Ledger(database);
        home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream()
                        .filter(problem -> !problem.warning())
                        .filter(problem -> !problem.toString().contains("amelet")))
                .isEmpty();
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        publishing = new Publishing(
                home,
                master,
                ledger,
                new FeedFolder(folder.resolve("data/feeds")),
                database,
                clock,
                () -> false,
                Publishing.Over.NONE);
        assertThat(publishing.broken()).isEmpty();
        reconciler = new Reconciler(master, ledger, publishing, clock, () -> false);
        switches = new Switches(database);
        deliveries = new Deliveries(master, ledger, publishing, switches, platform, clock);
        take(Kind.COMPANIES, new Document(Kind.COMPANIES, "C-1", Map.of("name", "Comptoir")));
    }

    @AfterEach
    void close() {
        reconciler.close();
        database.close();
    }

    @Test
    void whoOptedOutThereIsHeldAndNobodyElse() {
        platform.knows("1", "Out@morvan.example", true);
        person("P-1", "OUT@morvan.example");
        person("P-2", "in@morvan.example");

        sync();

        assertThat(counts()).isEqualTo(Map.of(State.HELD, 1L, State.CONFIRMED, 1L));
        assertThat(reasons()).containsExactly("opted-out");
        assertThat(platform.contacts).hasSize(2);
        List<String> kept = database.read(
                tx -> tx.query("select subject from delivery_notice", Bind.NONE, row -> row.getString(1)));
        assertThat(kept).isNotEmpty().allMatch(subject -> subject.matches("[0-9a-f]{64}"));
    }

    @Test
    void aListThatMovesBetweenPagesIsReadFromItsStart() {
        for (int i = 1; i <= 7; i++) {
            platform.knows("" + i, "s" + i + "@morvan.example", i == 4);
        }
        platform.betweenPages = () -> {
            platform.contacts.remove("1");
            platform.betweenPages = () -> {};
        };
        person("P-4", "s4@morvan.example");

        sync();

        assertThat(counts()).isEqualTo(Map.of(State.HELD, 1L));
        assertThat(platform.questions.stream().map(one -> one.get("offset")))
                .containsExactly("0", "2", "0", "2", "4", "5");
        assertThat(platform.sent()).isZero();
    }

    @Test
    void aListThatNeverStandsStillHoldsTheStream() {
        for (int i = 1; i <= 40; i++) {
            platform.knows("" + i, "s" + i + "@morvan.example", false);
        }
        platform.betweenPages = () ->
                platform.contacts.remove(platform.contacts.keySet().iterator().next());
        person("P-1", "p1@morvan.example");

        sync();

        assertThat(platform.sent()).isZero();
        assertThat(counts()).isEqualTo(Map.of(State.PENDING, 1L));
        assertThat(publishing.fault("letter").orElseThrow().text())
                .contains("changes")
                .contains("moved");
    }

    @Test
    void aPartnerThatIgnoresTheOffsetIsNotBelieved() {
        for (int i = 1; i <= 3; i++) {
            platform.knows("" + i, "s" + i + "@morvan.example", false);
        }
        platform.changes = platform.answered(List.copyOf(platform.contacts.values()));
        person("P-1", "p1@morvan.example");

        sync();

        assertThat(platform.sent()).isZero();
        assertThat(publishing.fault("letter")).isPresent();
    }

    @Test
    void aRecordNobodyUnderstandsHoldsTheStreamAndSaysNoName() {
        platform.contacts.put("1", Map.of("id", "1", "email", "canary@morvan.example", "out", "perhaps"));
        person("P-1", "p1@morvan.example");

        sync();

        assertThat(platform.sent()).isZero();
        assertThat(publishing.fault("letter").orElseThrow().text())
                .contains("not understood")
                .doesNotContain("canary");
        platform.knows("1", "canary@morvan.example", false);
        clock.pass(Duration.ofMinutes(20));
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L));
        assertThat(publishing.fault("letter")).isEmpty();
    }

    @Test
    void aFailedQuestionIsAskedAgainAfterAPauseAndARefusalStopsTheChannel() {
        platform.changes = platform.failed(Fault.TRANSIENT, "the partner answered with status 500");
        person("P-1", "p1@morvan.example");
        sync();
        sync();
        assertThat(platform.questions).hasSize(1);
        assertThat(platform.sent()).isZero();
        assertThat(switches.of("letter").running()).isTrue();

        platform.changes = platform.failed(Fault.CHANNEL, "the partner answered with status 401");
        clock.pass(Duration.ofMinutes(20));
        sync();
        assertThat(switches.of("letter").stoppedWhy()).contains("401");

        platform.changes = null;
        clock.pass(Duration.ofMinutes(20));
        sync();
        assertThat(switches.of("letter").running()).isTrue();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L));
    }

    @Test
    void theSecondTimeOnlyChangesAreAskedForFromBeforeTheFirstAnswerBegan() {
        person("P-1", "p1@morvan.example");
        sync();
        assertThat(platform.questions.get(0)).doesNotContainKey("since");
        platform.questions.clear();
        sync();
        assertThat(platform.questions).isEmpty();

        clock.pass(Duration.ofMinutes(6));
        sync();
        assertThat(platform.questions.get(0)).containsEntry("since", "2026-11-22T07:45:00Z");
    }

    @Test
    void aBlockIsOverWhenTheWholeListNoLongerNamesIt() {
        platform.blocked.add("p1@morvan.example");
        person("P-1", "p1@morvan.example");
        sync();
        assertThat(reasons()).containsExactly("bounced");

        platform.blocked.clear();
        clock.pass(Duration.ofMinutes(30));
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.HELD, 1L));
        clock.pass(Duration.ofMinutes(31));
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L));
    }

    @Test
    void anOptOutFollowsThePersonABounceTheAddress() {
        person("P-1", "p1@morvan.example");
        person("P-2", "p2@morvan.example");
        sync();
        platform.knows("N1", "p1@morvan.example", true);
        platform.blocked.add("p2@morvan.example");
        clock.pass(Duration.ofHours(2));
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.HELD, 2L));
        assertThat(platform.listed).isEmpty();

        person("P-1", "corrected1@morvan.example");
        person("P-2", "corrected2@morvan.example");
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.HELD, 1L, State.CONFIRMED, 1L));
        assertThat(platform.listed).containsExactly("N2");

        platform.knows("N1", "p1@morvan.example", false);
        clock.pass(Duration.ofMinutes(10));
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 2L));
    }

    @Test
    void oneOfTwoWithOneAddressGoesUntilItsOwnerIsGone() {
        person("P-1", "both@morvan.example");
        person("P-2", "Both@morvan.example");
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.PARKED, 1L));
        assertThat(platform.contacts).hasSize(1);

        person("P-1", "one@morvan.example");
        sync();
        clock.pass(Duration.ofHours(2));
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 2L));
    }

    @Test
    void whoIsHeldIsTakenOffThenPutBackThenDeleted() {
        person("P-1", "p1@morvan.example");
        sync();
        assertThat(platform.listed).containsExactly("N1");
        platform.listed.clear();
        person("P-2", "p2@morvan.example");
        sync();
        platform.listed.clear();
        platform.listed.add("N1");

        person("P-1", "p1@morvan.example", "no");
        sync();
        assertThat(platform.listed).isEmpty();
        assertThat(platform.contacts).containsKey("N1");
        platform.calls.clear();
        sync();
        assertThat(platform.sent()).isZero();

        person("P-1", "p1@morvan.example", "yes");
        sync();
        assertThat(platform.listed).containsExactly("N1");
        assertThat(platform.calls).contains("back[P-1]").doesNotContain("put[P-1]");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 2L));

        person("P-1", "p1@morvan.example", "no");
        sync();
        master.intake().remove(Delivery.byKey("crm", Kind.CONTACTS, 2), List.of("P-1"));
        sync();
        assertThat(platform.contacts).containsOnlyKeys("N2");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.RETIRED, 1L));
    }

    @Test
    void aCreateInDoubtIsFoundAndTakenOffWhenTheConsentGoes() {
        platform.losesAnswer = true;
        person("P-1", "p1@morvan.example");
        sync();
        assertThat(counts()).isEqualTo(Map.of(State.UNKNOWN, 1L));
        assertThat(platform.listed).containsExactly("N1");

        person("P-1", "p1@morvan.example", "no");
        sync();

        assertThat(platform.listed).isEmpty();
        assertThat(platform.calls).contains("find[P-1]", "off[P-1]");
        assertThat(counts()).isEqualTo(Map.of(State.HELD, 1L));
    }

    /** Evaluates and carries until nothing is due. */
    private void sync() {
        for (int round = 0; round < 4; round++) {
            reconciler.now();
            for (var next = deliveries.next("letter", "contacts", false);
                    next.isPresent();
                    next = deliveries.next("letter", "contacts", false)) {
                var carriage = next.get();
                List.of("find", "off", "drop", "back", "put").forEach(one -> deliveries.call(carriage, one));
                carriage.settle(false);
            }
        }
    }

    private void person(String id, String mail) {
        person(id, mail, "yes");
    }

    private void person(String id, String mail, String consent) {
        take(
                Kind.CONTACTS,
                new Document(
                        Kind.CONTACTS,
                        id,
                        Map.of("company", "C-1", "name", id, "email", mail, "role", "buyer", "department", consent)));
    }

    private void take(Kind kind, Document document) {
        var results = master.intake().take(Delivery.byKey("crm", kind, 1), List.of(Incoming.of(document)));
        assertThat(results.toString()).doesNotContain("Refused");
    }

    private Lane lane() {
        return ledger.lane("letter", "contacts", null);
    }

    private Map<State, Long> counts() {
        var counts = new TreeMap<State, Long>();
        for (var state : State.values()) {
            long count = ledger.counts(lane()).of(state);
            if (count != 0) {
                counts.put(state, count);
            }
        }
        return counts;
    }

    private List<String> reasons() {
        return database.read(
                tx -> tx.query("select distinct reason from ledger_hold", Bind.NONE, row -> row.getString(1)));
    }

    private void write(String path, String text) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
