package org.caravanserai.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.master.Samples.map;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.master.Change.Op;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every date the shipped model knows wakes its document on that day, in the zone of the company. */
class DatesOfTheModelTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private Database database;
    private Master master;

    @BeforeEach
    void open() {
        var home = Home.read(Path.of("."), null, Library.empty());
        assertThat(home.problems()).isEmpty();
        database = Database.open(TestDatabases.settings(Dialect.H2), Clock.fixed(NOW, ZoneOffset.UTC));
        master = Master.open(database, Rules.of(home));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        // what, of which kind, what the source says, and when it wakes
        "products, availableFrom, 2027-03-01, 2027-02-28T23:00:00Z",
        "products, retiredOn, 2027-07-01, 2027-06-30T22:00:00Z",
        "products, workflowSince, 2026-12-24, 2026-12-23T23:00:00Z",
        "media, rightsFrom, 2027-01-01, 2026-12-31T23:00:00Z",
        "media, rightsTo, 2027-06-30, 2027-06-29T22:00:00Z",
        "companies, customerSince, 2027-01-01, 2026-12-31T23:00:00Z"
    })
    void aDateWakesItsDocument(String entity, String attribute, String date, Instant due) {
        var kind = Kind.of(entity).orElseThrow();
        take(new Document(kind, "K", map(attribute, date)));
        wakes(kind, due);
    }

    @ParameterizedTest
    @CsvSource({
        "prices, validFrom, 2027-01-01, 2026-12-31T23:00:00Z",
        "prices, validTo, 2027-07-01, 2027-06-30T22:00:00Z",
        "stock, nextOn, 2026-12-01, 2026-11-30T23:00:00Z",
        "stock, at, 2026-12-01T08:00:00+01:00, 2026-12-01T07:00:00Z"
    })
    void aDateInASectionWakesItsDocument(String section, String field, String date, Instant due) {
        var element = section.equals("prices")
                ? map("list", "public", "amount", "1", field, date)
                : map("warehouse", "nevers", "quantity", "1", field, date);
        take(new Document(Kind.OFFERS, "K", map(section, List.of(element))));
        wakes(Kind.OFFERS, due);
    }

    @Test
    void aDayThatIsNoEndWakesOnceMoreWhenItIsPast() {
        take(new Document(Kind.PRODUCTS, "K", map("retiredOn", "2027-07-01")));
        assertThat(master.due().run(Instant.parse("2027-06-30T22:00:00Z"))).isEqualTo(1);
        assertThat(master.due().next())
                .as("for rules that ask whether it lies before today")
                .hasValue(Instant.parse("2027-07-01T22:00:00Z").toEpochMilli());
    }

    @Test
    void aDayGoneByAndAValueThatIsNoDateWakeNobody() {
        take(new Document(Kind.PRODUCTS, "K", map("availableFrom", "2020-01-01", "retiredOn", "soon")));
        assertThat(master.due().next()).isEmpty();
    }

    private void take(Document document) {
        assertThat(master.intake()
                        .take(Delivery.byKey("pim", document.kind(), 1), List.of(Incoming.of(document)))
                        .toString())
                .doesNotContain("Refused");
    }

    private void wakes(Kind kind, Instant due) {
        assertThat(master.due().next()).hasValue(due.toEpochMilli());
        long head = master.changes().head();
        assertThat(master.due().run(due.minusMillis(1))).isZero();
        assertThat(master.changes().head()).isEqualTo(head);
        assertThat(master.due().run(due)).isEqualTo(1);
        long id = master.goldens().byKey(kind, "K").orElseThrow().id();
        assertThat(master.changes().since(head, 10)).containsExactly(new Change(head + 1, id, kind, Op.DUE));
    }
}
