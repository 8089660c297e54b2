package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caravanserai.order.Trade.incoming;
import static org.caravanserai.order.Trade.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.Work;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The place that was read moves with what the message did, or neither happens. */
class TopicMarksTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";

    private static TopicMarks.Mark at(long position) {
        return new TopicMarks.Mark("t-1", position);
    }

    /** What messages can do, one after the other. */
    private static List<Consumer<Work<?>>> messages(Trade trade) {
        var orders = trade.orders;
        var other = Order.of("PO-1", "C-10042", "EUR", List.of(Trade.line("1", "GL-200-9", "11", "12.50")), null);
        var unknown = Order.of("PO-2", "C-10042", "EUR", List.of(Trade.line("1", "NONE", "11", "12.50")), null);
        var senseless = Order.of("PO-3", "C-10042", "EUR", List.of(), null);
        var message = Incoming.Message.of("kafka", "t/0/4", new byte[0], "{".getBytes(StandardCharsets.UTF_8));
        var messages = new ArrayList<Consumer<Work<?>>>();
        messages.add(along ->
                assertThat(orders.accept(incoming(order("PO-1")), along)).isInstanceOf(Receipt.Taken.class));
        messages.add(along -> assertThat(orders.accept(incoming(order("PO-1")), along))
                .isInstanceOfSatisfying(
                        Receipt.Taken.class,
                        taken -> assertThat(taken.repeated()).isTrue()));
        messages.add(along -> assertThat(orders.accept(incoming(other), along)).isInstanceOf(Receipt.Conflict.class));
        messages.add(
                along -> assertThat(orders.accept(incoming(unknown), along)).isInstanceOf(Receipt.Refused.class));
        messages.add(
                along -> assertThat(orders.accept(incoming(senseless), along)).isInstanceOf(Receipt.Refused.class));
        messages.add(along -> orders.unreadable("shop", "", "", message, List.of(new Flaw("", "is no JSON")), along));
        messages.add(along -> orders.refused(
                "shop", "", "", message, List.of(new Reason(OrderCode.NO_ORDER, "", "a tombstone")), along));
        return messages;
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void everyMessageMovesThePlaceByOne(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var marks = new TopicMarks(trade.database, "shop.orders");
            trade.orders.along(marks.move(0, null, at(0)));
            long place = 0;
            for (var message : messages(trade)) {
                message.accept(marks.move(0, at(place), at(place + 1)));
                place++;
                assertThat(marks.of(0)).contains(at(place));
            }
            assertThat(marks.of(1)).isEmpty();
            assertThat(trade.orders.page(Long.MAX_VALUE, 10)).hasSize(1);
            assertThat(trade.orders.troubles(Long.MAX_VALUE, 10)).hasSize(5);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsReadFromAPlaceThatHasMovedOnDoesNothing(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var marks = new TopicMarks(trade.database, "shop.orders");
            trade.orders.along(marks.move(0, null, at(7)));
            for (var message : messages(trade)) {
                assertThatThrownBy(() -> message.accept(marks.move(0, at(6), at(7))))
                        .isInstanceOf(Unreachable.class)
                        .hasMessage("partition 0 of shop.orders is read by another hub as well");
            }
            // Neither another topic of the same name.
            var stale = marks.move(0, new TopicMarks.Mark("t-0", 7), at(8));
            assertThatThrownBy(() -> trade.orders.accept(incoming(order("PO-9")), stale))
                    .isInstanceOf(Unreachable.class);
            assertThat(marks.of(0)).contains(at(7));
            assertThat(trade.orders.page(Long.MAX_VALUE, 10)).isEmpty();
            assertThat(trade.orders.troubles(Long.MAX_VALUE, 10)).isEmpty();
        }
    }
}
