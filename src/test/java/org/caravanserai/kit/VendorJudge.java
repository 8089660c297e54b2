package org.caravanserai.kit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.PlayedPartner.Asked;
import org.caravanserai.connector.PlayedPartner.Said;
import org.caravanserai.delivery.answer.Rehearsals;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds recorded exchanges against the vendor's own description, {@code protocol.contract} of a descriptor, and breaks them to see it object. */
final class VendorJudge {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NONSENSE = "\"nonsense\"".getBytes(StandardCharsets.UTF_8);

    private final Contract contract;
    private final String base;

    private VendorJudge(Contract contract, String base) {
        this.contract = contract;
        this.base = base;
    }

    /**
     * The judge of a connector.
     *
     * @throws TestAbortedException when it names no description, none of a kind that can be read, or the file is not on this machine
     */
    static VendorJudge of(KitHomes.Member member) {
        var connector = member.connector();
        var protocol = connector.protocol();
        if (protocol == null || protocol.contract() == null) {
            throw new TestAbortedException("needs a description by the vendor of " + connector.system());
        }
        if (!protocol.contract().endsWith(".json")) {
            throw new TestAbortedException("needs a judge for descriptions such as that of " + connector.system());
        }
        var own = member.files().folder().resolve("contracts").resolve(protocol.contract());
        var file = Files.exists(own) ? own : Needs.shared("contracts/" + protocol.contract());
        return new VendorJudge(Contract.of(file), protocol.base());
    }

    private record Call(String method, String path, Map<String, List<String>> query, String type, byte[] body) {
        static Call of(Asked asked, String path) {
            return new Call(asked.method(), path, query(asked.path()), asked.mediaType(), asked.body());
        }

        Call method(String other) {
            return new Call(other, path, query, type, body);
        }

        Call path(String other) {
            return new Call(method, other, query, type, body);
        }

        Call without(List<String> names) {
            var fewer = new LinkedHashMap<>(query);
            names.forEach(fewer::remove);
            return new Call(method, path, fewer, type, body);
        }

        Call asking(String name) {
            var more = new LinkedHashMap<>(query);
            more.put(name, List.of("1"));
            return new Call(method, path, more, type, body);
        }

        Call body(byte[] other) {
            return new Call(method, path, query, type, other);
        }

        private static Map<String, List<String>> query(String path) {
            var query = new LinkedHashMap<String, List<String>>();
            int mark = path.indexOf('?');
            for (var pair : mark < 0 ? new String[0] : path.substring(mark + 1).split("&")) {
                int equals = pair.indexOf('=');
                query.computeIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)), none -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
            return query;
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    /** Exchanges of a case that ended well: a request the partner refused may be wrong on purpose. */
    private static boolean counts(Said said) {
        return said.status() < 300;
    }

    boolean judged(Rehearsals.Case one) {
        return !leftOut(one) && one.play().said().stream().anyMatch(VendorJudge::counts);
    }

    /** Whether the description leaves out, or has wrongly, what stands at this path. */
    private boolean leftOut(Rehearsals.Case one) {
        return one.play().asked().stream()
                .map(this::path)
                .anyMatch(path ->
                        one.undeclared().stream().anyMatch(start -> start.startsWith("/") && path.startsWith(start)));
    }

    /** What the description does not allow. */
    List<String> wrong(Rehearsals.Case one) {
        var played = one.play();
        var wrong = new ArrayList<String>();
        if (leftOut(one)) {
            return wrong;
        }
        for (int i = 0; i < played.said().size(); i++) {
            var asked = played.asked().get(i);
            var said = played.said().get(i);
            if (counts(said)) {
                if (one.elements() != null) {
                    elements(one.elements(), asked).forEach(call -> wrong.addAll(request(call)));
                } else {
                    var call = Call.of(asked, path(asked));
                    request(call.without(one.undeclared())).forEach(text -> wrong.add("request: " + text));
                    if (!one.fails()) {
                        answer(call, said).forEach(text -> wrong.add("answer: " + text));
                    }
                }
            }
        }
        return wrong;
    }

    private List<String> request(Call call) {
        return contract.request(call.method(), call.path(), call.query(), call.type(), call.body());
    }

    private List<String> answer(Call call, Said said) {
        return contract.answer(call.method(), call.path(), said.status(), type(said), said.body());
    }

    private static String type(Said said) {
        return said.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Either side may leave out the first part of the path. */
    private String path(Asked asked) {
        var path = asked.path().replaceFirst("\\?.*", "");
        if (base.isEmpty()) {
            return path;
        }
        return path.startsWith(base + "/") ? path.substring(base.length()) : base + path;
    }

    /** A batch the description leaves out: its elements as calls of their own. */
    private static List<Call> elements(List<String> elements, Asked asked) {
        JsonNode list = JSON.readTree(asked.body());
        for (var part : elements.get(0).split("\\.")) {
            list = list.path(part);
        }
        var as = elements.get(1).split(" ");
        var calls = new ArrayList<Call>();
        for (var element : list) {
            calls.add(new Call(as[0], as[1], Map.of(), "application/json", JSON.writeValueAsBytes(element)));
        }
        return calls;
    }

    /** One mutant for each rule that applies, with whether the description objects to it. */
    Map<String, Boolean> mutants(Rehearsals.Case one) {
        var played = one.play();
        var mutants = new LinkedHashMap<String, Boolean>();
        if (leftOut(one) || played.said().isEmpty() || !counts(played.said().get(0)) || one.fails()) {
            return mutants;
        }
        var asked = played.asked().get(0);
        var said = played.said().get(0);
        var calls = one.elements() == null ? List.of(Call.of(asked, path(asked))) : elements(one.elements(), asked);
        var call = calls.get(0);
        mutants.put("another method", !request(call.method("TRACE")).isEmpty());
        mutants.put(
                "another path",
                !request(call.path(call.path() + "/nowhere/at/all")).isEmpty());
        mutants.put(
                "a query nobody declared", !request(call.asking("nobodyKnows")).isEmpty());
        if (call.type() != null && call.type().contains("json")) {
            mutants.put("a body of another type", !request(call.body(NONSENSE)).isEmpty());
        }
        if (call.type() != null && call.type().startsWith("multipart/")) {
            var text = new String(call.body(), StandardCharsets.ISO_8859_1).replace(" name=\"file\"", " name=\"fill\"");
            mutants.put(
                    "another part",
                    !request(call.body(text.getBytes(StandardCharsets.ISO_8859_1)))
                            .isEmpty());
        }
        if (one.elements() == null) {
            mutants.put(
                    "another status",
                    !answer(call, new Said(299, said.headers(), said.body())).isEmpty());
            if (!contract.answer(
                            call.method(),
                            call.path(),
                            said.status(),
                            type(said),
                            "{}".getBytes(StandardCharsets.UTF_8))
                    .isEmpty()) {
                mutants.put(
                        "an answer of another type",
                        !answer(call, new Said(said.status(), said.headers(), NONSENSE))
                                .isEmpty());
            }
        }
        return mutants;
    }
}
