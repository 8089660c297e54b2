package org.caravanserai.punchout.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.CxmlForm;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A visit begins once and ends once, whatever browsers do; what it leaves behind can be read by people. */
class SessionsTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Setup.Line EARLIER =
            new Setup.Line(1, new Setup.Part("GL-200-9", "CVX-1"), new BigDecimal("3"), null, null, null);

    private static String document(Ended ended) {
        var form = ended instanceof Ended.Go go ? go.form() : ((Ended.Already) ended).form();
        return new String(CxmlForm.read(form.fields()).orElseThrow(), StandardCharsets.UTF_8);
    }

    /** The same at the same time, from four windows. */
    private static <T> List<T> together(Callable<T> call) throws Exception {
        int many = 4;
        var pool = Executors.newFixedThreadPool(many);
        try {
            var barrier = new CyclicBarrier(many);
            var futures = new ArrayList<java.util.concurrent.Future<T>>();
            for (int i = 0; i < many; i++) {
                futures.add(pool.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            var all = new ArrayList<T>();
            for (var future : futures) {
                all.add(future.get());
            }
            return all;
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aTokenOpensAVisitOnce(Dialect dialect) throws Exception {
        try (var visits = new Visits(dialect)) {
            var ready = visits.ready(Visits.create());

            var begun = together(() -> visits.sessions.start(Visits.BRAND, ready.token()));

            assertThat(begun.stream().filter(Optional::isPresent)).hasSize(1);
            var started = begun.stream().flatMap(Optional::stream).findFirst().orElseThrow();
            assertThat(started.session().state()).isEqualTo(Session.State.SHOPPING);
            assertThat(started.session().user()).isEqualTo("anna@acme.example");
            assertThat(started.session().setup()).isEqualTo(Visits.create().setup());
            assertThat(visits.sessions.find(started.key())).contains(started.session());
            assertThat(visits.codes(ready.id()))
                    .containsExactlyInAnyOrder(
                            Happening.Code.SETUP,
                            Happening.Code.STARTED,
                            Happening.Code.LATE,
                            Happening.Code.LATE,
                            Happening.Code.LATE);
            assertThat(started + "" + ready).doesNotContain(started.key(), ready.token());
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aTokenIsNotUsedUpInTheShopOfAnotherBrand(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var ready = visits.ready(Visits.create());

            for (var brand : new String[] {"other", "", Visits.BRAND.toUpperCase(java.util.Locale.ROOT)}) {
                assertThat(visits.sessions.start(brand, ready.token())).isEmpty();
            }
            assertThat(visits.codes(ready.id())).containsExactly(Happening.Code.SETUP);
            assertThat(visits.sessions.start(Visits.BRAND, ready.token())).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aTokenIsGoodForAShortTime(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var late = visits.ready(Visits.create());
            visits.clock.pass(Sessions.TOKEN_LIFE);

            assertThat(visits.sessions.start(Visits.BRAND, late.token())).isEmpty();
            assertThat(visits.sessions.expire()).isEqualTo(1);
            assertThat(visits.sessions.expire()).isZero();
            assertThat(visits.happenings.visit(late.id()).orElseThrow().state()).isEqualTo(Session.State.EXPIRED);
            assertThat(visits.codes(late.id()))
                    .containsExactly(Happening.Code.SETUP, Happening.Code.LATE, Happening.Code.EXPIRED);
            for (var wrong : new String[] {null, "", "x", "A".repeat(43), "A".repeat(100_000), "'; drop table x; --"}) {
                assertThat(visits.sessions.start(Visits.BRAND, wrong)).isEmpty();
                assertThat(visits.sessions.find(wrong)).isEmpty();
                assertThat(visits.sessions.basket(wrong).lines()).isEmpty();
                assertThat(visits.sessions.keep(wrong, Basket.EMPTY)).isInstanceOf(Basket.Closed.class);
                assertThat(visits.sessions.transfer(wrong, Visits.cart(List.of())))
                        .isInstanceOf(Ended.Unknown.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aCartGoesBackOnce(Dialect dialect) throws Exception {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.create());
            var cart = visits.filled(key);

            var ends = together(() -> visits.sessions.transfer(key, cart));

            assertThat(ends.stream().filter(Ended.Go.class::isInstance)).hasSize(1);
            assertThat(ends.stream().filter(Ended.Already.class::isInstance)).hasSize(3);
            assertThat(ends.stream().map(SessionsTest::document).distinct()).hasSize(1);
            var sent = document(ends.get(0));
            assertThat(sent)
                    .contains("<BuyerCookie>cookie &amp; <b>more</b></BuyerCookie>", "GL-200-9", "CostCenter")
                    .doesNotContain("never");
            assertThat(visits.sessions.cancel(key)).isInstanceOf(Ended.Already.class);
            assertThat(document(visits.sessions.cancel(key))).isEqualTo(sent);
            assertThat(visits.sessions.keep(key, visits.sessions.basket(key))).isInstanceOf(Basket.Closed.class);
            assertThat(visits.sessions.find(key).orElseThrow().state()).isEqualTo(Session.State.RETURNED);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatWentBackCanBeChangedAndNothingElse(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var unknown = visits.sessions.open(Visits.cxml(Visits.setup(Setup.Operation.EDIT, Visits.RETURN, EARLIER)));
            assertThat(unknown).isInstanceOf(Opening.UnknownLines.class);

            var key = visits.shopping(Visits.create());
            var cart = visits.filled(key);
            visits.sessions.transfer(key, cart);
            var part = new Setup.Part("GL-200-9", cart.lines().get(0).auxiliary());
            var known = new Setup.Line(1, part, new BigDecimal("3"), null, null, null);
            var edit = visits.shopping(Visits.cxml(Visits.setup(Setup.Operation.EDIT, Visits.RETURN, known)));

            var basket = visits.sessions.basket(edit);
            assertThat(basket.lines())
                    .containsExactly(new Basket.Line(part.auxiliary(), "GL-200-9", new BigDecimal("3"), null));
            assertThat(part.auxiliary()).matches("CV[0-9A-Z]+-1");
            var more = (Basket.Done) visits.sessions.keep(edit, basket.plus("GL-200-10", BigDecimal.ONE, "EA"));
            assertThat(more.basket().lines().get(1).mark()).isNotEqualTo(part.auxiliary());

            // Of another side, or of another account, it is nobody's.
            var test = new Opening(
                    Visits.acme(),
                    true,
                    Visits.setup(Setup.Operation.EDIT, Visits.RETURN, known),
                    Visits.create().way(),
                    "morvan",
                    "fr_FR");
            assertThat(visits.sessions.open(test)).isInstanceOf(Opening.UnknownLines.class);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void notesStayWithTheirLinesAndLanguagesWithTheVisit(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.create());
            var basket = visits.sessions.basket(key);
            var line = new Basket.Line(null, "GL-200-9", new BigDecimal("3"), null, " 3rd\n floor\u2028");
            visits.sessions.keep(key, basket.with(List.of(line)));
            var kept = visits.sessions.basket(key).lines().get(0);
            assertThat(kept.note()).as("one line").isEqualTo("3rd  floor");
            var more = visits.sessions.basket(key).plus("GL-200-9", BigDecimal.ONE, null);
            assertThat(more.lines().get(0).note()).isEqualTo("3rd  floor");
            assertThat(new Basket.Line(null, "A", BigDecimal.ONE, null, "x".repeat(300)).note())
                    .hasSize(200);
            assertThat(new Basket.Line(null, "A", BigDecimal.ONE, null, " ").note())
                    .isNull();

            assertThat(visits.sessions.speak(key, "de_DE")).isTrue();
            var session = visits.sessions.find(key).orElseThrow();
            assertThat(session.locale()).isEqualTo("de_DE");
            assertThat(session.setup().returnUrl()).as("nothing else changes").isEqualTo(Visits.RETURN);
            assertThat(visits.sessions.basket(key).lines()).containsExactly(kept);

            visits.sessions.transfer(key, visits.filled(key));
            assertThat(visits.sessions.speak(key, "fr_FR")).as("it is over").isFalse();
            assertThat(visits.sessions.speak("A".repeat(43), "fr_FR")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aNoteComesBackWithTheCartThatIsChanged(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.create());
            var cart = visits.filled(key);
            var basket = visits.sessions.basket(key);
            var first = basket.lines().get(0);
            visits.sessions.keep(
                    key,
                    basket.with(List.of(
                            new Basket.Line(first.mark(), first.sku(), first.quantity(), first.unit(), "Gate 4"))));
            visits.sessions.transfer(key, cart);
            var line = new Setup.Line(1, new Setup.Part(first.sku(), first.mark()), BigDecimal.ONE, null, null, null);
            var edit = visits.shopping(Visits.cxml(Visits.setup(Setup.Operation.EDIT, Visits.RETURN, line)));
            assertThat(visits.sessions.basket(edit).lines())
                    .extracting(Basket.Line::note)
                    .containsExactly("Gate 4");
        }
    }

    /** Check 12 of the acceptance list: an edited cart that was emptied deletes, one that was given up does not. */
    @ParameterizedTest
    @MethodSource(DIALECTS)
    void emptyCartsMeanWhatTheUserMeant(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var first = visits.shopping(Visits.create());
            var cart = visits.filled(first);
            visits.sessions.transfer(first, cart);
            var line = new Setup.Line(
                    1, new Setup.Part("GL-200-9", cart.lines().get(0).auxiliary()), BigDecimal.ONE, null, null, null);

            var emptied = visits.shopping(Visits.cxml(Visits.setup(Setup.Operation.EDIT, Visits.RETURN, line)));
            assertThat(document(visits.sessions.transfer(emptied, Visits.cart(List.of()))))
                    .doesNotContain("ItemIn", "204");

            var given = visits.shopping(Visits.cxml(Visits.setup(Setup.Operation.EDIT, Visits.RETURN, line)));
            assertThat(document(visits.sessions.cancel(given)))
                    .contains("<Status code=\"204\"")
                    .doesNotContain("ItemIn");

            var looked = visits.shopping(Visits.cxml(Visits.setup(Setup.Operation.INSPECT, Visits.RETURN, line)));
            assertThat(visits.sessions.keep(looked, visits.sessions.basket(looked)))
                    .isInstanceOf(Basket.Closed.class);
            assertThat(document(visits.sessions.transfer(looked, cart)))
                    .contains("<Status code=\"204\"")
                    .doesNotContain("ItemIn");

            var nowhere = visits.shopping(Visits.cxml(Visits.setup(Setup.Operation.INSPECT, null, line)));
            assertThat(visits.sessions.transfer(nowhere, cart)).isEqualTo(new Ended.Nowhere(Session.State.RETURNED));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aVisitThatExpiredReturnsNothingAndShowsTheWayBack(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.create());
            var cart = visits.filled(key);
            visits.clock.pass(Sessions.LIFE.minusMillis(1));
            visits.sessions.keep(key, visits.sessions.basket(key));
            visits.clock.pass(Duration.ofHours(1));
            assertThat(visits.sessions.find(key).orElseThrow().state()).isEqualTo(Session.State.SHOPPING);
            visits.clock.pass(Sessions.LIFE);

            assertThat(visits.sessions.find(key).orElseThrow().state()).isEqualTo(Session.State.EXPIRED);
            assertThat(visits.sessions.keep(key, visits.sessions.basket(key))).isInstanceOf(Basket.Closed.class);
            assertThat(visits.sessions.transfer(key, cart)).isEqualTo(new Ended.Nowhere(Session.State.EXPIRED));
            assertThat(visits.sessions.expire()).isEqualTo(1);
            assertThat(visits.sessions.transfer(key, cart)).isEqualTo(new Ended.Nowhere(Session.State.EXPIRED));
            assertThat(document(visits.sessions.cancel(key))).doesNotContain("ItemIn");
            assertThat(visits.sessions.cancel(key)).isInstanceOf(Ended.Already.class);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void twoWindowsDoNotLoseALine(Dialect dialect) throws Exception {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.create());
            var seen = visits.sessions.basket(key);

            var kept = together(() -> visits.sessions.keep(key, seen.plus("GL-200-9", BigDecimal.ONE, null)));

            assertThat(kept.stream().filter(Basket.Done.class::isInstance)).hasSize(1);
            assertThat(kept.stream().filter(Basket.Changed.class::isInstance)).hasSize(3);
            var current = visits.sessions.basket(key);
            assertThat(((Basket.Changed) kept.stream()
                                    .filter(Basket.Changed.class::isInstance)
                                    .findFirst()
                                    .orElseThrow())
                            .current())
                    .isEqualTo(current);
            assertThat(current.plus("GL-200-9", BigDecimal.ONE, null).lines())
                    .extracting(Basket.Line::quantity)
                    .containsExactly(new BigDecimal("2"));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void ociGoesBackAsItCame(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.oci(Setup.Operation.CREATE));
            assertThat(visits.sessions.find(key).orElseThrow().user()).isNull();
            var go = (Ended.Go) visits.sessions.transfer(key, visits.filled(key));

            assertThat(go.form().action()).isEqualTo("https://srm.buyer.example/hook");
            assertThat(go.form().charset()).isEqualTo(StandardCharsets.ISO_8859_1);
            assertThat(go.form().value("client")).isEqualTo("100");
            assertThat(go.form().value("NEW_ITEM-VENDORMAT[1]")).isEqualTo("GL-200-9");
            assertThat(go.form().fields().toString()).doesNotContain("canary-secret");

            var left = visits.shopping(Visits.oci(Setup.Operation.CREATE));
            visits.filled(left);
            var empty = (Ended.Go) visits.sessions.cancel(left);
            assertThat(empty.form().fields()).noneMatch(field -> field.name().startsWith("NEW_ITEM"));
            assertThat(((Ended.Already) visits.sessions.transfer(left, visits.filledNothing())).form())
                    .isEqualTo(empty.form());
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatMayNotBeginLeavesNothingBehind(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            for (var wrong : List.of(
                    "https://evil.example/",
                    "http://acme.example/",
                    "javascript:alert(1)",
                    "https://a@acme.example/")) {
                assertThat(visits.sessions.open(Visits.cxml(Visits.setup(Setup.Operation.CREATE, wrong))))
                        .isInstanceOf(Opening.WrongAddress.class);
            }
            assertThat(visits.happenings.visits("acme", Long.MAX_VALUE, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aCartThatCannotBeSaidStaysInTheShop(Dialect dialect) {
        try (var visits = new Visits(dialect)) {
            var key = visits.shopping(Visits.create());
            var cart = visits.filled(key);
            var line = cart.lines().get(0);
            var bare = new Cart.Line(
                    line.sku(),
                    line.auxiliary(),
                    line.quantity(),
                    null,
                    line.price(),
                    "fr",
                    line.name(),
                    null,
                    List.of(),
                    line.more());

            var ended = visits.sessions.transfer(key, Cart.of("K", "EUR", List.of(bare)));

            assertThat(ended).isInstanceOf(Ended.Impossible.class);
            assertThat(((Ended.Impossible) ended).problems().toString()).contains("no unit the buyer knows");
            assertThat(visits.sessions.transfer(key, cart)).isInstanceOf(Ended.Go.class);
        }
    }
}
