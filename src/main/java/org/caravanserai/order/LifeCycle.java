package org.caravanserai.order;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;

/**
 * What may follow what: a table {@code from;to;why}. A row without {@code from} names where orders begin, a row without {@code to} where they may end. Read at
 * the start of the hub, which refuses a table with a state nobody reaches or one no end is reached from.
 */
public final class LifeCycle {
    private static final String SHIPPED = "order/life-cycle.csv";

    private final Map<OrderState, Set<OrderState>> next;
    private final OrderState first;

    private LifeCycle(Map<OrderState, Set<OrderState>> next, OrderState first) {
        this.next = next;
        this.first = first;
    }

    /** The table cannot be used. */
    public static final class Bent extends RuntimeException {
        private final transient List<Problem> problems;

        Bent(List<Problem> problems) {
            super(String.join(
                    System.lineSeparator(),
                    problems.stream().map(Problem::toString).toList()));
            this.problems = List.copyOf(problems);
        }

        /** Everything that is wrong, with file and line. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * The table of this program.
     *
     * @throws Bent when it cannot be used
     */
    public static LifeCycle shipped() {
        try (var in = LifeCycle.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new Bent(List.of(problem(SHIPPED, 0, "is missing from the program")));
            }
            return read(SHIPPED, in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads and checks a table.
     *
     * @param file its name for messages
     * @throws Bent when it cannot be used; names everything that is wrong
     */
    public static LifeCycle read(String file, InputStream in) {
        return new Reader(file).read(in);
    }

    /** Where orders begin. */
    public OrderState first() {
        return first;
    }

    /** Whether an order may go from one to the other; staying where it is may always be. */
    public boolean allows(OrderState from, OrderState to) {
        return from == to || next.getOrDefault(from, Set.of()).contains(to);
    }

    private static Problem problem(String file, int line, String text) {
        return Problem.error(new Position(file, line, 0), OrderCode.LIFE_CYCLE.code(), text);
    }

    /** One reading of one table. */
    private static final class Reader {
        private final String file;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<OrderState, Set<OrderState>> next = new EnumMap<>(OrderState.class);
        private final Set<OrderState> ends = EnumSet.noneOf(OrderState.class);
        private OrderState first;

        Reader(String file) {
            this.file = file;
        }

        LifeCycle read(InputStream in) {
            try (var rows = Csv.records(in, CsvDialect.standard().separator(';'), List.of("from", "to", "why"))) {
                while (rows.hasNext()) {
                    var row = rows.next();
                    if (row instanceof Outcome.Taken<org.caravanserai.parser.CsvRecord> taken) {
                        row(
                                (int) taken.line(),
                                taken.value().cell("from"),
                                taken.value().cell("to"));
                    } else if (row instanceof Outcome.Refused<org.caravanserai.parser.CsvRecord> refused) {
                        wrong((int) refused.refusal().line(), refused.refusal().message());
                    }
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            check();
            if (!problems.isEmpty()) {
                throw new Bent(problems);
            }
            return new LifeCycle(next, first);
        }

        private void row(int line, String fromWord, String toWord) {
            var from = state(line, fromWord);
            var to = state(line, toWord);
            if (blank(fromWord) && to != null) {
                if (first != null) {
                    wrong(line, "orders begin at " + first.word() + " already; one row without 'from' is enough");
                }
                first = to;
            } else if (blank(toWord) && from != null) {
                ends.add(from);
            } else if (from != null && to != null) {
                if (from == to) {
                    wrong(line, from.word() + " follows itself; remove the row");
                } else if (!next.computeIfAbsent(from, none -> EnumSet.noneOf(OrderState.class))
                        .add(to)) {
                    wrong(line, from.word() + " to " + to.word() + " stands twice");
                }
            }
        }

        private OrderState state(int line, String word) {
            if (blank(word)) {
                return null;
            }
            var state = OrderState.of(word);
            if (state.isEmpty()) {
                wrong(
                        line,
                        "no order state is called '" + org.caravanserai.canonical.Finding.cut(word) + "'; there are "
                                + words(EnumSet.allOf(OrderState.class)));
            }
            return state.orElse(null);
        }

        private void check() {
            if (first == null) {
                wrong(0, "no row says where orders begin (an empty 'from')");
                return;
            }
            var reached = walk(Set.of(first), next);
            var lost = EnumSet.complementOf(EnumSet.copyOf(reached));
            if (!lost.isEmpty()) {
                wrong(0, "no order ever gets to " + words(lost) + ": add a row that leads there");
            }
            var back = new EnumMap<OrderState, Set<OrderState>>(OrderState.class);
            next.forEach((from, all) ->
                    all.forEach(to -> back.computeIfAbsent(to, none -> EnumSet.noneOf(OrderState.class))
                            .add(from)));
            var leading = walk(ends, back);
            var dead = EnumSet.copyOf(reached);
            dead.removeAll(leading);
            if (!dead.isEmpty()) {
                wrong(0, "an order at " + words(dead) + " never comes to an end: add a row that leads on");
            }
        }

        private static Set<OrderState> walk(Set<OrderState> from, Map<OrderState, Set<OrderState>> steps) {
            var seen = EnumSet.noneOf(OrderState.class);
            var open = new ArrayDeque<>(from);
            while (!open.isEmpty()) {
                var state = open.poll();
                if (seen.add(state)) {
                    open.addAll(steps.getOrDefault(state, Set.of()));
                }
            }
            return seen;
        }

        private void wrong(int line, String text) {
            problems.add(problem(file, line, text));
        }

        private static boolean blank(String word) {
            return word == null || word.isBlank();
        }

        private static String words(Set<OrderState> states) {
            return String.join(", ", states.stream().map(OrderState::word).toList());
        }
    }
}
