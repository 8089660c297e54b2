package org.caravanserai.delivery.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.plan.Plan;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.delivery.push.Deliveries;
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
import org.caravanserai.parser.Json;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What partners hold, compared and adopted, against a partner that loses, changes, repeats and breaks off. */
class SurveysTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    private final Partner partner = new Partner();
    private Database database;
    private Home home;
    private Master master;
    private Ledger ledger;
    private Reconciler reconciler;
    private Publishing publishing;
    private Planning planning;
    private Deliveries deliveries;
    private Surveys surveys;

    /** Holds things under names of its own, and shows three a page. */
    private final class Partner implements Calls.Caller {
        private final Map<String, Map<String, Object>> things = new LinkedHashMap<>();
        private final List<String> calls = new ArrayList<>();
        private int next = 100;
        private int pages;
        /** Makes something else of the answer to the page of this number, counted from 1. */
        private Map<Integer, UnaryOperator<Outcome>> faults = Map.of();

        String holds(String sku, String title, String ean) {
            var id = "R" + next++;
            var thing = new LinkedHashMap<String, Object>();
            thing.put("id", id);
            if (sku != null) {
                thing.put("sku", sku);
            }
            thing.put("title", title);
            if (ean != null) {
                thing.put("ean", ean);
            }
            things.put(id, thing);
            return id;
        }

        @Override
        public Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables) {
            if (operation.equals("list")) {
                pages++;
                return faults.getOrDefault(pages, same -> same).apply(list(variables));
            }
            var records = new ArrayList<Map<String, Object>>();
            for (var item : items) {
                calls.add(operation + " " + item.action() + " " + item.key() + " " + item.remoteId());
                var id = item.remoteId();
                if (item.row() == null) {
                    things.remove(id);
                } else if (id != null && things.containsKey(id)) {
                    things.get(id).put("title", item.row().value(1));
                } else {
                    id = holds(item.key(), String.valueOf(item.row().value(1)), null);
                }
                records.add(Map.of("sku", item.key(), "ok", "yes", "id", id));
            }
            return new Outcome.Answered(new Reply(200, Map.of(), new byte[] {'{'}, 9), records);
        }

        private Outcome list(Map<String, String> variables) {
            int offset = Integer.parseInt(variables.get("offset"));
            int limit = Integer.parseInt(variables.get("limit"));
            var page = things.values().stream().skip(offset).limit(limit).toList();
            return answer(things.size(), page);
        }

        Outcome answer(int total, List<Map<String, Object>> page) {
            var body = Json.write(Map.of("total", (long) total, "things", page));
            return new Outcome.Answered(new Reply(200, Map.of(), body, 9), page);
        }

        @Override
        public Connector.Operation operation(String channel, String operation) {
            return home.connectors().get("demo").operations().get(operation);
        }
    }

    @BeforeEach
    void open() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/products.yaml", "families: { gloves: { attributes: [name] } }\n");
        write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                operations:
                  put: { path: /things, answer: { at: things, map: demo/product-ack } }
                  drop: { path: /gone, takes: [retire], answer: { map: demo/product-ack } }
                  list: { kind: read, method: GET, path: /things, pages: { size: 3, total: total }, query: { offset: "{offset}", limit: "{limit}" }, answer: { at: things } }
                streams:
                  products:
                    kamelet: demo-product-sink
                    batch: 100
                    reads:
                      operation: list
                      key: sku
                      remoteId: id
                      match: { gtin: ean }
                      compare: { title: title }
                      fixed: [id]
                """);
        write("mappings/demo/product-ack.map.yaml", """
                fields: { key: sku, outcome: { from: ok, table: outcomes }, remoteId: id }
                """);
        write("mappings/tables/outcomes.csv", "word;outcome\nyes;accepted\nno;rejected\n");
        write("mappings/demo/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 40 characters }
                """);
        channel("auto", "");
        database = TestDatabases.h2();
        ledger = new Ledger(database);
    }

    private void channel(String mode, String more) {
        write("config/channels/shop.yaml", """
                title: Shop
                system: demo
                mode: %s
                locales: [fr_FR]
                assortment: active
                connection: { baseUrl: "https://shop.example" }
                streams: { products: { map: demo/product-out } }
                %s
                """.formatted(mode, more));
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
        reconciler = new Reconciler(master, ledger, publishing, clock, () -> false);
        planning = new Planning(master, ledger, publishing, reconciler, database, clock);
        var switches = new Switches(database);
        deliveries = new Deliveries(master, ledger, publishing, switches, partner, clock);
        surveys = new Surveys(
                master,
                ledger,
                publishing,
                reconciler,
                switches,
                partner,
                database,
                folder.resolve("data"),
                clock,
                until -> {
                    clock.set(until);
                    return true;
                });
    }

    @AfterEach
    void close() {
        surveys.close();
        reconciler.close();
        database.close();
    }

    @Test
    void whatIsAsItShouldBeIsLeftAlone() {
        sent(8);

        var survey = verify(false);

        assertThat(survey.state()).isEqualTo(Survey.State.DONE);
        assertThat(survey.differences()).isZero();
        assertThat(survey.counts().get("products"))
                .containsEntry("records", 8L)
                .containsEntry("believed", 8L)
                .containsEntry("same", 8L);
        assertThat(partner.pages).isEqualTo(3);
        assertThat(sync()).isEmpty();
        assertThat(folder.resolve("data/surveys")).isEmptyDirectory();
    }

    @Test
    void whatThePartnerLostIsSentAgainAndWhatItChangedIsSetRight() {
        sent(100);
        var lost = partner.things.remove(remote("A-007")).get("id");
        partner.things.get(remote("A-020")).put("title", "By hand");

        var report = verify(true);
        assertThat(report.counts().get("products")).containsEntry("missing", 1L).containsEntry("changed", 1L);
        assertThat(lines(report))
                .containsExactlyInAnyOrder(
                        tuple("missing", "A-007", null, List.of()),
                        tuple("changed", "A-020", null, List.of(new Survey.Field("title", "Gant 20", "By hand"))));
        assertThat(sync()).as("a report sends nothing").isEmpty();

        var survey = verify(false);
        assertThat(survey.state()).isEqualTo(Survey.State.DONE);
        assertThat(survey.sum("repaired")).isEqualTo(2);
        assertThat(item("A-007").state()).isEqualTo(State.PENDING);
        assertThat(remote("A-007")).isNull();
        assertThat(sync()).containsExactlyInAnyOrder("put CREATE A-007 null", "put UPDATE A-020 " + remote("A-020"));
        assertThat(partner.things).hasSize(100);
        assertThat(remote("A-007")).isNotEqualTo(lost);
        settled();
        assertThat(verify(false).differences()).isZero();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 100L));
    }

    @Test
    void whereSomebodyApprovesARepairIsPlannedWithWhatStandsThere() {
        sent(8);
        partner.things.get(remote("A-002")).put("title", "By hand");
        surveys.close();
        channel("approve", "");
        start();
        assertThat(verify(false).sum("repaired")).isEqualTo(1);
        assertThat(sync()).isEmpty();
        var plan = planning.plan("shop", "anne").orElseThrow();
        assertThat(plan.updates()).isEqualTo(1);
        assertThat(plan.items().get(0).changes())
                .extracting(Plan.Field::field, Plan.Field::before, Plan.Field::after)
                .containsExactly(tuple("title", "By hand", "Gant 2"));
        planning.apply("shop", plan.id(), "anne");
        assertThat(sync()).containsExactly("put UPDATE A-002 " + remote("A-002"));
    }

    @Test
    void whatStandsThereTooMuchIsShownAndRemovedWhereWeRemovedItBefore() {
        sent(20);
        product("A-003", "status", "draft");
        sync();
        assertThat(item("A-003").state()).isEqualTo(State.RETIRED);
        partner.holds("A-003", "Gant 3", null);
        partner.holds("X-9", "Theirs", null);
        partner.holds("A-004", "Gant 4", null);
        settled();

        var survey = verify(false);

        assertThat(survey.sum("extra")).isEqualTo(3);
        assertThat(lines(survey))
                .extracting(line -> line.toList().get(1), line -> line.toList().get(2))
                .containsExactlyInAnyOrder(
                        tuple("A-003", "removed"), tuple("X-9", "stranger"), tuple("A-004", "twice"));
        assertThat(sync()).singleElement().asString().startsWith("drop RETIRE A-003 R");
        assertThat(partner.things.values().stream().map(thing -> thing.get("sku")))
                .contains("X-9", "A-004");
    }

    @Test
    void anEmptyListIsNoReasonToSendEverythingAgain() {
        sent(4);
        var all = new LinkedHashMap<>(partner.things);
        partner.things.clear();

        var survey = verify(false);
        assertThat(survey.state()).isEqualTo(Survey.State.HELD);
        assertThat(survey.text())
                .contains("DELIVERY-006 the partner says it holds nothing; 4 items should stand there");
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 4L));
        assertThat(sync()).isEmpty();
        assertThat(publishing.holds("shop")).extracting(Hold::publication).containsExactly("products verify");

        // A change goes out all the same.
        product("A-002", "name", Map.of("fr_FR", "Autre"));
        partner.things.putAll(all);
        assertThat(sync()).hasSize(1);

        // It was a bad moment: the next comparison finds everything, and nobody need release anything.
        settled();
        assertThat(verify(false).differences()).isZero();
        assertThat(publishing.holds("shop")).isEmpty();

        partner.things.clear();
        verify(false);
        publishing.release("shop", "anne", "they began anew");
        assertThat(verify(false).state()).isEqualTo(Survey.State.DONE);
        assertThat(sync()).hasSize(4).allMatch(call -> call.startsWith("put CREATE"));
        assertThat(publishing.holds("shop")).isEmpty();
    }

    @Test
    void moreThanTheBrakeAllowsIsAsked() {
        sent(100);
        for (int n = 1; n <= 6; n++) {
            partner.things.remove(remote("A-00" + n));
        }
        var survey = verify(false);
        assertThat(survey.state()).isEqualTo(Survey.State.HELD);
        assertThat(survey.text()).contains("DELIVERY-006 6 of 100 items differ from what stands there, more than 5 %");
        assertThat(sync()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    breaks off for good    | the line was cut
                    shows a page again     | page 3: it shows what a page before showed: the list goes round
                    ends early             | page 2: the list ended after 3 of 8 records
                    says nothing           | page 2: the answer says nothing at all
                    has no total           | page 2: the answer does not say how many records there are
                    refuses                | page 2: not for you
                    names nothing          | page 2: a record has neither sku nor id: the list is not what the descriptor says
                    """)
    void aListThatIsNotReadToItsEndSaysNothing(String how, String text) {
        sent(8);
        var before = new LinkedHashMap<>(partner.things);
        UnaryOperator<Outcome> cut = same -> failed(Fault.TRANSIENT, "the line was cut");
        partner.faults = switch (how) {
            case "breaks off for good" -> Map.of(2, cut, 3, cut, 4, cut, 5, cut, 6, cut);
            case "shows a page again" ->
                Map.of(
                        3,
                        same -> partner.answer(
                                8, before.values().stream().skip(3).limit(3).toList()));
            case "ends early" -> Map.of(2, same -> partner.answer(8, List.of()));
            case "says nothing" -> {
                UnaryOperator<Outcome> silence =
                        same -> new Outcome.Answered(new Reply(200, Map.of(), new byte[0], 9), List.of());
                yield Map.of(2, silence, 3, silence, 4, silence, 5, silence, 6, silence);
            }
            case "has no total" ->
                Map.of(
                        2,
                        same -> new Outcome.Answered(
                                new Reply(200, Map.of(), Json.write(Map.of("things", List.of())), 9),
                                ((Outcome.Answered) same).records()));
            case "refuses" -> Map.of(2, same -> failed(Fault.CHANNEL, "not for you"));
            default -> Map.of(2, same -> partner.answer(8, List.of(Map.of("title", "x"))));
        };

        var survey = verify(false);

        assertThat(survey.state()).isEqualTo(Survey.State.FAILED);
        assertThat(survey.text()).contains(text);
        assertThat(survey.differences()).isZero();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 8L));
        assertThat(sync()).isEmpty();
    }

    @Test
    void aBadMomentIsWaitedForAndAListThatMovesIsReadAgain() {
        sent(8);
        UnaryOperator<Outcome> once = same -> failed(Fault.TRANSIENT, "not now");
        partner.faults = Map.of(
                2,
                once,
                3,
                same -> new Outcome.Failed(
                        Fault.THROTTLED, clock.instant().plusSeconds(60), "too fast", null, List.of()),
                // The third page shows one of the second once more.
                5,
                same -> partner.answer(8, List.copyOf(partner.things.values()).subList(5, 7)));
        var survey = verify(false);
        assertThat(survey.state()).isEqualTo(Survey.State.DONE);
        assertThat(survey.differences()).isZero();
        assertThat(partner.pages).isEqualTo(8);
    }

    @Test
    void whatIsOnItsWayIsNotJudged() {
        sent(8);
        settled();
        product("A-001", "name", Map.of("fr_FR", "Neuf"));
        sync();
        partner.things.remove(remote("A-001"));
        var survey = verify(false);
        assertThat(survey.counts().get("products")).containsEntry("moved", 1L).containsEntry("missing", 0L);
        settled();
        assertThat(verify(false).sum("missing")).isEqualTo(1);
    }

    @Test
    void whatStandsThereAlreadyIsLinkedAfterSomebodySaidSo() {
        channel("approve", "");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        product("A-3", "status", "active", "gtin", "3014260115531", "name", Map.of("fr_FR", "Scie"));
        product("A-4", "status", "active", "name", Map.of("fr_FR", "Cle"));
        product("A-5", "status", "active", "gtin", "4006381333931", "name", Map.of("fr_FR", "Cinq"));
        product("A-6", "status", "active", "gtin", "4006381333931", "name", Map.of("fr_FR", "Six"));
        product("A-7", "status", "active", "name", Map.of("fr_FR", "Neuf"));
        var one = partner.holds("A-1", "Gant", null);
        partner.holds("A-2", "Old pincers", null);
        partner.holds(null, "Saw", "03014260115531");
        partner.holds("A-4", "Cle", null);
        partner.holds("A-4", "Cle", null);
        partner.holds("Z", "Five or six", "4006381333931");
        partner.holds("STRANGE", "Theirs", null);

        var survey = adopt(List.of(), false);

        assertThat(survey.state()).isEqualTo(Survey.State.READY);
        assertThat(survey.counts().get("products"))
                .containsEntry("records", 7L)
                .containsEntry("links", 3L)
                .containsEntry("same", 1L)
                .containsEntry("differ", 2L)
                .containsEntry("conflicts", 3L)
                .containsEntry("orphans", 1L);
        assertThat(lines(survey))
                .extracting(
                        line -> line.toList().get(0),
                        line -> line.toList().get(1),
                        line -> line.toList().get(2))
                .containsExactlyInAnyOrder(
                        tuple("link", "A-1", "key"),
                        tuple("link", "A-2", "key"),
                        tuple("link", "A-3", "gtin"),
                        tuple("conflict", "A-4", "twice"),
                        tuple("conflict", "A-4", "twice"),
                        tuple("conflict", "Z", "several"),
                        tuple("orphan", "STRANGE", "stranger"));
        assertThat(remote("A-1")).isNull();
        assertThat(counts()).isEqualTo(Map.of(State.PENDING, 7L));
        assertThat(partner.calls).isEmpty();

        assertThat(surveys.apply(survey.id(), "anne")).isEqualTo(new Planning.Applied.Done(3));
        assertThat(surveys.apply(survey.id(), "anne")).isEqualTo(new Planning.Applied.Unknown());
        assertThat(remote("A-1")).isEqualTo(one);
        assertThat(item("A-1").state()).isEqualTo(State.CONFIRMED);

        var plan = planning.plan("shop", "anne").orElseThrow();
        assertThat(plan.creates()).isEqualTo(4);
        assertThat(plan.updates()).isEqualTo(2);
        assertThat(plan.items().stream().filter(line -> line.key().equals("A-2")))
                .singleElement()
                .satisfies(line -> assertThat(line.changes())
                        .extracting(Plan.Field::field, Plan.Field::before, Plan.Field::after)
                        .containsExactly(tuple("title", "Old pincers", "Pince")));
        planning.apply("shop", plan.id(), "anne");
        assertThat(sync())
                .contains("put UPDATE A-2 " + remote("A-2"), "put UPDATE A-3 " + remote("A-3"), "put CREATE A-7 null")
                .noneMatch(call -> call.contains("A-1"));
        assertThat(partner.things.get(remote("A-2"))).containsEntry("title", "Pince");
        settled();
        assertThat(adopt(List.of("sku"), false).counts().get("products")).containsEntry("links", 0L);
    }

    @Test
    void anAdoptionSomethingHasMovedUnderIsRefusedAsAWhole() {
        channel("approve", "");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "active", "name", Map.of("fr_FR", "Pince"));
        partner.holds("A-1", "Gant", null);
        partner.holds("A-2", "Pince", null);
        var survey = adopt(List.of("key"), false);
        product("A-2", "name", Map.of("fr_FR", "Autre pince"));
        reconciler.now();

        assertThat(surveys.apply(survey.id(), "anne")).isEqualTo(new Planning.Applied.Stale(List.of("products A-2")));
        assertThat(remote("A-1")).isNull();
        assertThat(surveys.adopt("shop", List.of("colour"), false, "anne"))
                .isEqualTo(new Surveys.Begun.Not("products are not found by 'colour'; there are key, sku, gtin"));
    }

    @Test
    void orphansGoWhenTheirRemovalWasApproved() {
        channel("approve", "");
        start();
        product("A-1", "status", "active", "name", Map.of("fr_FR", "Gant"));
        product("A-2", "status", "draft", "name", Map.of("fr_FR", "Pince"));
        partner.holds("A-1", "Gant", null);
        var draft = partner.holds("A-2", "Pince", null);
        var strange = partner.holds("STRANGE", "Theirs", null);

        var survey = adopt(List.of(), true);
        assertThat(survey.sum("orphans")).isEqualTo(2);
        assertThat(sync()).isEmpty();

        assertThat(surveys.apply(survey.id(), "anne")).isEqualTo(new Planning.Applied.Done(3));
        assertThat(sync()).containsExactlyInAnyOrder("drop RETIRE A-2 " + draft, "drop RETIRE STRANGE " + strange);
        assertThat(partner.things).hasSize(1);
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.RETIRED, 2L));
        settled();
        assertThat(verify(false).differences()).isZero();
    }

    @Test
    void itIsComparedAtNightUnlessTheFileSaysOtherwise() {
        start();
        var shop = home.channel("shop").orElseThrow();
        var nights = new Nights(publishing, new Switches(database), clock, clock.instant());
        assertThat(nights.due(shop, List.of())).isFalse();
        clock.set(Instant.parse("2026-11-23T01:59:00Z"));
        assertThat(nights.due(shop, List.of())).isFalse();
        clock.set(Instant.parse("2026-11-23T02:00:00Z"));
        assertThat(nights.due(shop, List.of())).as("03:00 in Paris").isTrue();
        surveys.close();

        channel("auto", "verify: { mode: off }");
        start();
        clock.pass(Duration.ofDays(2));
        assertThat(nights.due(home.channel("shop").orElseThrow(), List.of())).isFalse();
    }

    @Test
    void whatCannotBeReadSaysSo() {
        channel("off", "");
        start();
        assertThat(surveys.verify("shop", false, "anne"))
                .isEqualTo(new Surveys.Begun.Not("what stands at the partner cannot be read: channel shop is off, or no"
                        + " stream of its system says 'reads' in its connector.yaml"));
        assertThat(surveys.readable("shop")).isEmpty();
    }

    private Outcome failed(Fault fault, String text) {
        return new Outcome.Failed(fault, null, text, new Reply(500, Map.of(), new byte[0], 9), List.of());
    }

    private void sent(int count) {
        start();
        for (int n = 1; n <= count; n++) {
            product("A-" + String.format("%03d", n), "status", "active", "name", Map.of("fr_FR", "Gant " + n));
        }
        assertThat(sync()).hasSize(count);
        settled();
    }

    /** So long after that the list shows what was sent. */
    private void settled() {
        clock.pass(Duration.ofMinutes(3));
    }

    private Survey verify(boolean reportOnly) {
        partner.pages = 0;
        return over(surveys.verify("shop", reportOnly, "anne"));
    }

    private Survey adopt(List<String> match, boolean retire) {
        return over(surveys.adopt("shop", match, retire, "anne"));
    }

    private Survey over(Surveys.Begun begun) {
        assertThat(begun).isInstanceOf(Surveys.Begun.Running.class);
        var survey = surveys.await(((Surveys.Begun.Running) begun).id(), Duration.ofSeconds(20))
                .orElseThrow();
        assertThat(survey.state()).isNotEqualTo(Survey.State.RUNNING);
        return survey;
    }

    private List<org.assertj.core.groups.Tuple> lines(Survey survey) {
        return surveys.lines(survey.id(), 0, 100).values().stream()
                .map(line -> tuple(line.what(), line.key(), line.why(), line.fields()))
                .toList();
    }

    /** What was sent. */
    private List<String> sync() {
        partner.calls.clear();
        reconciler.now();
        for (var due = deliveries.next("shop", "products", false);
                due.isPresent();
                due = deliveries.next("shop", "products", false)) {
            deliveries.call(due.get(), "put");
            deliveries.call(due.get(), "drop");
            due.get().settle(false);
        }
        return List.copyOf(partner.calls);
    }

    private Lane lane() {
        return ledger.lane("shop", "products", null);
    }

    private long id(String key) {
        return master.goldens().byKey(Kind.PRODUCTS, key).orElseThrow().id();
    }

    private Item item(String key) {
        return ledger.item(lane(), id(key)).orElseThrow();
    }

    private String remote(String key) {
        return ledger.duties().remoteIds(lane(), List.of(id(key))).get(id(key));
    }

    private Map<State, Long> counts() {
        return ledger.counts(lane()).byState();
    }

    private void product(String key, Object... pairs) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        var results = master.intake()
                .take(
                        Delivery.byKey("pim", Kind.PRODUCTS, 1),
                        List.of(Incoming.of(new Document(Kind.PRODUCTS, key, values))));
        assertThat(results).hasSize(1);
    }

    private void write(String path, String text) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
