package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.caravanserai.crash.FaultProxy.Kind;
import org.caravanserai.crash.FaultProxy.Step;
import org.caravanserai.ledger.Duties;
import org.caravanserai.ledger.State;
import org.caravanserai.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F10, F11, F12: what becomes of items when a partner answers with errors, asks for patience, or hardly answers at all. Budget: IT, about 30 s. */
class PartnerFaultsIT {
    private static final Duration MINUTES = Duration.ofMinutes(3);
    private static final String CREATE = "products.create";

    private Rig rig = new Rig(10, 5);

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private void status(String operation, int status) {
        rig.arm(Shop.PRESTA, Fault.of(Fault.Kind.STATUS).on(operation).with("status", String.valueOf(status)));
    }

    private long count(State state) {
        return rig.hub.count("presta", state);
    }

    private List<Duties.Attempt> attempts(int i) {
        var id = rig.hub
                .master
                .goldens()
                .byKey(org.caravanserai.canonical.Kind.PRODUCTS, Catalogue.sku(i))
                .orElseThrow()
                .id();
        return rig.hub.ledger.duties().attempts(rig.hub.lane("presta"), id, 20);
    }

    /** In the end everything is everywhere, once. */
    private void endsWell(int items) {
        rig.hub.settle(MINUTES);
        for (var shop : Shop.ALL) {
            assertThat(rig.shown(shop)).as(shop.channel()).isEqualTo(Rig.wanted(items, 1));
            assertThat(rig.hub.count(shop.channel(), State.CONFIRMED)).isEqualTo(items);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aBadMomentIsTriedAgainAndParksNothing(int status) {
        status(CREATE, status);
        rig.hub.put(1, Rig.numbers(10));
        rig.hub.sync();
        assertThat(count(State.PARKED)).isZero();
        assertThat(count(State.UNKNOWN)).isZero();
        // On a slow machine the pause is over before all others were sent.
        assertThat(count(State.PENDING) + count(State.CONFIRMED)).isEqualTo(10);
        endsWell(10);
        assertThat(rig.calls(Shop.PRESTA)).filteredOn(CREATE::equals).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void aGatewayThatGivesUpLeavesDoubtAndALookUpEndsIt(int status) {
        rig.arm(
                Shop.PRESTA,
                Fault.of(Fault.Kind.STATUS)
                        .on(CREATE)
                        .with("status", String.valueOf(status))
                        .with("processed", "true"));
        rig.hub.put(1, Rig.numbers(10));
        rig.hub.sync();
        assertThat(count(State.UNKNOWN)).isEqualTo(1);
        assertThat(count(State.PARKED)).isZero();
        endsWell(10);
        assertThat(rig.calls(Shop.PRESTA))
                .as("the look-up has found it: nothing was created a second time")
                .filteredOn(CREATE::equals)
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aRefusalOfTheWholeChannelStopsItAndParksNothing(int status) {
        rig.arm(Shop.PRESTA, Fault.of(Fault.Kind.STATUS).times(0).on(CREATE).with("status", String.valueOf(status)));
        rig.hub.put(1, Rig.numbers(10));
        rig.hub.sync();
        assertThat(rig.hub.switches.of("presta").stoppedWhy()).contains(String.valueOf(status));
        assertThat(count(State.PENDING)).isEqualTo(10);
        long calls = rig.calls(Shop.PRESTA).size();
        rig.clock.later(Duration.ofMinutes(9));
        rig.hub.sync();
        assertThat(rig.calls(Shop.PRESTA)).as("nothing before the probe").hasSize((int) calls);
        rig.clock.later(Duration.ofMinutes(2));
        rig.hub.sync();
        assertThat(rig.calls(Shop.PRESTA)).as("one item is tried").hasSize((int) calls + 2);
        assertThat(count(State.PARKED)).isZero();
        assertThat(rig.hub.count("woo", State.CONFIRMED)).as("others go on").isEqualTo(10);
        rig.partner(Shop.PRESTA).disarm();
        rig.clock.later(Duration.ofMinutes(11));
        endsWell(10);
        assertThat(rig.hub.switches.of("presta").running()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void aRefusalOfTheContentParksThatItemOnly(int status) {
        status(CREATE, status);
        rig.hub.put(1, Rig.numbers(10));
        rig.hub.settle(MINUTES);
        assertThat(count(State.PARKED)).isEqualTo(1);
        assertThat(count(State.CONFIRMED)).isEqualTo(9);
        var groups = rig.hub.parked.groups("presta");
        assertThat(groups).hasSize(1);
        var why = groups.get(0).example();
        assertThat(why.code()).as("the partner's own code where it gives one").isEqualTo("1");
        assertThat(why.text()).isNotBlank();
        assertThat(rig.hub.parked.replay(new org.caravanserai.delivery.hold.Parked.Filter("presta", null, null)))
                .isEqualTo(1);
        endsWell(10);
    }

    @Test
    void aThingThatIsNotThereConcernsThatThingOnly() {
        rig.hub.put(1, Rig.numbers(10));
        rig.hub.settle(MINUTES);
        status("products.update", 404);
        rig.hub.put(3, List.of(1, 2));
        rig.hub.settle(MINUTES);
        assertThat(count(State.PARKED)).isEqualTo(1);
        assertThat(count(State.CONFIRMED)).isEqualTo(9);
        assertThat(rig.hub.switches.of("presta").running()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "date:90", "", "absurd"})
    void aPartnerThatAsksForPatienceIsLeftAloneAndItCostsNoAttempt(String retryAfter) {
        var fault = Fault.of(Fault.Kind.THROTTLE).on(CREATE);
        rig.arm(Shop.PRESTA, retryAfter.isEmpty() ? fault : fault.with("retryAfter", retryAfter));
        rig.hub.put(1, Rig.numbers(10));
        rig.hub.sync();
        assertThat(rig.calls(Shop.PRESTA)).as("a look-up and the refused call").hasSize(2);
        if (retryAfter.contains("90")) {
            rig.clock.later(Duration.ofSeconds(80));
            rig.hub.sync();
            assertThat(rig.calls(Shop.PRESTA)).as("before the time").hasSize(2);
        }
        rig.clock.later(Duration.ofHours(1));
        rig.hub.sync();
        assertThat(count(State.CONFIRMED)).as("after an hour at the latest").isEqualTo(10);
        assertThat(attempts(0)).extracting(Duties.Attempt::outcome).containsExactly("accepted", "again");
        assertThat(attempts(0).get(1).code()).isEqualTo("throttled");
        endsWell(10);
    }

    @Test
    void aCeilingThatNoAnswerSpeaksOfIsKeptInEveryWindow() throws IOException {
        rig.close();
        rig = new Rig(60, 5);
        rig.hub.put(1, Rig.numbers(60));
        for (int n = 0; n < 400 && rig.hub.count("market", State.CONFIRMED) < 60; n++) {
            rig.hub.sync();
            rig.clock.later(Duration.ofSeconds(17));
            if (n == 40) {
                rig.restart();
            }
        }
        endsWell(60);
        assertThat(rig.calls(Shop.MARKET)).filteredOn("OF24"::equals).hasSizeGreaterThanOrEqualTo(12);
        assertThat(rig.partner(Shop.MARKET).violations()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SILENCE", "TRICKLE", "CUT_HALF", "LOSE_ANSWER"})
    void aCreationNobodyAnswersProperlyIsInDoubtAndEndsAsOne(Kind kind) throws IOException {
        rig.close();
        // Long enough for the look-up before it on a busy machine, which is not in doubt when it times out.
        rig = new Rig(10, 5, "{ retirements: 100% }", "4s");
        rig.proxies.get(Shop.PRESTA).next(new Step(Kind.PASS, Duration.ZERO), new Step(kind, Duration.ofSeconds(30)));
        rig.hub.put(1, List.of(0));
        long began = System.nanoTime();
        rig.hub.sync();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("bounded by the time-out")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(count(State.UNKNOWN)).isEqualTo(1);
        assertThat(count(State.PARKED)).isZero();
        endsWell(1);
    }

    @Test
    void aSilentPartnerKeepsNobodyElseWaiting() throws IOException {
        rig.close();
        rig = new Rig(40, 5, "{ retirements: 100% }", "20s");
        rig.proxies.get(Shop.PRESTA).always(new Step(Kind.SILENCE, Duration.ZERO));
        rig.hub.put(1, Rig.numbers(40));
        long began = System.nanoTime();
        rig.hub.start();
        org.caravanserai.store.TestDatabases.until(
                () -> !rig.hub.lanes().isEmpty() && !rig.hub.behind() && rig.hub.count("woo", State.CONFIRMED) == 40);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("while the first call to the silent one still waits")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(count(State.CONFIRMED)).isZero();
        rig.proxies.get(Shop.PRESTA).always(null);
        rig.proxies.get(Shop.PRESTA).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://nowhere.invalid", "http://127.0.0.1:1", "https://127.0.0.1"})
    void aPartnerThatCannotBeReachedCostsNothingButTime(String base) throws IOException {
        var file = rig.home.resolve("config/channels/presta.yaml");
        var right = Files.readString(file);
        var address = rig.proxies.get(Shop.PRESTA).address();
        var plain = noTls();
        var wrong = base.startsWith("https") ? base + ":" + plain.getLocalPort() : base;
        Files.writeString(file, right.replace(address, wrong));
        rig.restart();
        rig.hub.put(1, Rig.numbers(10));
        for (int n = 0; n < 5; n++) {
            rig.hub.sync();
            rig.clock.later(Duration.ofSeconds(20));
        }
        assertThat(count(State.PENDING)).isEqualTo(10);
        assertThat(count(State.UNKNOWN) + count(State.PARKED)).isZero();
        assertThat(rig.hub.switches.of("presta").running())
                .as("only what somebody must mend stops a channel")
                .isEqualTo(!base.startsWith("https"));
        assertThat(rig.hub.count("woo", State.CONFIRMED)).isEqualTo(10);
        plain.close();
        Files.writeString(file, right);
        rig.restart();
        rig.clock.later(Duration.ofMinutes(31));
        endsWell(10);
    }

    /** A partner that does not speak TLS and says so at once. */
    private static ServerSocket noTls() throws IOException {
        var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            while (true) {
                try (var line = socket.accept()) {
                    line.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    line.getOutputStream().flush();
                    line.getInputStream().read();
                } catch (IOException closed) {
                    if (socket.isClosed()) {
                        return;
                    }
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket;
    }
}
