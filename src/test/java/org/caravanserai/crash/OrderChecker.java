package org.caravanserai.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.caravanserai.crash.Violation.What;
import tools.jackson.databind.JsonNode;

/**
 * Compares, after everything has come to rest, what the client sent and was told, what the hub says it has, and what ERP and buyer say they have. It reads
 * files only and trusts none of the four. Of an order that nobody acknowledged there may be none or one; of every other there is one, everywhere; what is not
 * settled in the end must be seen by a human.
 */
final class OrderChecker {
    private static final Pattern DOCUMENT = Pattern.compile("(?:confirmID|shipmentID)=\"([^\"]+)\"");
    private static final Pattern ORDER = Pattern.compile("orderID=\"([^\"]+)\"");

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();
    private final Set<String> sent = new LinkedHashSet<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Set<String> told = new LinkedHashSet<>();
    private final Set<String> noted = new LinkedHashSet<>();
    /** Lines of the hub's export by order. */
    private final Map<String, JsonNode> heads = new LinkedHashMap<>();
    /** payloadID by document, as the hub says. */
    private final Map<String, String> answers = new HashMap<>();

    OrderChecker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A line of the buyer's ledger. */
    static String line(String payload, String kind, String body) {
        return CoreHub.json(
                "payload",
                payload,
                "kind",
                kind,
                "order",
                first(ORDER, body),
                "document",
                first(DOCUMENT, body),
                "hash",
                body.hashCode());
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Everything that must not be; empty = clean. */
    List<Violation> check() {
        evidence.each("client.jsonl", (line, event) -> {
            switch (event.path("what").asString()) {
                case "sent" -> sent.add(event.path("order").asString());
                case "taken" -> taken.add(event.path("order").asString());
                case "told" -> told.add(event.path("document").asString());
                case "noted" -> noted.add(event.path("document").asString());
                default -> throw new IllegalStateException("client.jsonl:" + line + " " + event);
            }
        });
        hub();
        erp();
        buyer();
        return List.copyOf(found);
    }

    private void say(What what, String where, String key, String text) {
        found.add(new Violation(what, where, key, text));
    }

    private void hub() {
        evidence.each("hub.jsonl", (line, row) -> {
            var order = row.path("order").asString("");
            switch (row.path("kind").asString()) {
                case "order" -> head(line, order, row);
                case "answer" -> {
                    if (!row.path("state").asString().equals("NOT_NEEDED")) {
                        answers.put(
                                row.path("document").asString(),
                                row.path("payload").asString());
                    }
                }
                case "lane" -> {
                    if (!counts(row.path("counts")).equals(counts(row.path("rows")))) {
                        say(
                                What.UNACCOUNTED,
                                row.path("channel").asString(),
                                row.path("stream").asString(),
                                "hub.jsonl:" + line + " kept are " + row.path("counts") + ", the rows are "
                                        + row.path("rows"));
                    }
                }
                default -> throw new IllegalStateException("hub.jsonl:" + line + " " + row);
            }
        });
        for (var order : taken) {
            if (!heads.containsKey(order)) {
                say(What.LOST, "hub", order, "was acknowledged, the hub has no such order");
            }
        }
    }

    private static Map<String, Long> counts(JsonNode tree) {
        var counts = new TreeMap<String, Long>();
        tree.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    private void head(int line, String order, JsonNode row) {
        var at = "hub.jsonl:" + line + " ";
        if (heads.put(order, row) != null) {
            say(What.DUPLICATED, "hub", order, at + "a second order of this number");
        }
        if (!sent.contains(order)) {
            say(What.PHANTOM, "hub", order, at + "nobody ordered it");
        }
        var state = row.path("state").asString();
        switch (state) {
            case "accepted", "partly-shipped", "shipped" -> {
                // At the ERP, as it says; the ERP's own ledger tells.
            }
            case "unknown", "parked", "held" -> {
                if (!row.path("visible").asBoolean()) {
                    say(
                            What.UNACCOUNTED,
                            "hub",
                            order,
                            at + "is " + state + " and in no list of what waits for a human");
                }
            }
            default -> say(What.UNACCOUNTED, "hub", order, at + "is " + state + " at the end");
        }
    }

    private static boolean done(JsonNode head) {
        return head != null && head.path("state").asString().matches("accepted|partly-shipped|shipped");
    }

    private void erp() {
        var times = new LinkedHashMap<String, Integer>();
        evidence.each("erp.jsonl", (line, entry) -> {
            var order = entry.path("order").asString();
            var at = "erp.jsonl:" + line + " ";
            if (times.merge(order, 1, Integer::sum) > 1) {
                say(What.DUPLICATED, "erp", order, at + "stands there a second time");
            }
            if (!sent.contains(order)) {
                say(What.PHANTOM, "erp", order, at + "nobody ordered it");
            }
            var head = heads.get(order);
            if (head == null) {
                say(What.PHANTOM, "erp", order, at + "the hub knows of no such order");
            } else if (!head.path("key").asString().equals(entry.path("key").asString())) {
                say(What.WRONG, "erp", order, at + "stands there under another key than " + head.path("key"));
            }
        });
        heads.forEach((order, head) -> {
            if (done(head) && !times.containsKey(order)) {
                say(What.LOST, "erp", order, "the hub says that it is there");
            }
        });
    }

    private void buyer() {
        var payloads = new LinkedHashMap<String, Set<String>>();
        var hashes = new HashMap<String, String>();
        evidence.each("buyer.jsonl", (line, came) -> {
            var document = came.path("document").asString();
            var payload = came.path("payload").asString();
            var at = "buyer.jsonl:" + line + " ";
            var all = payloads.computeIfAbsent(document, none -> new LinkedHashSet<>());
            if (all.add(payload) && all.size() > 1) {
                say(What.DUPLICATED, "buyer", document, at + "came under another payloadID again: " + all);
            }
            var before = hashes.put(payload, came.path("hash").asString());
            if (before != null && !before.equals(came.path("hash").asString())) {
                say(What.WRONG, "buyer", document, at + "other bytes under the same payloadID");
            }
            if (!told.contains(document)) {
                say(What.PHANTOM, "buyer", document, at + "the ERP said no such thing");
            } else if (!document.endsWith("-" + came.path("order").asString())) {
                say(What.WRONG, "buyer", document, at + "speaks of order " + came.path("order"));
            }
            if (answers.get(document) != null && !answers.get(document).equals(payload)) {
                say(What.WRONG, "buyer", document, at + "the hub says it sent " + answers.get(document));
            }
        });
        for (var document : noted) {
            if (!payloads.containsKey(document)) {
                say(What.LOST, "buyer", document, "the hub was told, the buyer was not");
            }
        }
    }
}
