package org.caravanserai.connector.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Ceilings;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.home.Authentication;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Connector;

/** Calls to one connection: its lines, its proof, its breaker. Thread-safe. */
public final class Link implements AutoCloseable {
    private final String name;
    private final Connector connector;
    private final Machinery machinery;
    private final Keyring keys;
    private final Exchanges exchanges;
    private final Signer signer;
    private final Breaker breaker;
    private final Semaphore lines;
    private volatile Instant used;

    /**
     * @param name of the connection, the same after a restart; ceilings are kept under it
     * @throws CannotEncode when its address is none
     */
    public Link(String name, Connector connector, Connection connection, Machinery machinery) {
        this.name = name;
        this.connector = connector;
        this.machinery = machinery;
        this.keys = new Keyring(connector, connection, machinery.secrets);
        this.exchanges = new Exchanges(name, connector, keys, machinery);
        this.signer = new Signer(
                connector.http().authentication(),
                keys,
                new TokenSource(connector, keys, exchanges, machinery)::fetch,
                machinery.clock);
        this.breaker = new Breaker(machinery.clock);
        this.lines = new Semaphore(connector.http().parallel(), true);
        this.used = machinery.clock.instant();
    }

    /** Tries the way to the partner without saying anything to it. */
    public List<Reach> reach() {
        return Reach.of(exchanges.target(), machinery);
    }

    /** When it was used last. */
    public Instant used() {
        return used;
    }

    /** True while nobody calls. */
    public boolean idle() {
        return lines.availablePermits() == connector.http().parallel();
    }

    /**
     * Carries out one call.
     *
     * @param keep false: the conversation is kept only when something goes wrong
     */
    public Outcome call(
            String channel,
            Connector.Operation operation,
            List<Batch.Item> items,
            Map<String, String> variables,
            boolean keep) {
        used = machinery.clock.instant();
        var open = breaker.ask();
        if (open != null) {
            return failed(
                    Fault.THROTTLED, open, "calls to " + connector.system() + " are paused: the last ones all failed");
        }
        boolean settled = false;
        try {
            if (!lines.tryAcquire(machinery.settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                return failed(Fault.THROTTLED, used.plusSeconds(5), "all lines to the partner are busy");
            }
            try {
                var turn = new Turn(channel, operation, items, variables, keep);
                var outcome = turn.run();
                settled = settle(outcome, turn.network);
                return outcome;
            } finally {
                lines.release();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return failed(Fault.TRANSIENT, null, "the call was broken off before it began");
        } finally {
            if (!settled) {
                breaker.undecided();
            }
        }
    }

    /** Tells the breaker. @return whether the call said anything about the partner's health */
    private boolean settle(Outcome outcome, boolean network) {
        if (outcome instanceof Outcome.Failed failed) {
            if (failed.reply() == null && !network) {
                return false;
            }
            switch (failed.fault()) {
                case TRANSIENT, CHANNEL -> breaker.failed();
                case UNKNOWN -> {
                    if (!network) {
                        return false;
                    }
                    breaker.failed();
                }
                case THROTTLED, CEILING, ITEM -> breaker.succeeded();
            }
        } else {
            breaker.succeeded();
        }
        return true;
    }

    private static Outcome.Failed failed(Fault fault, Instant retryAt, String text) {
        return new Outcome.Failed(fault, retryAt, text, null, List.of());
    }

    /** One call with its repetitions: after a token that has ended, and with the other of two secrets. */
    private final class Turn {
        private final String channel;
        private final Connector.Operation operation;
        private final List<Batch.Item> items;
        private final Map<String, String> variables;
        private final boolean keep;
        private final Deadline deadline;
        private boolean network;
        private boolean renewed;
        private boolean turned;

        Turn(
                String channel,
                Connector.Operation operation,
                List<Batch.Item> items,
                Map<String, String> variables,
                boolean keep) {
            this.keep = keep;
            this.channel = channel;
            this.operation = operation;
            this.items = items;
            this.variables = variables;
            this.deadline = new Deadline(operation.timeout());
        }

        Outcome run() {
            var before = signer.current();
            while (true) {
                try {
                    var proof = operation.anonymous() ? Signer.nothing(keys.place()) : signer.proof(deadline.left());
                    var draft = new Exchanges.Draft(channel, operation, Subjects.of(items), variables, proof, keep);
                    var permit = permit();
                    if (permit.refusedUntil() != null) {
                        return failed(Fault.CEILING, permit.refusedUntil(), ceiling());
                    }
                    Exchanges.Exchanged ended;
                    try {
                        ended = exchanges.carry(draft, deadline.left(), signer.current());
                    } finally {
                        permit.done();
                    }
                    if (ended.received() instanceof Received.Nothing) {
                        network = true;
                        return failed(
                                ended.verdict().fault(), null, ended.verdict().text());
                    }
                    if (!ended.verdict().expired() || deadline.over() || !again(proof, before)) {
                        return outcome(ended);
                    }
                } catch (Signer.Refused refused) {
                    if (!refused.secret || !turn(keys.place())) {
                        network = refused.fault != Fault.THROTTLED;
                        return failed(refused.fault, refused.retryAt, refused.getMessage());
                    }
                } catch (Fetcher.NotFetched not) {
                    return failed(not.fault, null, not.getMessage());
                } catch (CannotEncode cannot) {
                    return failed(cannot.item() ? Fault.ITEM : Fault.CHANNEL, null, cannot.getMessage());
                }
            }
        }

        private Ceilings.Permit permit() {
            long begun = System.nanoTime();
            var permit = exchanges.permit(operation);
            deadline.extend(System.nanoTime() - begun);
            return permit;
        }

        private String ceiling() {
            return "the ceiling of " + operation.name() + " allows no call yet";
        }

        /** Whether another proof is worth a try. */
        private boolean again(Signer.Proof refused, Signer.Token before) {
            if (operation.anonymous()) {
                return false;
            }
            if (refused.token() != null && !renewed) {
                renewed = true;
                signer.drop(refused.token());
                if (refused.token() == before) {
                    return true;
                }
            }
            return turn(refused.place());
        }

        private boolean turn(int place) {
            if (turned) {
                // Neither is accepted: the current one is tried first next time.
                keys.turn(1);
                return false;
            }
            turned = true;
            return !(connector.http().authentication() instanceof Authentication.None) && keys.turn(place);
        }

        private Outcome outcome(Exchanges.Exchanged ended) {
            var answer = (Received.Answer) ended.received();
            var reply = new Reply(answer.status(), ended.kept(), answer.body(), ended.exchange(), ended.masks()::text);
            var verdict = ended.verdict();
            if (verdict.fault() == null) {
                return new Outcome.Answered(reply, verdict.records());
            }
            var retryAt = verdict.fault() == Fault.THROTTLED ? ended.retryAt() : null;
            return new Outcome.Failed(verdict.fault(), retryAt, verdict.text(), reply, verdict.records());
        }
    }

    /** The longest a call can take, for whoever leases items. */
    public static Duration longest(Connector.Operation operation, Duration patience) {
        return operation.timeout().plus(patience.multipliedBy(3)).plusSeconds(2);
    }

    @Override
    public String toString() {
        return "Link[" + name + "]";
    }

    @Override
    public void close() {
        exchanges.close();
    }
}
