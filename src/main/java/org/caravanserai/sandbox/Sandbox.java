package org.caravanserai.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.caravanserai.sandbox.buyer.Buyer;
import org.caravanserai.sandbox.buyer.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All stand-ins, made when first called: {@code /sandbox/<system>/<name>/...} is the address of the account
 * {@code <name>} at the partner {@code <system>}. Its key is {@code sandbox-<name>} unless told otherwise. Its journal
 * is {@code <folder>/<system>-<name>/calls.jsonl}.
 *
 * <p>For checkers and people: {@code GET /sandbox}, {@code .../_state[/<kind>[/<key>]]}, {@code .../_calls}; the
 * switches are under {@code /sandbox/control}, see {@link Control}.
 */
public final class Sandbox implements AutoCloseable {
    /** Where everything here is mounted. */
    public static final String ROOT = "/sandbox";

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    /** Who calls instead of being called. */
    private static final String BUYER = "buyer";

    private static final int MOST = 50;
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    private final Path folder;
    private final Clock clock;
    private final double factor;
    private final boolean forces;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, StandIn> standIns = new TreeMap<>();
    private Path preparations;
    private Directory buyers = Directory.empty();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * A sandbox.
     *
     * @param folder where the journals are
     * @param factor how much faster than ours the partners' time runs at first
     */
    public Sandbox(Path folder, Clock clock, double factor) {
        this(folder, clock, factor, true);
    }

    /**
     * The same.
     *
     * @param forces false where only the death of a process is to be survived: ten times as many calls a second
     */
    public Sandbox(Path folder, Clock clock, double factor, boolean forces) {
        this.folder = folder;
        this.clock = clock;
        this.factor = factor;
        this.forces = forces;
    }

    /**
     * How accounts are found when they are called for the first time: each line of {@code <folder>/<system>-<name>.jsonl}
     * turns one switch of {@link Control}, {@code {"do":"records","kind":"contacts","key":"7","record":{...}}}.
     */
    public Sandbox prepared(Path by) {
        preparations = by;
        return this;
    }

    /** Procurement systems: {@code /sandbox/buyer/<account>} is that of an account of the home. */
    public Sandbox buyers(Directory directory) {
        buyers = directory;
        return this;
    }

    /** Sets the key of an account that was not called yet. */
    public void secret(String system, String name, String secret) {
        secrets.put(system + "/" + name, secret);
    }

    /** The stand-in of an account, made when it is new; nothing when there is no such system or the name is wrong. */
    public Optional<StandIn> standIn(String system, String name) {
        synchronized (standIns) {
            var key = system + "/" + name;
            var known = standIns.get(key);
            if (known != null) {
                return Optional.of(known);
            }
            var partner = standIns.size() >= MOST || !name.matches(NAME) ? null : partner(system, name);
            if (partner == null) {
                return Optional.empty();
            }
            var made = new StandIn(
                    partner,
                    secrets.getOrDefault(key, "sandbox-" + name),
                    new Journal(folder.resolve(system + "-" + name).resolve("calls.jsonl"), forces),
                    clock,
                    factor,
                    this::pause);
            if (preparations != null && made.begins()) {
                prepare(made, preparations.resolve(system + "-" + name + ".jsonl"));
            }
            standIns.put(key, made);
            return Optional.of(made);
        }
    }

    private Partner partner(String system, String name) {
        if (system.equals(BUYER)) {
            return buyers.knows(name) ? new Buyer(name, buyers, clock, folder.resolve("dtd")) : null;
        }
        var made = Systems.ALL.get(system);
        return made == null ? null : made.get();
    }

    /** Answers a call whose path begins with {@link #ROOT}. */
    public Answer handle(Request request) {
        var path = request.segments();
        if (path.size() == 1) {
            return Answer.json(200, list());
        }
        if (path.get(1).equals("control")) {
            return path.size() < 5 ? nothing() : control(request, path);
        }
        if (path.size() < 3) {
            return path.get(1).equals(BUYER) ? buyers.page(request) : nothing();
        }
        var found = standIn(path.get(1), path.get(2));
        if (found.isEmpty()) {
            return nothing();
        }
        if (path.size() > 3 && path.get(3).startsWith("_")) {
            return request.method().equals("GET")
                    ? ReadBack.answer(found.get(), request, path.subList(3, path.size()))
                    : Control.error(405, "only GET reads back");
        }
        return found.get().serve(request.below(3));
    }

    /** What an answer that never ends waits for between two pieces; false when everything stops. */
    boolean goesOn(Duration time) {
        pause(time);
        return closing.getCount() > 0;
    }

    private Answer control(Request request, List<String> path) {
        // A page in somebody's browser cannot send this type to us without asking first.
        if (request.body().length > 0 && !request.is("application/json")) {
            return Control.error(415, "send application/json");
        }
        return standIn(path.get(2), path.get(3))
                .map(one -> Control.answer(one, request, path.subList(4, path.size())))
                .orElseGet(Sandbox::nothing);
    }

    private static void prepare(StandIn made, Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).isBlank()) {
                    continue;
                }
                var answer = Json.read(lines.get(i)).orElse(null) instanceof ObjectNode body
                        ? Control.turned(made, "POST " + body.path("do").asString(""), without(body))
                        : Control.error(400, "the line must be a JSON object");
                if (answer.status() >= 400) {
                    LOG.warn("{}:{}: {}", file, i + 1, answer.text());
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read", file, unreadable);
        }
    }

    private static ObjectNode without(ObjectNode line) {
        line.remove("do");
        return line;
    }

    private JsonNode list() {
        var list = Json.array();
        synchronized (standIns) {
            standIns.forEach((key, one) -> list.addObject()
                    .put("system", key.substring(0, key.indexOf('/')))
                    .put("name", key.substring(key.indexOf('/') + 1))
                    .put("calls", one.calls())
                    .put("violations", one.violations())
                    .put("now", one.now().toString()));
        }
        return list;
    }

    private static Answer nothing() {
        return Control.error(
                404,
                "nothing here; accounts are at " + ROOT + "/<system>/<name>, systems are "
                        + String.join(", ", Systems.ALL.keySet()));
    }

    /** Ends early when everything stops. */
    private void pause(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        synchronized (standIns) {
            standIns.values().forEach(StandIn::close);
            standIns.clear();
        }
    }
}
