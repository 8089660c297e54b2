package org.caravanserai.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Progress;
import org.caravanserai.ingest.Samples;
import org.caravanserai.ingest.Ways;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board over the shipped home: every figure equals a recount from the files, every planted defect is in a list, every list is as long as its value. */
class MorvanHealthTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path data;

    private static Home home;
    private static Database database;
    private static Master master;
    private static Health health;
    private static MorvanRecount recount;

    private record Defect(String file, String key, String attribute, String counter) {}

    @BeforeAll
    static void count() throws IOException {
        home = Home.read(Path.of("."), null, Library.empty());
        assertThat(home.problems()).isEmpty();
        Samples.copy(home, data, TODAY);
        database = Database.open(TestDatabases.settings(org.caravanserai.store.Dialect.H2), CLOCK);
        master = Master.open(database, Rules.of(home));
        var ingest = new Ingest(master, database, home::sources, new Ways(home, CLOCK), data);
        for (var source : List.of("pim", "dam", "erp", "erp-prices", "erp-stock", "newsletter", "crm")) {
            var from = home.sources().get(source);
            var entities = from.entities().values().stream()
                    .sorted(Comparator.comparing(each ->
                            each.kind() == Kind.CATEGORIES ? 0 : each.kind().code()))
                    .toList();
            for (var entity : entities) {
                try (var files = Files.newDirectoryStream(
                        data.resolve(from.connection().value("directory")),
                        entity.files().get(0))) {
                    for (var file : files) {
                        ingest.file(source, entity.kind(), file, Progress.NONE);
                    }
                }
            }
        }
        health = new Health(home, master, new Ledger(database), database, CLOCK, Duration.ZERO);
        assertThat(health.pending()).isTrue();
        health.recount();
        recount = new MorvanRecount(TODAY);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void every_list_equals_the_recount() {
        recount.lines.forEach(
                (figure, lines) -> assertThat(list(figure)).as(figure).isEqualTo(lines));
        var counted = recount.lines.keySet().stream()
                .map(figure -> figure.substring(0, figure.indexOf('?')))
                .collect(Collectors.toSet());
        assertThat(health.figures().stream()
                        .filter(figure -> counted.contains(figure.counter().id()) && figure.value() > 0)
                        .map(figure ->
                                figure.counter().id() + "?" + figure.scope().text()))
                .containsExactlyInAnyOrderElementsOf(recount.lines.keySet());
    }

    @Test
    void duplicates_are_records_minus_clusters() {
        assertThat(recount.clusters).hasSize(4).allSatisfy((counter, clusters) -> {
            var surplus =
                    clusters.stream().mapToInt(cluster -> cluster.size() - 1).sum();
            assertThat(whole(counter).value()).as(counter).isEqualTo(surplus).isPositive();
            assertThat(items(whole(counter), 100)).allSatisfy(item -> {
                var kept = item.detail().substring(item.detail().lastIndexOf(' ') + 1);
                assertThat(clusters)
                        .as(counter + " " + item)
                        .anyMatch(cluster -> cluster.contains(item.key()) && cluster.contains(kept));
            });
        });
    }

    @Test
    void every_planted_defect_is_found() throws IOException {
        var planted = defects();
        assertThat(planted).hasSizeGreaterThan(100);
        var absent = new ArrayList<Defect>();
        for (var defect : planted) {
            var items = items(whole(defect.counter()), 50);
            boolean found = items.stream()
                    .anyMatch(item -> item.key().equals(defect.key()) && names(item, defect)
                            // The first record of a cluster is the one that stays; the others name it.
                            || defect.counter().startsWith("duplicate-")
                                    && (item.detail() + " ").contains(" " + defect.key() + " "));
            if (!found) {
                absent.add(defect);
            }
        }
        assertThat(absent).isEmpty();
    }

    /** Lists that hold nothing but what was planted, and one more where the files have it by other causes. */
    @Test
    void nothing_else_is_found() throws IOException {
        var planted = defects().stream()
                .collect(Collectors.groupingBy(
                        Defect::counter, Collectors.mapping(Defect::key, Collectors.toCollection(TreeSet::new))));
        for (var counter : List.of(
                "unfinished-products",
                "inactive-products",
                "inactive-categories",
                "expired-media",
                "expiring-media",
                "unused-media",
                "media-tag-quality",
                "anonymous-companies",
                "anonymous-contacts",
                "incomplete-contacts")) {
            assertThat(keys(counter)).as(counter).isEqualTo(planted.get(counter));
        }
        // Left out on the way in: a date that is none, a VAT number of a wrong key.
        assertThat(without(keys("media-unknown-expiry"), planted.get("media-unknown-expiry")))
                .containsExactly("M-ME-100-3-1");
        assertThat(without(keys("incomplete-companies"), planted.get("incomplete-companies")))
                .containsExactly("C-10067");
        // A text missing in all languages is missing in each; a name that was left out is missing.
        assertThat(without(keys("missing-translations"), planted.get("missing-translations")))
                .containsExactly("ME-500", "TV-520");
        // A picture or a translation that is missing is something required, too.
        var others = new TreeSet<>(Set.of("ME-510-200", "ME-510-300", "ME-510-400"));
        others.addAll(planted.get("missing-translations"));
        assertThat(without(keys("incomplete-products"), planted.get("incomplete-products")))
                .isSubsetOf(others);
    }

    @Test
    void every_list_is_as_long_as_its_value() {
        assertThat(health.figures()).hasSizeGreaterThan(60).allSatisfy(figure -> {
            for (int page : List.of(1, 7, 1000)) {
                assertThat(items(figure, page))
                        .as(figure.toString())
                        .hasSize((int) figure.value())
                        .doesNotHaveDuplicates();
            }
            assertThat(figure.asOf()).isEqualTo(CLOCK.instant());
        });
    }

    @Test
    void references_to_nothing_and_findings_are_counted_as_planted() throws IOException {
        assertThat(list("dangling-references?")).containsExactly("M-PI-310-9|media");
        assertThat(whole("dangling-references").value()).isEqualTo(1);
        long planted =
                rows().stream().filter(row -> row.get(6).equals("finding")).count();
        assertThat(whole("open-findings").value()).isEqualTo(planted);
        var parts = health.figures().stream()
                .filter(figure -> figure.counter().id().equals("open-findings")
                        && !figure.scope().equals(Scope.ALL))
                .toList();
        assertThat(parts.stream().mapToLong(Figure::value).sum()).isEqualTo(planted);
        assertThat(parts)
                .extracting(figure -> figure.scope().dimensions().keySet())
                .containsOnly(Set.of("source", "entity", "rule"));
    }

    @Test
    void declared_counters_are_split_as_their_file_says() {
        var parts = health.figures().stream()
                .filter(figure -> figure.counter().id().equals("incomplete-by-family")
                        && !figure.scope().equals(Scope.ALL))
                .toList();
        // The same predicate as the hub's own counter, so the same sums per channel and language.
        for (var own : health.figures()) {
            if (own.counter().id().equals("incomplete-products") && !own.scope().equals(Scope.ALL)) {
                var same = parts.stream()
                        .filter(part ->
                                part.scope().text().startsWith(own.scope().text() + ","))
                        .toList();
                assertThat(same.stream().mapToLong(Figure::value).sum())
                        .as(own.scope().text())
                        .isEqualTo(own.value());
                assertThat(same.stream().mapToLong(Figure::population).sum())
                        .as(own.scope().text())
                        .isEqualTo(own.population());
            }
        }
        assertThat(whole("incomplete-by-family").value())
                .isEqualTo(whole("incomplete-products").value());
    }

    @Test
    void nothing_personal_leaves_through_figures_meters_or_beans() throws Exception {
        var people = new SampleFiles(TODAY)
                .sheet("crm/customers.xlsx", "Contacts", "ContactId")
                .values();
        var secrets = new TreeSet<String>();
        people.forEach(row -> List.of("Email", "Phone", "Mobile", "LastName")
                .forEach(column -> secrets.add((String) row.get(column))));
        secrets.removeIf(text -> text.length() < 6);
        var registry = new SimpleMeterRegistry();
        Gauges.register(health, registry);
        var server = MBeanServerFactory.newMBeanServer();
        try (var beans = new Beans(health, server)) {
            var seen = new StringBuilder();
            health.figures().forEach(figure -> seen.append(figure).append(items(figure, 1000)));
            registry.getMeters().forEach(meter -> seen.append(meter.getId()));
            server.queryNames(new ObjectName("org.caravanserai:*"), null).forEach(seen::append);
            var text = seen.toString();
            assertThat(secrets).hasSizeGreaterThan(100).noneMatch(text::contains);
            assertThat(registry.get("hub.health.counter")
                            .tag("counter", "anonymous-contacts")
                            .gauge()
                            .value())
                    .isEqualTo(6);
            assertThat(registry.get("hub.health.counter")
                            .tags("counter", "incomplete-products", "channel", "groupe-chantier", "locale", "de_DE")
                            .gauge()
                            .value())
                    .isEqualTo(13);
            assertThat(server.getAttribute(
                            new ObjectName("org.caravanserai:type=Health,counter=unused-media"), "Value"))
                    .isEqualTo(27L);
        }
        assertThat(server.queryNames(new ObjectName("org.caravanserai:*"), null))
                .isEmpty();
    }

    @Test
    void a_second_recount_changes_nothing() {
        var before = health.figures();
        health.recount();
        assertThat(health.figures()).isEqualTo(before);
        assertThat(health.pending()).isFalse();
    }

    private static boolean names(Item item, Defect defect) {
        var wanted = defect.attribute();
        return switch (defect.counter()) {
            case "incomplete-companies", "incomplete-contacts", "incomplete-products", "missing-translations" ->
                List.of(item.detail().split(", ")).stream()
                        .anyMatch(each -> each.equals(wanted)
                                || each.endsWith(":" + wanted)
                                // No channel that wants its description in another language takes it.
                                || defect.key().equals("TV-520") && each.equals("description.de_DE"));
            default -> true;
        };
    }

    private static Figure whole(String counter) {
        return health.figure(counter, Scope.ALL).orElseThrow(() -> new AssertionError("no figure " + counter));
    }

    private static Set<String> keys(String counter) {
        return items(whole(counter), 100).stream().map(Item::key).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        assertThat(all).containsAll(some);
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Set<String> list(String figure) {
        int at = figure.indexOf('?');
        var found = health.figure(figure.substring(0, at), new Scope(figure.substring(at + 1)))
                .orElseThrow(() -> new AssertionError("no figure " + figure));
        return items(found, 100).stream()
                .map(item -> item.key() + "|" + item.detail())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Item> items(Figure figure, int page) {
        var all = new ArrayList<Item>();
        var after = Item.START;
        while (true) {
            var items = health.items(figure.counter().id(), figure.scope(), after, page);
            all.addAll(items);
            if (items.size() < page) {
                return all;
            }
            after = items.get(items.size() - 1);
        }
    }

    private static List<Defect> defects() throws IOException {
        return rows().stream()
                .filter(row -> row.get(6).startsWith("counter:"))
                .map(row -> new Defect(
                        row.get(2), row.get(3), row.get(4), row.get(6).substring("counter:".length())))
                .toList();
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readString(Path.of("src/test/homes-expected/morvan-defects.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)))
                .toList();
    }
}
