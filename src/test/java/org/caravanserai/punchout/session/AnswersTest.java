package org.caravanserai.punchout.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.caravanserai.punchout.Setup;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same document gets the same answer and does its work once; another one under its number is refused and seen. */
class AnswersTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";

    private static Answers.Document document(String id, String bytes) {
        return new Answers.Document(Visits.acme(), id, bytes.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] answer(String token) {
        return ("start at " + token).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aDocumentThatComesFourTimesAtOnceOpensOneVisit(Dialect dialect) throws Exception {
        try (var visits = new Visits(dialect)) {
            var pool = Executors.newFixedThreadPool(4);
            var barrier = new CyclicBarrier(4);
            var futures = new ArrayList<java.util.concurrent.Future<Answers.Visit>>();
            for (int i = 0; i < 4; i++) {
                futures.add(pool.submit(() -> {
                    barrier.await();
                    return visits.answers.open(document("p-1", "<a/>"), Visits.create(), AnswersTest::answer);
                }));
            }
            var bodies = new HashSet<String>();
            for (var future : futures) {
                var body = future.get() instanceof Answers.Open open
                        ? open.body()
                        : ((Answers.Answered) ((Answers.Taken) future.get()).earlier()).body();
                bodies.add(new String(body, StandardCharsets.UTF_8));
            }
            pool.shutdown();

            assertThat(bodies).hasSize(1);
            assertThat(visits.happenings.visits("acme", Long.MAX_VALUE, 10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anotherDocumentUnderItsNumberIsAConflictSomebodySees(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            visits.answers.keep(document("p-1", "<a/>"), "first".getBytes(StandardCharsets.UTF_8));

            assertThat(visits.answers.earlier(document("p-2", "<a/>"))).isInstanceOf(Answers.New.class);
            assertThat(((Answers.Answered) visits.answers.earlier(document("p-1", "<a/>"))).body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("first");
            assertThat(visits.answers.keep(document("p-1", "<b/>"), new byte[1]))
                    .isInstanceOf(Answers.Conflict.class);
            var troubles = visits.happenings.troubles(Long.MAX_VALUE, 10);
            assertThat(troubles).singleElement().satisfies(trouble -> {
                assertThat(trouble.code()).isEqualTo(Happening.Code.CONFLICT);
                assertThat(trouble.text()).contains("'p-1'", "409");
            });
            assertThat(visits.happenings.close(troubles.get(0).id(), "op", "asked them"))
                    .isTrue();
            assertThat(visits.happenings.close(troubles.get(0).id(), "op", "again"))
                    .isFalse();
            assertThat(visits.happenings.troubles(Long.MAX_VALUE, 10)).isEmpty();
            assertThat(visits.happenings.of("acme", Long.MAX_VALUE, 10))
                    .extracting(Happening::code)
                    .containsExactly(Happening.Code.CONFLICT, Happening.Code.REPEATED);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatWasRefusedMayComeAgainMended(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var wrong = Visits.cxml(Visits.setup(Setup.Operation.CREATE, "https://evil.example/"));
            assertThat(visits.answers.open(document("p-1", "<a/>"), wrong, AnswersTest::answer))
                    .isInstanceOf(Answers.Refused.class);
            assertThat(visits.answers.open(document("p-1", "<b/>"), Visits.create(), AnswersTest::answer))
                    .isInstanceOf(Answers.Open.class);
        }
    }
}
