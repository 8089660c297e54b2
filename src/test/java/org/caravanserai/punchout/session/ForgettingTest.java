package org.caravanserai.punchout.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.Purpose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is old goes with all there is to it; what is not, or still goes on, stays whole. */
class ForgettingTest {
    private static final Period MONTH = Period.ofDays(30);

    private static long rows(Visits visits, String table) {
        return visits.database
                .read(tx -> tx.first("select count(*) from " + table, Bind.NONE, row -> row.getLong(1)))
                .orElseThrow();
    }

    private static Answers.Document document(String id) {
        return new Answers.Document(Visits.acme(), id, id.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void oldVisitsAndAnswersGoWithAllTheirRows(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var old = visits.shopping(Visits.create());
            visits.sessions.transfer(old, visits.filled(old));
            visits.answers.keep(document("p-old"), new byte[] {1});
            visits.happenings.note("acme", Happening.Code.REFUSED, "old", new byte[] {1});
            visits.clock.pass(Duration.ofDays(40));
            var young = visits.shopping(Visits.create());
            visits.sessions.transfer(young, visits.filled(young));
            visits.answers.keep(document("p-young"), new byte[] {1});
            visits.happenings.note("acme", Happening.Code.REFUSED, "young", new byte[] {2});
            var forgetting = new Forgetting(visits.database, ZoneOffset.UTC);

            assertThat(forgetting.forget(Period.ofDays(50)).any())
                    .as("nothing is that old")
                    .isFalse();
            var forgotten = forgetting.forget(MONTH);

            assertThat(forgotten.visits()).isEqualTo(1);
            assertThat(forgotten.answers()).isEqualTo(1);
            assertThat(visits.sessions.find(old)).isEmpty();
            assertThat(visits.sessions.find(young)).isPresent();
            assertThat(visits.answers.earlier(document("p-old"))).isInstanceOf(Answers.New.class);
            assertThat(visits.answers.earlier(document("p-young"))).isInstanceOf(Answers.Answered.class);
            for (var table : new String[] {"session", "setup", "basket", "return", "line", "document"}) {
                assertThat(rows(visits, "punchout_" + table)).as(table).isEqualTo(1);
            }
            assertThat(visits.happenings.visits("acme", Long.MAX_VALUE, 10)).hasSize(1);
            assertThat(forgetting.forget(MONTH).any()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void oldDocumentsAboutOrdersGoUnlessTheyAreOnTheirWay(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            notice(visits, "N-old", 2);
            notice(visits, "N-refused", 3);
            notice(visits, "N-on-its-way", 1);
            visits.clock.pass(Duration.ofDays(40));
            notice(visits, "N-young", 2);
            var forgetting = new Forgetting(visits.database, ZoneOffset.UTC);

            assertThat(forgetting.forget(MONTH).notices()).isEqualTo(2);
            var left = visits.database.read(tx -> tx.query(
                    "select notice_key from punchout_notice order by notice_key", Bind.NONE, row -> row.getString(1)));
            assertThat(left).containsExactly("N-on-its-way", "N-young");
            assertThat(forgetting.forget(MONTH).any()).isFalse();
        }
    }

    private static void notice(Visits visits, String key, int state) {
        visits.database.write(
                Purpose.BATCH,
                tx -> tx.update(
                        "insert into punchout_notice (notice_key, account, payload, order_id, kind, document, version, test, at, state,"
                                + " code, body) values (?, 'acme', ?, 1, 1, 'AB-1', 1, false, ?, ?, 0, ?)",
                        Bind.of(key, key, visits.clock.millis(), state, new byte[] {1})));
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void manyPagesAreLookedThrough(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            for (int i = 0; i < 450; i++) {
                visits.ready(Visits.create());
            }
            visits.clock.pass(Duration.ofDays(40));
            visits.ready(Visits.create());

            assertThat(new Forgetting(visits.database, ZoneOffset.UTC)
                            .forget(MONTH)
                            .visits())
                    .isEqualTo(450);
            assertThat(rows(visits, "punchout_setup")).isEqualTo(1);
        }
    }
}
