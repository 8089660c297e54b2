package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifeCycleTest {
    private static String shipped() throws IOException {
        try (var in = LifeCycleTest.class.getClassLoader().getResourceAsStream("order/life-cycle.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static LifeCycle read(String table) {
        return LifeCycle.read("life-cycle.csv", new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theTableOfThisProgramHoldsTogether() {
        var cycle = LifeCycle.shipped();

        assertThat(cycle.first()).isEqualTo(OrderState.RECEIVED);
        assertThat(cycle.allows(OrderState.UNKNOWN, OrderState.ACCEPTED)).isTrue();
        assertThat(cycle.allows(OrderState.SHIPPED, OrderState.SHIPPED)).isTrue();
        assertThat(cycle.allows(OrderState.CANCELLED, OrderState.READY)).isFalse();
        assertThat(cycle.allows(OrderState.SHIPPED, OrderState.CANCELLED)).isFalse();
    }

    /** A late event may lead from any state behind "accepted" to any other. */
    @Test
    void statesOfQuantitiesFollowEachOtherFreely() {
        var cycle = LifeCycle.shipped();
        var computed = Stream.of(
                        OrderState.ACCEPTED,
                        OrderState.BACKORDERED,
                        OrderState.PARTLY_SHIPPED,
                        OrderState.SHIPPED,
                        OrderState.REJECTED)
                .toList();
        for (var from : computed) {
            for (var to : computed) {
                assertThat(cycle.allows(from, to)).as(from + " to " + to).isTrue();
            }
        }
    }

    static Stream<Arguments> bent() {
        return Stream.of(
                Arguments.of("nobody gets there", "ready;unknown;|parked;unknown;", "no order ever gets to unknown"),
                Arguments.of("an island", ";received;", "no row says where orders begin"),
                Arguments.of("no way out", "parked;", "an order at parked never comes to an end"),
                Arguments.of("no end at all", "shipped;;|rejected;;|cancelled;;", "never comes to an end"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bent")
    void aTableWithoutTheseRowsIsRefused(String name, String without, String message) throws IOException {
        var gone = without.split("\\|");
        var table = new StringBuilder();
        shipped()
                .lines()
                .filter(row -> Stream.of(gone).noneMatch(row::startsWith))
                .forEach(row -> table.append(row).append('\n'));

        assertThatThrownBy(() -> read(table.toString()))
                .isInstanceOf(LifeCycle.Bent.class)
                .hasMessageContaining("life-cycle.csv ORDER-040")
                .hasMessageContaining(message);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("a typo", "ready;accpeted;\n", "no order state is called 'accpeted'"),
                Arguments.of("twice", "held;ready;\n", "held to ready stands twice"),
                Arguments.of("itself", "held;held;\n", "held follows itself"),
                Arguments.of("two beginnings", ";held;\n", "orders begin at received already"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aTableWithThisRowIsRefusedWithItsLine(String name, String row, String message) throws IOException {
        var table = shipped() + row;
        long line = table.lines().count();

        assertThatThrownBy(() -> read(table))
                .isInstanceOf(LifeCycle.Bent.class)
                .hasMessageContaining("life-cycle.csv:" + line + " ORDER-040 " + message);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws IOException {
        assertThatThrownBy(() -> read(shipped() + "held;held;\nnowhere;ready;\n"))
                .isInstanceOfSatisfying(
                        LifeCycle.Bent.class,
                        bent -> assertThat(bent.problems()).hasSize(2));
        assertThatThrownBy(() -> read("from;to;why\n")).hasMessageContaining("no row says where orders begin");
    }
}
