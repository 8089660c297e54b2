package org.caravanserai.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in the line between hub and partner and spoils exchanges: by chance, from a seed, or as a script says. An exchange begins with the first bytes
 * of the caller after an answer; what becomes of it is decided then. Nothing is read ahead.
 */
final class FaultProxy extends LineProxy {
    /** What becomes of an exchange. */
    enum Kind {
        /** As if nothing stood in between. */
        PASS,
        /** The request comes late. */
        DELAY,
        /** The answer comes late. */
        LATE_ANSWER,
        /** The line ends before the partner has seen anything. */
        CUT_BEFORE,
        /** The same with a reset instead of an end. */
        RESET,
        /** The partner has done what was asked, and nobody hears of it. */
        LOSE_ANSWER,
        /** Half of the answer, then the end of the line. */
        CUT_HALF,
        /** The answer comes in little pieces. */
        TRICKLE,
        /** The answer comes twice: the second stands in the line when the next one is waited for. */
        ANSWER_TWICE,
        /** Taken, and never answered; the partner has seen nothing. */
        SILENCE
    }

    /** After these the caller cannot know whether the partner has done it, and it has. */
    static final Set<Kind> DOUBT = Set.of(Kind.LOSE_ANSWER, Kind.CUT_HALF);

    /** One spoilt exchange. */
    record Spoilt(Instant at, Kind kind) {}

    /** One step of a script: what, and for how long where it takes time. */
    record Step(Kind kind, Duration time) {}

    private static final List<Kind> BY_CHANCE = List.of(
            Kind.DELAY, Kind.CUT_BEFORE, Kind.RESET, Kind.LOSE_ANSWER, Kind.CUT_HALF, Kind.TRICKLE, Kind.LATE_ANSWER);

    private final Random random;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<Spoilt> spoilt = new CopyOnWriteArrayList<>();
    private final Set<Socket> ahead = ConcurrentHashMap.newKeySet();
    private double chance;
    private Step always;

    FaultProxy(int partnerPort, long seed) throws IOException {
        super(partnerPort);
        random = new Random(seed);
    }

    /** Where callers come in, without a slash at the end. */
    String address() {
        return "http://127.0.0.1:" + port();
    }

    /** Spoils so many of the exchanges, 0 to 1. */
    synchronized void chance(double share) {
        chance = share;
    }

    /** Does this with every exchange from now on; null ends it. */
    synchronized void always(Step step) {
        always = step;
    }

    /** Does these with the next exchanges, one each. */
    synchronized void next(Step... steps) {
        script.addAll(List.of(steps));
    }

    /** What was spoilt so far. */
    List<Spoilt> spoilt() {
        return List.copyOf(spoilt);
    }

    /** How many of the script are left. */
    synchronized int left() {
        return script.size();
    }

    /** Ends the lines on which an answer went twice: whoever goes on with one reads the answer before his own, for ever. */
    void straighten() {
        ahead.forEach(this::close);
        ahead.clear();
    }

    private synchronized Step fate() {
        var step = script.isEmpty() ? always : script.poll();
        if (step == null) {
            step = random.nextDouble() < chance
                    ? new Step(BY_CHANCE.get(random.nextInt(BY_CHANCE.size())), Duration.ofMillis(random.nextInt(150)))
                    : new Step(Kind.PASS, Duration.ZERO);
        }
        if (step.kind() != Kind.PASS) {
            spoilt.add(new Spoilt(Instant.now(), step.kind()));
        }
        return step;
    }

    @Override
    Line line(Socket caller) {
        return new Exchange(caller);
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One connection. */
    private final class Exchange implements Line {
        private final Socket caller;
        private volatile Step step;

        Exchange(Socket caller) {
            this.caller = caller;
        }

        @Override
        public void requests(InputStream in, OutputStream out) throws IOException {
            var piece = new byte[1 << 16];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (step == null) {
                    step = fate();
                    switch (step.kind()) {
                        case DELAY -> pause(step.time());
                        case CUT_BEFORE -> {
                            pause(step.time());
                            return;
                        }
                        case RESET -> {
                            caller.setSoLinger(true, 0);
                            return;
                        }
                        case PASS, LATE_ANSWER, LOSE_ANSWER, CUT_HALF, TRICKLE, ANSWER_TWICE, SILENCE -> {}
                    }
                }
                if (step.kind() != Kind.SILENCE) {
                    out.write(piece, 0, n);
                }
            }
        }

        @Override
        public void answers(InputStream in, OutputStream out) throws IOException {
            var piece = new byte[1 << 16];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                var now = step;
                step = null;
                if (now == null) {
                    out.write(piece, 0, n);
                    continue;
                }
                switch (now.kind()) {
                    case LOSE_ANSWER -> {
                        return;
                    }
                    case CUT_HALF -> {
                        out.write(piece, 0, n / 2);
                        return;
                    }
                    case LATE_ANSWER -> {
                        pause(now.time());
                        out.write(piece, 0, n);
                    }
                    case ANSWER_TWICE -> {
                        ahead.add(caller);
                        out.write(piece, 0, n);
                        out.write(piece, 0, n);
                    }
                    case TRICKLE -> trickle(out, piece, n, now.time());
                    case PASS, DELAY, CUT_BEFORE, RESET, SILENCE -> out.write(piece, 0, n);
                }
            }
        }

        private void trickle(OutputStream out, byte[] piece, int n, Duration time) throws IOException {
            int parts = Math.min(n, 20);
            for (int part = 0; part < parts; part++) {
                int from = n * part / parts;
                out.write(piece, from, n * (part + 1) / parts - from);
                pause(time.dividedBy(parts));
            }
        }
    }
}
