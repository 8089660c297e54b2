package org.caravanserai.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.plan.Plan;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.PriceWatch;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the change log to the partner and back, against a partner that answers as each case says. */
class DeliveriesTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    private final Partner partner = new Partner();
    private Database database;
    private Home home;
    private Master master;
    private Ledger ledger;
    private Reconciler reconciler;
    private Switches switches;
    private Publishing publishing;
    private Planning planning;
    private Deliveries deliveries;

    /** Keeps what it was sent and answers as it is told. */
    private final class Partner implements Calls.Caller {
        private final Map<String, String> things = new TreeMap<>();
        private final List<String> calls = new ArrayList<>();
        private Answer answer = this::takes;

        interface Answer {
            Outcome to(String operation, List<Batch.Item> items, Map<String, String> variables);
        }

        @Override
        public Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables) {
            calls.add(operation + items.stream().map(Batch.Item::key).toList());
            return answer.to(operation, items, variables);
        }

        @Override
        public Connector.Operation operation(String channel, String operation) {
            return Optional.ofNullable(home.connectors()
                            .get(home.channel(channel).orElseThrow().system())
                            .operations()
                            .get(operation))
                    .orElseThrow(() -> new IllegalArgumentException("no operation " + operation));
        }

        Outcome takes(String operation, List<Batch.Item> items, Map<String, String> variables) {
            var records = new ArrayList<Map<String, Object>>();
            for (var item : items) {
                if (item.row() == null) {
                    things.remove(item.key());
                } else {
                    things.put(item.key(), String.valueOf(item.row().value(1)));
                }
                records.add(Map.of("sku", item.key(), "ok", "yes", "id", "R-" + item.key()));
            }
            return answered(records);
        }

        private Outcome answered(List<Map<String, Object>> records) {
            return new Outcome.Answered(new Reply(200, Map.of(), new byte[0], 9), records);
        }

        private Outcome failed(Fault fault, int status) {
            return new Outcome.Failed(
                    fault, null, "the partner said " + status, new Reply(status, Map.of(), new byte[0], 9), List.of());
        }
    }

    @BeforeEach
    void open() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Test
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """);
        write("config/model/products.yaml", """
                families:
                  gloves: { attributes: [name, weight], variants: { by-size: { axes: [[size]] } } }
                """);
        write("config/model/assortments.yaml", """
                active: { where: "status = 'active'" }
                """);
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                operations:
                  put: { path: /things, batch: 3, answer: { at: things, map: demo/product-ack } }
                  find: { kind: read, method: GET, path: "/things/{key}", batch: 1, takes: [create, retire], absent: [404], answer: { known: id } }
                  shelf-find: { kind: read, method: GET, path: /shelves, batch: 1, answer: { facts: { shelf: [shelves.id, shelf] } } }
                  shelf-make: { path: /shelves, batch: 1, needs: [row.title], unless: [fact.shelf], answer: { facts: { shelf: made } } }
                  shelf-put: { path: "/shelves/{fact.shelf}", batch: 1, needs: [fact.shelf], answer: { at: things, map: demo/product-ack } }
                  part: { path: /part, takes: [update], only: { changed: [title], without: [group] }, idempotent: true, answer: { at: things, map: demo/product-ack } }
                  part-import: { path: /import, takes: [update], only: { changed: [title] }, answer: { job: job, look: { after: 1m } } }
                  part-status: { kind: read, method: GET, path: "/part/{job}", jobs: [part-import], answer: { at: things, map: demo/product-ack } }
                  drop: { path: /gone, takes: [retire], absent: [404], answer: { map: demo/product-ack } }
                  import: { path: /import, answer: { job: job, look: { after: 1m, every: 2m, deadline: 1h } } }
                  status: { kind: read, method: GET, path: "/import/{job}", jobs: [import], answer: { at: things, map: demo/product-ack } }
                streams:
                  products: { kamelet: demo-product-sink, batch: 10 }
                  offers: { kamelet: demo-product-sink, batch: 10 }
                """);
        write("mappings/demo/product-ack.map.yaml", """
                fields:
                  key: sku
                  outcome: { from: ok, table: outcomes }
                  remoteId: id
                  code: code
                  field: field
                """);
        write("mappings/tables/outcomes.csv", "word;outcome\\nyes;accepted\\nno;rejected\\nwait;submitted\\n");
        write("mappings/demo/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 40 characters }
                  group: parent.sku
                """);
        write("mappings/demo/offer-out.map.yaml", """
                fields:
                  id: sku
                  count: { value: "stock.size()" }
                """);
        channel("auto", "products: { map: demo/product-out }");
        database = TestDatabases.h2();
        ledger = new Ledger(database);
    }

    private void channel(String mode, String streams) {
        write("config/channels/shop.yaml", """
                title: Shop
                system: demo
                mode: %s
                locales: [fr_FR]
                assortment: active
                connection: { baseUrl: "https://shop.example" }
                streams:
                  %s
                """.formatted(mode, streams));
    }

    private void start() {
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
        planning = new Planning(master, ledger, publishing, reconciler, database, clock);
        switches = new Switches(database);
        deliveries = new Deliveries(master, ledger, publishing, switches, partner, clock);
    }

    @AfterEach
    void close() {
        reconciler.close();
        database.close();
    }

    @Test
    void whatIsSelectedArrivesOnceAndOnlyDifferencesFollow() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        product("A-3", "status", "draft", "name", Map.of("fr_FR", "Brouillon"));

        sync("put");

        assertThat(partner.things).isEqualTo(Map.of("A-1", "Gant", "A-2", "Pince"));
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 2L));
        assertThat(remote("A-1")).isEqualTo("R-A-1");
        partner.calls.clear();
        sync("put");
        assertThat(partner.calls).isEmpty();
        product("A-1", "name", Map.of("fr_FR", "Gants"));
        product("A-3", "name", Map.of("fr_FR", "Ebauche"));
        sync("put");
        assertThat(partner.calls).containsExactly("put[A-1]");
        assertThat(partner.things.get("A-1")).isEqualTo("Gants");
    }

    @Test
    void aChangedModelChangesItsVariantsAndARemovedOneIsRetired() {
        start();
        product("M", "status", "active", "family", "gloves", "variants", "by-size", "name", Map.of("fr_FR", "Gant"));
        product("M-8", "parent", "M", "size", "8");
        product("M-9", "parent", "M", "size", "9");
        sync("put", "drop");
        assertThat(partner.things.keySet()).containsExactly("M-8", "M-9");

        product("M", "name", Map.of("fr_FR", "Gant chaud"));
        sync("put", "drop");
        assertThat(partner.things).isEqualTo(Map.of("M-8", "Gant chaud", "M-9", "Gant chaud"));

        master.intake().remove(delivery(), List.of("M-8"));
        sync("put", "drop");
        assertThat(partner.things.keySet()).containsExactly("M-9");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.RETIRED, 1L));
    }

    @Test
    void aLookUpTurnsACreateIntoAnUpdate() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) -> {
            if (operation.equals("find")) {
                return partner.answered(List.of(Map.of("id", "77")));
            }
            assertThat(items.get(0).action()).isEqualTo(Connector.Action.UPDATE);
            assertThat(items.get(0).remoteId()).isEqualTo("77");
            return partner.answered(List.of(Map.of("sku", "A-1", "ok", "yes")));
        };
        sync("find", "put");
        assertThat(partner.calls).containsExactly("find[A-1]", "put[A-1]");
        assertThat(remote("A-1")).isEqualTo("77");
    }

    @Test
    void whatAnAnswerSaidIsKnownToLaterCallsAndDecidesWhichAreMade() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        product("A-3", "status", "active");
        partner.answer = (operation, items, variables) -> {
            var key = items.get(0).key();
            return switch (operation) {
                case "shelf-find" ->
                    partner.answered(
                            key.equals("A-1")
                                    ? List.of(Map.of("shelves", List.of(Map.of("id", "7"), Map.of("id", "8"))))
                                    : List.of(Map.of("shelves", List.of())));
                case "shelf-make" -> partner.answered(List.of(Map.of("made", "9")));
                default -> {
                    assertThat(variables).containsEntry("fact.shelf", key.equals("A-1") ? "7" : "9");
                    yield partner.takes(operation, items, variables);
                }
            };
        };
        sync("shelf-find", "shelf-make", "shelf-put");
        assertThat(partner.calls)
                .containsExactlyInAnyOrder(
                        "shelf-find[A-1]",
                        "shelf-find[A-2]",
                        "shelf-find[A-3]",
                        "shelf-make[A-2]",
                        "shelf-put[A-1]",
                        "shelf-put[A-2]");
        assertThat(counts()).as("nobody spoke of A-3").isEqualTo(Map.of(State.CONFIRMED, 2L, State.UNKNOWN, 1L));
    }

    @Test
    void aLookUpWithSeveralIdsInOneRecordIsForAHuman() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) -> partner.answered(List.of(Map.of("id", List.of("77", "78"))));
        sync("find", "put");
        assertThat(partner.calls).containsExactly("find[A-1]");
        assertThat(complaint("A-1")).contains("ambiguous").contains("77, 78");
    }

    @Test
    void whatAKilledProcessHadInItsHandsIsSentAgainAfterAMinute() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        reconciler.now();
        assertThat(deliveries.next("shop", "products", false)).isPresent();
        assertThat(deliveries.next("shop", "products", false))
                .as("it is leased")
                .isEmpty();

        deliveries = new Deliveries(master, ledger, publishing, switches, partner, clock);
        sync("put");
        assertThat(partner.calls).as("what it has sent may still be on its way").isEmpty();
        clock.pass(Duration.ofSeconds(61));
        sync("put");
        assertThat(partner.calls).containsExactly("put[A-1]");
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
    }

    /** A call of a dead process lands between the look and the next attempt: "it is there" is no refusal then. */
    @Test
    void aCreateThatIsRefusedAfterADoubtIsLookedForAgain() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) ->
                operation.equals("find") ? partner.answered(List.of()) : partner.failed(Fault.UNKNOWN, 504);
        sync("find", "put");
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
        partner.answer = (operation, items, variables) -> partner.answered(
                operation.equals("find") ? List.of() : List.of(Map.of("sku", "A-1", "ok", "no", "code", "exists")));
        clock.pass(Duration.ofMinutes(2));
        sync("find", "put");
        assertThat(item("A-1").state()).as("nobody is asked yet").isEqualTo(State.UNKNOWN);
        partner.answer = (operation, items, variables) -> partner.answered(
                List.of(operation.equals("find") ? Map.of("id", "77") : Map.of("sku", "A-1", "ok", "yes")));
        clock.pass(Duration.ofMinutes(20));
        sync("find", "put");
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
        assertThat(remote("A-1")).isEqualTo("77");
        assertThat(partner.calls)
                .containsExactly("find[A-1]", "put[A-1]", "find[A-1]", "put[A-1]", "find[A-1]", "put[A-1]");
    }

    @Test
    void aCreateThatIsRefusedAgainAndAgainAfterADoubtIsShown() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) ->
                operation.equals("find") ? partner.answered(List.of()) : partner.failed(Fault.UNKNOWN, 504);
        sync("find", "put");
        partner.answer = (operation, items, variables) -> partner.answered(
                operation.equals("find") ? List.of() : List.of(Map.of("sku", "A-1", "ok", "no", "code", "too-long")));
        for (int i = 0; i < 12; i++) {
            clock.pass(Duration.ofDays(2));
            sync("find", "put");
        }
        assertThat(item("A-1").state()).isEqualTo(State.PARKED);
        assertThat(complaint("A-1")).contains("too-long");
        assertThat(partner.calls).hasSizeLessThan(10);
    }

    /** One broken line costs the item it carried, not its neighbours. */
    @Test
    void aCallThatFailsForOneItemConcernsNoOther() {
        start();
        for (int i = 1; i <= 6; i++) {
            product("A-" + i, "status", "active", "name", Map.of("fr_FR", "Gant"));
        }
        partner.answer = (operation, items, variables) -> {
            if (operation.equals("put")) {
                return partner.takes(operation, items, variables);
            }
            return List.of("A-2", "A-4").contains(items.get(0).key())
                    ? partner.failed(Fault.TRANSIENT, 503)
                    : partner.answered(List.of());
        };
        sync("find", "put");
        assertThat(partner.calls)
                .containsExactly(
                        "find[A-1]",
                        "find[A-2]",
                        "find[A-3]",
                        "find[A-4]",
                        "find[A-5]",
                        "find[A-6]",
                        "put[A-1, A-3, A-5]",
                        "put[A-6]");
        assertThat(List.of("A-1", "A-3", "A-5", "A-6"))
                .allMatch(sku -> item(sku).state() == State.CONFIRMED);
        assertThat(List.of("A-2", "A-4")).allMatch(sku -> item(sku).state() == State.PENDING);
    }

    /** Who was not asked has lost nothing: an hour of a partner that is away parks a few, not the catalogue. */
    @Test
    void whatWasNotReachedCostsNoAttempt() {
        start();
        for (int i = 1; i <= 5; i++) {
            product("A-" + i, "status", "active", "name", Map.of("fr_FR", "Gant"));
        }
        partner.answer = (operation, items, variables) -> partner.failed(Fault.TRANSIENT, 503);
        sync("find", "put");
        assertThat(partner.calls).containsExactly("find[A-1]", "find[A-2]", "find[A-3]");
        assertThat(failedAttempts("A-3")).isEqualTo(1);
        assertThat(failedAttempts("A-5")).isZero();
        partner.answer = (operation, items, variables) ->
                operation.equals("find") ? partner.answered(List.of()) : partner.takes(operation, items, variables);
        clock.pass(Duration.ofMinutes(1));
        sync("find", "put");
        assertThat(List.of("A-1", "A-5")).allMatch(sku -> item(sku).state() == State.CONFIRMED);
    }

    @Test
    void whatIsAlreadyGoneIsRetired() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("put");
        product("A-1", "status", "draft");
        partner.answer = (operation, items, variables) ->
                new Outcome.Answered(new Reply(404, Map.of(), new byte[0], 9), List.of());
        sync("put", "drop");
        assertThat(partner.calls).endsWith("drop[A-1]");
        assertThat(item("A-1").state()).isEqualTo(State.RETIRED);
    }

    @Test
    void whatNeverArrivedAndIsNotFoundIsRetiredWithoutACall() {
        start();
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("put");
        partner.calls.clear();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) ->
                operation.equals("find") ? partner.answered(List.of()) : partner.failed(Fault.UNKNOWN, 504);
        sync("find", "put");
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
        product("A-1", "status", "draft");
        partner.answer = (operation, items, variables) -> {
            assertThat(operation).isEqualTo("find");
            return partner.answered(List.of());
        };
        clock.pass(Duration.ofMinutes(2));
        sync("find", "drop");
        assertThat(item("A-1").state()).isEqualTo(State.RETIRED);
        assertThat(partner.calls).containsExactly("find[A-1]", "put[A-1]", "find[A-1]");
    }

    @Test
    void whatWasPerhapsTakenAwayIsLookedForWhenItIsWantedAgain() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("put");
        product("A-1", "status", "draft");
        partner.answer = (operation, items, variables) -> partner.failed(Fault.UNKNOWN, 504);
        sync("drop");
        assertThat(item("A-1").state()).isEqualTo(State.LEAVING);
        product("A-1", "status", "active");
        isLookedFor();
    }

    @Test
    void whatADeadHubWasTakingAwayIsLookedForWhenItIsWantedAgain() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("put");
        product("A-1", "status", "draft");
        reconciler.now();
        assertThat(deliveries.next("shop", "products", false)).isPresent();
        deliveries = new Deliveries(master, ledger, publishing, switches, partner, clock);
        product("A-1", "status", "active");
        isLookedFor();
    }

    private void isLookedFor() {
        partner.calls.clear();
        partner.answer = (operation, items, variables) -> {
            if (operation.equals("find")) {
                return partner.answered(List.of());
            }
            assertThat(items.get(0).action()).isEqualTo(Connector.Action.CREATE);
            return partner.takes(operation, items, variables);
        };
        clock.pass(Duration.ofMinutes(2));
        sync("find", "put");
        assertThat(partner.calls).containsExactly("find[A-1]", "put[A-1]");
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void twoOfOneKeyAtThePartnerAreForAHuman() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer =
                (operation, items, variables) -> partner.answered(List.of(Map.of("id", "77"), Map.of("id", "78")));
        sync("find", "put");
        assertThat(partner.calls).containsExactly("find[A-1]");
        assertThat(item("A-1").state()).isEqualTo(State.PARKED);
        assertThat(complaint("A-1")).contains("ambiguous").contains("77, 78");
    }

    @Test
    void whatSaysLessCarriesOnlyWhatLosesNothingByIt() {
        start();
        product("M", "status", "active", "family", "gloves", "variants", "by-size", "name", Map.of("fr_FR", "Gant"));
        product("M-8", "parent", "M", "size", "8");
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("part", "put");
        assertThat(partner.calls).as("nothing is confirmed yet").containsExactly("put[M-8, A-1]");
        partner.calls.clear();

        product("M", "name", Map.of("fr_FR", "Gants"));
        product("A-1", "name", Map.of("fr_FR", "Pinces"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Masque"));
        sync("part", "put");
        assertThat(partner.calls)
                .as("the variant has a group, which the operation would clear")
                .containsExactly("part[A-1]", "put[M-8, A-2]");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 3L));
    }

    @Test
    void afterAnAnswerThatWasLostTheWholeIsSent() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("part", "put");
        for (var fault : List.of(Fault.UNKNOWN, Fault.TRANSIENT)) {
            partner.calls.clear();
            product("A-1", "name", Map.of("fr_FR", "Pinces " + fault));
            partner.answer = (operation, items, variables) -> partner.failed(fault, 504);
            sync("part", "put");
            assertThat(partner.calls).containsExactly("part[A-1]");
            assertThat(item("A-1").confirmed()).isEqualTo(Item.UNCERTAIN);
            // Back to what was confirmed before: it may stand otherwise there by now.
            product("A-1", "name", Map.of("fr_FR", "Pince"));
            partner.answer = partner::takes;
            clock.pass(Duration.ofHours(1));
            sync("part", "put");
            assertThat(partner.calls).containsExactly("part[A-1]", "put[A-1]");
            assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
        }
    }

    @Test
    void whatWasKeptByAnotherMapSaysNothingAboutThePartner() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("part", "put");
        write("mappings/demo/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 40 characters }
                  label: { from: name, max: 10 characters }
                  group: parent.sku
                """);
        reconciler.close();
        start();
        partner.calls.clear();
        product("A-1", "name", Map.of("fr_FR", "Pinces"));
        sync("part", "put");
        assertThat(partner.calls).containsExactly("put[A-1]");
    }

    @Test
    void aJobIsLookedAtByTheOperationThatKnowsItsKind() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Pince"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Masque"));
        sync("put");
        product("A-1", "name", Map.of("fr_FR", "Pinces"));
        product("A-3", "status", "active", "name", Map.of("fr_FR", "Casque"));
        // Both kinds of jobs are numbered by themselves, so one number stands for two jobs.
        partner.answer = (operation, items, variables) -> partner.answered(List.of(Map.of("job", "7")));
        sync("part-import", "import");
        clock.pass(Duration.ofSeconds(61));
        partner.calls.clear();
        partner.answer = (operation, items, variables) -> partner.answered(List.of(
                operation.equals("status") ? Map.of("sku", "A-3", "ok", "yes") : Map.of("sku", "A-1", "ok", "yes")));
        while (look("part-status", "status")) {
            // both jobs
        }
        assertThat(partner.calls).containsExactlyInAnyOrder("part-status[A-1]", "status[A-3]");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 3L));
    }

    @Test
    void aCeilingOfOursStopsOneOperationAndNoOther() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("put");
        product("A-1", "name", Map.of("fr_FR", "Pinces"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Masque"));
        var until = clock.instant().plusSeconds(40);
        partner.answer = (operation, items, variables) -> operation.equals("part")
                ? new Outcome.Failed(Fault.CEILING, until, "the ceiling of part allows no call yet", null, List.of())
                : partner.takes(operation, items, variables);
        partner.calls.clear();
        sync("part", "put");
        assertThat(partner.calls).containsExactly("part[A-1]", "put[A-2]");
        assertThat(partner.things).containsEntry("A-2", "Masque").containsEntry("A-1", "Pince");
        assertThat(item("A-1").confirmed()).as("nothing went out").isNotEqualTo(Item.UNCERTAIN);
        assertThat(switches.waits("shop", clock.instant()))
                .as("the channel goes on")
                .isEmpty();
        product("A-2", "name", Map.of("fr_FR", "Masques"));
        partner.answer = partner::takes;
        sync("part", "put");
        assertThat(partner.calls).as("the stream rests").hasSize(2);
        clock.set(until);
        sync("part", "put");
        assertThat(partner.things).containsEntry("A-2", "Masques").containsEntry("A-1", "Pinces");
    }

    @Test
    void aCulpritIsFoundByHalvesAndParkedAlone() {
        start();
        for (int n = 1; n <= 6; n++) {
            product("A-" + n, "status", "active", "name", Map.of("fr_FR", n == 2 ? "poison" : "Gant " + n));
        }
        partner.answer = (operation, items, variables) ->
                items.stream().anyMatch(item -> "poison".equals(item.row().value(1)))
                        ? partner.failed(Fault.ITEM, 422)
                        : partner.takes(operation, items, variables);
        sync("put");
        assertThat(partner.things.keySet()).containsExactly("A-1", "A-3", "A-4", "A-5", "A-6");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 5L, State.PARKED, 1L));
        assertThat(complaint("A-2")).contains("http-422");
        partner.calls.clear();
        clock.pass(Duration.ofDays(3));
        sync("put");
        assertThat(partner.calls).isEmpty();
        product("A-2", "name", Map.of("fr_FR", "Gant 2"));
        sync("put");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 6L));
        assertThat(complaint("A-2")).isEqualTo("[]");
    }

    @Test
    void refusedItemsNameTheEntryThatFilledTheField() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) ->
                partner.answered(List.of(Map.of("sku", "A-1", "ok", "no", "code", "1000", "field", "title")));
        sync("put");
        assertThat(complaint("A-1"))
                .contains("1000")
                .contains("title")
                .contains("mappings/demo/product-out.map.yaml:3");
    }

    @Test
    void parkedItemsAreFoundByComplaintTriedAgainAndGivenUp() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        product("A-3", "status", "active", "name", Map.of("fr_FR", "Scie"));
        partner.answer = (operation, items, variables) -> partner.answered(items.stream()
                .map(item -> Map.<String, Object>of(
                        "sku", item.key(), "ok", "no", "code", item.key().equals("A-3") ? "2" : "1", "field", "title"))
                .toList());
        sync("put");
        var parked = new Parked(() -> home, master, ledger, clock);
        var groups = parked.groups("shop");
        assertThat(groups)
                .extracting(group -> group.example().code(), Parked.Group::items, Parked.Group::key)
                .containsExactly(tuple("1", 2L, "A-1"), tuple("2", 1L, "A-3"));
        var first = parked.page(new Parked.Filter("shop", null, null), null, 2);
        assertThat(first.entries()).extracting(Parked.Entry::key).containsExactly("A-1", "A-2");
        var last = parked.page(new Parked.Filter("shop", null, null), first.next(), 2);
        assertThat(last.entries()).extracting(Parked.Entry::key).containsExactly("A-3");
        assertThat(last.next()).isNull();

        partner.answer = partner::takes;
        var kind = new Parked.Filter("shop", "products", groups.get(0).fingerprint());
        assertThat(parked.replay(kind)).isEqualTo(2);
        assertThat(parked.replay(kind)).isZero();
        assertThat(parked.discard(groups.get(1).id(), "they do not sell it")).isTrue();
        sync("put");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 2L, State.PARKED, 1L));
        assertThat(complaint("A-3")).contains("they do not sell it");
        assertThat(parked.replay("9999-1")).isFalse();
        assertThat(parked.find("nonsense")).isEmpty();
    }

    @Test
    void aKeptPlanIsShownAnewInPages() {
        channel("approve", "products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        long id = planning.plan("shop", "test").orElseThrow().id();
        assertThat(planning.kept(id).orElseThrow().open()).isTrue();
        var rest = planning.page(id, 1).orElseThrow();
        assertThat(rest.creates()).isEqualTo(2);
        assertThat(rest.items()).extracting(Plan.Line::key).containsExactly("A-2");
        assertThat(planning.apply("shop", id, "test")).isInstanceOf(Planning.Applied.Done.class);
        assertThat(planning.page(id, 0)).isEmpty();
        assertThat(planning.kept(id).orElseThrow().appliedBy()).isEqualTo("test");
        assertThat(planning.kept(id + 1)).isEmpty();
    }

    @Test
    void silenceIsNoConfirmation() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) -> partner.answered(List.of());
        sync("put");
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
        assertThat(item("A-1").confirmed()).isEqualTo(Item.UNCERTAIN);
        partner.answer = partner::takes;
        sync("put");
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
        clock.pass(Duration.ofSeconds(61));
        sync("put");
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void wordsAboutItemsThatWereNotSentMakeTheRestDoubtful() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        partner.answer = (operation, items, variables) ->
                partner.answered(List.of(Map.of("sku", "A-1", "ok", "yes"), Map.of("sku", "B-7", "ok", "yes")));
        sync("put");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.UNKNOWN, 1L));
    }

    @Test
    void aFaultOfTheChannelStopsItAndParksNothing() {
        start();
        for (int n = 1; n <= 8; n++) {
            product("A-" + n, "status", "active", "name", Map.of("fr_FR", "Gant " + n));
        }
        partner.answer = (operation, items, variables) -> partner.failed(Fault.CHANNEL, 401);
        sync("put");
        assertThat(partner.calls).hasSize(1);
        assertThat(counts()).isEqualTo(Map.of(State.PENDING, 8L));
        assertThat(switches.of("shop").stoppedWhy()).contains("401");
        sync("put");
        assertThat(partner.calls).hasSize(1);
        clock.pass(Duration.ofMinutes(11));
        sync("put");
        assertThat(partner.calls).hasSize(2);
        partner.answer = partner::takes;
        clock.pass(Duration.ofMinutes(11));
        sync("put");
        assertThat(switches.of("shop").running()).isTrue();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 8L));
    }

    @Test
    void aPartnerThatAsksToWaitIsLeftAloneAndCostsNoAttempt() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        var until = clock.instant().plusSeconds(90);
        partner.answer = (operation, items, variables) -> new Outcome.Failed(
                Fault.THROTTLED, until, "slow down", new Reply(429, Map.of(), new byte[0], 1), List.of());
        sync("put");
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        partner.answer = partner::takes;
        sync("put");
        assertThat(partner.calls).hasSize(1);
        clock.set(until);
        sync("put");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 2L));
    }

    @Test
    void aBadMomentIsTriedTwelveTimesThenShown() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) -> partner.failed(Fault.TRANSIENT, 503);
        for (int n = 0; n < 12; n++) {
            sync("put");
            clock.pass(Duration.ofMinutes(16));
        }
        assertThat(partner.calls).hasSize(12);
        assertThat(item("A-1").state()).isEqualTo(State.PARKED);
        sync("put");
        assertThat(partner.calls).hasSize(12);
        partner.answer = partner::takes;
        clock.pass(Duration.ofDays(1));
        sync("put");
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void aJobIsLookedAtUntilItSaysAndSurvivesARestart() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        partner.answer = (operation, items, variables) -> partner.answered(List.of(Map.of("job", "4711")));
        sync("import");
        assertThat(counts()).isEqualTo(Map.of(State.PENDING, 2L));
        assertThat(deliveries.job("shop", "products")).isEmpty();
        clock.pass(Duration.ofSeconds(61));
        reconciler.close();
        start();

        partner.answer = (operation, items, variables) -> {
            assertThat(variables).containsEntry("job", "4711");
            return partner.answered(List.of(Map.of("ok", "wait")));
        };
        assertThat(look()).isTrue();
        assertThat(look()).isFalse();
        clock.pass(Duration.ofSeconds(121));
        partner.answer = (operation, items, variables) ->
                partner.answered(List.of(Map.of("sku", "A-2", "ok", "no", "code", "bad"), Map.of("ok", "yes")));
        assertThat(look()).isTrue();
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);
        assertThat(item("A-2").state()).isEqualTo(State.PARKED);
        clock.pass(Duration.ofSeconds(9_999));
        assertThat(look()).isFalse();
    }

    @Test
    void aJobThatVanishesEndsInDoubt() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        partner.answer = (operation, items, variables) -> partner.answered(List.of(Map.of("job", "4711")));
        sync("import");
        partner.answer = (operation, items, variables) -> partner.failed(Fault.ITEM, 404);
        for (int n = 0; n < 80 && item("A-1").state() == State.PENDING; n++) {
            clock.pass(Duration.ofSeconds(61));
            look();
        }
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
        assertThat(partner.calls.size()).isLessThan(70);
    }

    @Test
    void offersWaitForTheirProduct() {
        channel("auto", "offers: { map: demo/offer-out, after: [products] }\\n  products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        offer("A-1");
        reconciler.now();
        assertThat(deliveries.next("shop", "offers", false)).isEmpty();
        assertThat(waitsFor("A-1")).isEqualTo(new Readiness.Awaited("products", "A-1", State.PENDING, false));
        assertThat(carry("products", "put")).isTrue();
        assertThat(waitsFor("A-1")).isNull();
        assertThat(carry("offers", "put")).isTrue();
        assertThat(partner.calls).containsExactly("put[A-1]", "put[A-1]");
    }

    /** Streams are judged side by side: the offer may have had its turn before its product had. */
    @Test
    void offersThatWereJudgedFirstWaitForTheirProductToo() {
        channel("auto", "offers: { map: demo/offer-out, after: [products] }\\n  products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        offer("A-1");
        judge("offers");
        assertThat(waitsFor("A-1")).isEqualTo(new Readiness.Awaited("products", "A-1", State.PENDING, true));
        assertThat(deliveries.next("shop", "offers", false)).isEmpty();
        judge("products");
        clock.pass(Duration.ofSeconds(6));
        assertThat(waitsFor("A-1")).isEqualTo(new Readiness.Awaited("products", "A-1", State.PENDING, false));
        assertThat(deliveries.next("shop", "offers", false)).isEmpty();
        assertThat(carry("products", "put")).isTrue();
        assertThat(carry("offers", "put")).isTrue();
        assertThat(partner.calls).containsExactly("put[A-1]", "put[A-1]");
    }

    private Readiness.Awaited waitsFor(String offer) {
        var golden = master.goldens().byKeys(Kind.OFFERS, List.of(offer)).get(offer);
        return new Explain(master, ledger, publishing, clock)
                .explain(golden, "shop")
                .get(0)
                .trail()
                .after();
    }

    @Test
    void nothingLeavesWithoutApprovalAndAPausedChannelWaits() {
        channel("approve", "products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        sync("put");
        assertThat(partner.calls).isEmpty();
        var lane = lane("products");
        ledger.duties().approve(lane, Map.of(id("A-1"), item("A-1").desired()), clock.instant());
        switches.pause("shop", "anna", "stock-taking", clock.instant());
        sync("put");
        assertThat(partner.calls).isEmpty();
        assertThat(new Switches(database).of("shop").pausedBy()).isEqualTo("anna");
        switches.resume("shop");
        sync("put");
        assertThat(partner.calls).containsExactly("put[A-1]");
    }

    @Test
    void theBrakeStopsAMassRetirementBeforeTheFirstCallUntilSomebodyReleasesIt() {
        start();
        for (int n = 1; n <= 30; n++) {
            product("A-" + n, "status", "active", "name", Map.of("fr_FR", "Gant " + n));
        }
        sync("put", "drop");
        partner.calls.clear();
        for (int n = 1; n <= 10; n++) {
            product("A-" + n, "status", "draft");
        }
        sync("put", "drop");
        assertThat(partner.calls).isEmpty();
        assertThat(publishing.holds("shop")).hasSize(1);
        assertThat(publishing.holds("shop").get(0).reason()).contains("10 of 30 rows would leave");
        assertThat(publishing.release("shop", "anna", "end of season")).hasSize(1);
        for (int n = 1; n <= 20; n++) {
            product("A-" + n, "status", "draft");
        }
        sync("put", "drop");
        assertThat(partner.calls).as("more than was released").isEmpty();
        publishing.release("shop", "anna", "end of season");
        sync("put", "drop");
        assertThat(partner.things).hasSize(10);
        product("A-30", "name", Map.of("fr_FR", "Gants"));
        sync("put", "drop");
        assertThat(publishing.holds("shop")).isEmpty();
    }

    @Test
    void aPlanSaysWhatWouldHappenFieldByFieldAndApplyingItSendsExactlyThat() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        sync("put");
        reconciler.close();
        channel("approve", "products: { map: demo/product-out }");
        start();
        assertThat(planning.plan("shop", "anna").orElseThrow().isEmpty()).isTrue();
        product("A-1", "name", Map.of("fr_FR", "Gants"));
        product("A-2", "status", "draft");
        product("A-3", "status", "active", "name", Map.of("fr_FR", "Masque"));

        var plan = planning.plan("shop", "anna").orElseThrow();

        assertThat(List.of(plan.creates(), plan.updates(), plan.retirements(), plan.held()))
                .containsExactly(1L, 1L, 1L, 0L);
        assertThat(plan.items())
                .extracting(Plan.Line::key, Plan.Line::action)
                .containsExactlyInAnyOrder(
                        tuple("A-1", Plan.Action.UPDATE),
                        tuple("A-2", Plan.Action.RETIRE),
                        tuple("A-3", Plan.Action.CREATE));
        var update = plan.items().stream()
                .filter(line -> line.key().equals("A-1"))
                .findFirst()
                .orElseThrow();
        assertThat(update.changes())
                .containsExactly(new Plan.Field("title", "Gant", "Gants", "mappings/demo/product-out.map.yaml:3:3"));
        partner.calls.clear();
        sync("put", "drop");
        assertThat(partner.calls).isEmpty();

        product("A-4", "status", "active", "name", Map.of("fr_FR", "Casque"));
        assertThat(planning.apply("shop", plan.id(), "anna")).isEqualTo(new Planning.Applied.Done(3));
        sync("put", "drop");
        assertThat(partner.things).isEqualTo(Map.of("A-1", "Gants", "A-3", "Masque"));
        assertThat(planning.apply("shop", plan.id(), "anna")).isInstanceOf(Planning.Applied.Unknown.class);
    }

    @Test
    void aStalePlanIsRefusedAndNamesWhatMoved() {
        channel("approve", "products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        var plan = planning.plan("shop", "anna").orElseThrow();
        product("A-2", "name", Map.of("fr_FR", "Pinces"));
        assertThat(planning.apply("shop", plan.id(), "anna"))
                .isEqualTo(new Planning.Applied.Stale(List.of("products A-2")));
        assertThat(planning.apply("other", plan.id(), "anna")).isInstanceOf(Planning.Applied.Unknown.class);
        sync("put");
        assertThat(partner.calls).isEmpty();
    }

    @Test
    void aPreviewWithADraftWritesNothing() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant extra fin pour la precision"));
        sync("put");
        var before = counts();
        write("mappings/demo/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 10 characters }
                  group: parent.sku
                """);
        var draft = Home.read(folder, null, Library.ofClassPath());
        var plan = planning.preview(draft, "shop", clock.instant()).orElseThrow();
        assertThat(plan.updates()).isEqualTo(1);
        assertThat(plan.items().get(0).changes()).extracting(Plan.Field::field).containsExactly("title");
        assertThat(counts()).isEqualTo(before);
        assertThat(planning.plan("shop", "anna").orElseThrow().isEmpty()).isTrue();
    }

    @Test
    void whatWaitsForARefusedItemAndWhatWasRefusedAreInNoPlan() {
        channel("auto", "offers: { map: demo/offer-out, after: [products] }\\n  products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        offer("A-1");
        partner.answer = (operation, items, variables) ->
                partner.answered(List.of(Map.of("sku", "A-1", "ok", "no", "code", "1000", "field", "title")));
        reconciler.now();
        assertThat(planning.plan("shop", "anna").orElseThrow().creates())
                .as("the product goes, and the offer behind it")
                .isEqualTo(2);
        assertThat(carry("products", "put")).isTrue();
        assertThat(item("A-1").state()).isEqualTo(State.PARKED);
        var plan = planning.plan("shop", "anna").orElseThrow();
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.held()).as("the offer").isEqualTo(1);
        var preview = planning.preview(Home.read(folder, null, Library.ofClassPath()), "shop", clock.instant())
                .orElseThrow();
        assertThat(preview.isEmpty()).isTrue();
        assertThat(preview.held()).as("both").isEqualTo(2);
    }

    @Test
    void aShadowChannelShowsAndSendsNothing() {
        channel("shadow", "products: { map: demo/product-out }");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        sync("put");
        assertThat(counts()).isEqualTo(Map.of(State.PENDING, 1L));
        assertThat(partner.calls).isEmpty();
    }

    @Test
    void anExchangeThatBreaksBeforeTheCallIsTriedAgainAndOneThatBreaksAfterItIsInDoubt() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        reconciler.now();
        deliveries.next("shop", "products", false).orElseThrow().settle(true);
        assertThat(item("A-1").state()).isEqualTo(State.PENDING);
        clock.pass(Duration.ofSeconds(5));
        partner.answer = (operation, items, variables) -> partner.answered(List.of());
        var second = deliveries.next("shop", "products", false).orElseThrow();
        deliveries.call(second, "put");
        second.settle(true);
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
        second.batch();
        second.settle(false);
        assertThat(item("A-1").state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aChangedMapSendsOnlyWhatDiffers() {
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince extra longue pour travaux de precision"));
        sync("put");
        partner.calls.clear();
        reconciler.close();
        write("mappings/demo/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 30 characters }
                  group: parent.sku
                """);
        start();
        sync("put");
        assertThat(partner.calls).containsExactly("put[A-2]");
    }

    /** Evaluates, then carries all that is due through these operations, as a Kamelet would. */
    private void sync(String... operations) {
        reconciler.now();
        while (carry("products", operations)) {
            // one batch after the other
        }
    }

    private boolean carry(String stream, String... operations) {
        var due = deliveries.next("shop", stream, false);
        due.ifPresent(carriage -> {
            for (var operation : operations) {
                deliveries.call(carriage, operation);
            }
            carriage.settle(false);
        });
        return due.isPresent();
    }

    private boolean look() {
        return look("status");
    }

    private boolean look(String... operations) {
        var due = deliveries.job("shop", "products");
        due.ifPresent(carriage -> {
            for (var operation : operations) {
                deliveries.call(carriage, operation);
            }
            carriage.settle(false);
        });
        return due.isPresent();
    }

    /** One stream alone. */
    private void judge(String stream) {
        var plan = publishing.plans().sent("shop", stream).orElseThrow();
        new Evaluation(master, ledger, publishing.home().company().timeZone())
                .run(
                        plan,
                        clock.instant(),
                        new PriceWatch(plan.channel().brake().priceMove()));
    }

    private Lane lane(String stream) {
        return ledger.lane("shop", stream, null);
    }

    private long id(String key) {
        return master.goldens().byKey(Kind.PRODUCTS, key).orElseThrow().id();
    }

    private Item item(String key) {
        return ledger.item(lane("products"), id(key)).orElseThrow();
    }

    private int failedAttempts(String key) {
        return ledger.duties().waiting(lane("products"), id(key)).orElseThrow().attempts();
    }

    private String remote(String key) {
        return ledger.duties().remoteIds(lane("products"), List.of(id(key))).get(id(key));
    }

    private String complaint(String key) {
        return ledger.complaints().of(lane("products"), id(key)).toString();
    }

    private Map<State, Long> counts() {
        return ledger.counts(lane("products")).byState();
    }

    private Delivery delivery() {
        return Delivery.byKey("pim", Kind.PRODUCTS, 1);
    }

    private void product(String key, Object... pairs) {
        put(Kind.PRODUCTS, key, pairs);
    }

    private void offer(String key) {
        put(Kind.OFFERS, key, "stock", List.of());
    }

    private void put(Kind kind, String key, Object... pairs) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        var results = master.intake()
                .take(Delivery.byKey("pim", kind, 1), List.of(Incoming.of(new Document(kind, key, values))));
        assertThat(results).noneMatch(result -> result.toString().startsWith("Refused"));
    }

    private void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
