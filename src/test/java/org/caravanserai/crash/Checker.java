package org.caravanserai.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.crash.Violation.What;
import tools.jackson.databind.JsonNode;

/**
 * Compares, after everything has come to rest, what the client sent, what the hub says it has and has confirmed, and what each partner's own journal says
 * it was told. It reads files only and trusts none of the three: what should stand where follows from {@link Catalogue}.
 */
final class Checker {
    /** Share of the items that may be sent again for each kill. */
    private static final double OVERHEAD = 0.01;

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();
    /** By number of a product: versions sent, and the last one that was acknowledged. */
    private final Map<Integer, TreeSet<Integer>> sent = new TreeMap<>();

    private final Map<Integer, Integer> acknowledged = new HashMap<>();
    /** Version the hub has, by number. */
    private final Map<Integer, Integer> master = new TreeMap<>();

    private final Map<String, Figures> figures = new LinkedHashMap<>();
    private int kills;

    /**
     * What was counted of a channel.
     *
     * @param writes items the partner took
     * @param again those it had already, in the same version
     * @param doubts answers the line has lost
     * @param allowed how many may come again
     */
    record Figures(long writes, long again, long doubts, long allowed) {}

    Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Everything that must not be; empty = clean. */
    List<Violation> check() {
        found.clear();
        evidence.each("kills.jsonl", (line, kill) -> kills++);
        client();
        master();
        ledger();
        for (var shop : Shop.ALL) {
            partner(shop);
        }
        return List.copyOf(found);
    }

    /** What was counted, by channel. */
    Map<String, Figures> figures() {
        return figures;
    }

    int kills() {
        return kills;
    }

    private void say(What what, String where, String key, String text) {
        found.add(new Violation(what, where, key, text));
    }

    private void client() {
        var open = new HashMap<Integer, JsonNode>();
        evidence.each("client.jsonl", (line, event) -> {
            int n = event.path("n").asInt();
            if (event.path("what").asString().equals("sent")) {
                open.put(n, event);
                event.path("items")
                        .forEach(item -> sent.computeIfAbsent(item.asInt(), none -> new TreeSet<>())
                                .add(event.path("version").asInt()));
            } else {
                var put = open.get(n);
                put.path("items")
                        .forEach(item -> acknowledged.merge(
                                item.asInt(), put.path("version").asInt(), Math::max));
            }
        });
    }

    private void master() {
        evidence.each("hub.jsonl", (line, golden) -> {
            if (!golden.path("kind").asString().equals("golden")) {
                return;
            }
            var key = golden.path("key").asString();
            int i = Catalogue.number(key);
            var text = golden.path("name").asString();
            int version = Catalogue.version(text);
            if (!sent.containsKey(i)) {
                say(What.PHANTOM, "master", key, "hub.jsonl:" + line + " nobody sent this product");
                return;
            }
            if (master.put(i, version) != null) {
                say(What.DUPLICATED, "master", key, "hub.jsonl:" + line + " a second golden document");
            }
            if (!sent.get(i).contains(version)) {
                say(What.PHANTOM, "master", key, "hub.jsonl:" + line + " has '" + text + "', sent were " + sent.get(i));
            } else if (version < acknowledged.getOrDefault(i, 0)) {
                say(
                        What.LOST,
                        "master",
                        key,
                        "hub.jsonl:" + line + " has version " + version + ", acknowledged was " + acknowledged.get(i));
            } else if (!text.equals(Catalogue.text(i, version))
                    || Catalogue.active(i, version)
                            != golden.path("status").asString().equals("active")) {
                say(What.WRONG, "master", key, "hub.jsonl:" + line + " " + golden);
            }
        });
        acknowledged.forEach((i, version) -> {
            if (!master.containsKey(i)) {
                say(
                        What.LOST,
                        "master",
                        Catalogue.sku(i),
                        "acknowledged in version " + version + ", the hub has no such document");
            }
        });
    }

    private void ledger() {
        var lanes = new LinkedHashMap<String, JsonNode>();
        var counted = new HashMap<String, Map<String, Long>>();
        var seen = new HashMap<String, TreeSet<Integer>>();
        evidence.each("hub.jsonl", (line, row) -> {
            var channel = row.path("channel").asString("");
            if (row.path("kind").asString().equals("lane")) {
                lanes.put(channel, row);
                if (row.path("cursor").asLong() != row.path("head").asLong()) {
                    say(
                            What.UNACCOUNTED,
                            channel,
                            "cursor",
                            "at " + row.path("cursor") + ", the log ends at " + row.path("head"));
                }
            } else if (row.path("kind").asString().equals("item")) {
                item(channel, row, line, seen, counted);
            }
        });
        for (var shop : Shop.ALL) {
            var lane = lanes.get(shop.channel());
            if (lane == null) {
                say(What.UNACCOUNTED, shop.channel(), "lane", "the ledger has no lane of this channel");
                continue;
            }
            var counts = new TreeMap<String, Long>();
            lane.path("counts").properties().stream()
                    .filter(count -> count.getValue().asLong() != 0)
                    .forEach(
                            count -> counts.put(count.getKey(), count.getValue().asLong()));
            var own = new TreeMap<>(counted.getOrDefault(shop.channel(), Map.of()));
            if (!counts.equals(own)) {
                say(What.UNACCOUNTED, shop.channel(), "counts", "kept are " + counts + ", the rows are " + own);
            }
            master.forEach((i, version) -> {
                if (Catalogue.active(i, version)
                        && !seen.getOrDefault(shop.channel(), new TreeSet<>()).contains(i)) {
                    say(What.UNACCOUNTED, shop.channel(), Catalogue.sku(i), "selected, and in no state");
                }
            });
        }
    }

    private void item(
            String channel,
            JsonNode row,
            int line,
            Map<String, TreeSet<Integer>> seen,
            Map<String, Map<String, Long>> counted) {
        var key = row.path("key").asString();
        int i = Catalogue.number(key);
        var state = row.path("state").asString();
        counted.computeIfAbsent(channel, none -> new TreeMap<>()).merge(state, 1L, Long::sum);
        var at = "hub.jsonl:" + line + " ";
        if (!seen.computeIfAbsent(channel, none -> new TreeSet<>()).add(i)) {
            say(What.UNACCOUNTED, channel, key, at + "a second row of the ledger");
        }
        if (!master.containsKey(i)) {
            say(What.PHANTOM, channel, key, at + "the ledger has it, the master does not");
            return;
        }
        var wanted = Catalogue.active(i, master.get(i)) ? "confirmed" : "retired";
        if (!state.equals(wanted)) {
            say(What.UNACCOUNTED, channel, key, at + "is " + state + " at the end, not " + wanted);
        } else if (!row.path("same").asBoolean(false)) {
            say(What.UNACCOUNTED, channel, key, at + "is " + state + ", and wanted and confirmed content differ");
        }
    }

    /** One record of a partner as its journal tells it. */
    private record Held(String id, String key, String text) {}

    /** Reads the journal of a partner from the first line on, changing its records as it goes. */
    private final class Replay {
        private final Shop shop;
        private final Map<String, Held> byId = new HashMap<>();
        private final Map<String, TreeSet<String>> idsByKey = new HashMap<>();
        private final Map<String, Integer> highest = new HashMap<>();
        /** Hash of the content a product was last taken in, by SKU. */
        private final Map<String, String> contents = new HashMap<>();

        private long writes;
        private long again;

        Replay(Shop shop) {
            this.shop = shop;
        }

        void line(int line, JsonNode entry) {
            boolean prepared = entry.path("event").asString("").matches("opened|edit");
            for (var change : entry.path("changes")) {
                if (change.path("kind").asString().equals(shop.kind()) && !prepared) {
                    change(line, change.path("key").asString(), change.path("record"));
                }
            }
            for (var item : entry.path("items")) {
                if (item.path("entity").asString().equals(shop.kind())) {
                    count(item.path("key").asString(), item);
                }
            }
        }

        private void count(String key, JsonNode item) {
            switch (item.path("outcome").asString()) {
                case "accepted" -> {
                    writes++;
                    var hash = item.path("hash").asString();
                    if (hash.equals(contents.put(key, hash))) {
                        again++;
                    }
                }
                case "removed" -> contents.remove(key);
                default -> {
                    // A refusal changes nothing.
                }
            }
        }

        private void change(int line, String id, JsonNode record) {
            var before = byId.remove(id);
            if (before != null) {
                idsByKey.get(before.key()).remove(id);
            }
            if (!record.isObject()) {
                return;
            }
            var now = new Held(id, shop.key().of(id, record), shop.text().of(id, record));
            byId.put(id, now);
            var at = "partner-" + shop.channel() + ".jsonl:" + line + " ";
            var ids = idsByKey.computeIfAbsent(now.key(), none -> new TreeSet<>());
            ids.add(id);
            if (ids.size() > 1) {
                say(What.DUPLICATED, shop.channel(), now.key(), at + "stands there as " + ids);
            }
            int i = Catalogue.number(now.key());
            int version = Catalogue.version(now.text());
            if (!sent.containsKey(i) || !sent.get(i).contains(version) || !Catalogue.active(i, version)) {
                say(What.PHANTOM, shop.channel(), now.key(), at + "was told '" + now.text() + "', which nobody sent");
                return;
            }
            if (!now.text().equals(Catalogue.text(i, version))) {
                say(What.WRONG, shop.channel(), now.key(), at + "was told '" + now.text() + "'");
            }
            int newest = highest.getOrDefault(now.key(), 0);
            if (version < newest) {
                say(
                        What.REORDERED,
                        shop.channel(),
                        now.key(),
                        at + "version " + version + " came after version " + newest);
            }
            highest.put(now.key(), Math.max(version, newest));
        }

        void end() {
            master.forEach((i, version) -> {
                var key = Catalogue.sku(i);
                var ids = idsByKey.getOrDefault(key, new TreeSet<>());
                boolean wanted = Catalogue.active(i, version);
                if (wanted && ids.isEmpty()) {
                    say(What.LOST, shop.channel(), key, "should stand there in version " + version + " and does not");
                } else if (!wanted && !ids.isEmpty()) {
                    say(
                            What.PHANTOM,
                            shop.channel(),
                            key,
                            "still stands there as " + ids + " and left the range in version " + version);
                } else if (wanted) {
                    var text = byId.get(ids.first()).text();
                    if (!text.equals(Catalogue.text(i, version))) {
                        say(
                                What.LOST,
                                shop.channel(),
                                key,
                                "stands there as '" + text + "', the hub has version " + version);
                    }
                }
            });
            byId.values().stream()
                    .filter(held -> !master.containsKey(Catalogue.number(held.key())))
                    .forEach(held ->
                            say(What.PHANTOM, shop.channel(), held.key(), "stands there, the hub has no such product"));
        }
    }

    private void partner(Shop shop) {
        var replay = new Replay(shop);
        evidence.each("partner-" + shop.channel() + ".jsonl", replay::line);
        replay.end();
        long[] doubts = {0};
        evidence.each("faults.jsonl", (line, fault) -> {
            if (fault.path("channel").asString().equals(shop.channel())
                    && FaultProxy.DOUBT.contains(
                            FaultProxy.Kind.valueOf(fault.path("kind").asString()))) {
                doubts[0]++;
            }
        });
        var run = evidence.run();
        long batch = shop == Shop.PRESTA ? 1 : run.path("batch").asLong();
        long allowed = kills * (long) Math.ceil(run.path("items").asInt() * OVERHEAD) + doubts[0] * batch;
        figures.put(shop.channel(), new Figures(replay.writes, replay.again, doubts[0], allowed));
        if (replay.again > allowed) {
            say(
                    What.OVERHEAD,
                    shop.channel(),
                    "run",
                    replay.again + " items were sent again; " + kills + " kills and " + doubts[0]
                            + " lost answers excuse " + allowed);
        }
    }
}
