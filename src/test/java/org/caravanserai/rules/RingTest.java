package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may import whom (docs/architecture.md). */
class RingTest {
    private static final Set<String> EDGES = Set.of("camel", "web", "cli", "sandbox");
    private static final Set<String> FLOWS = Set.of("ingest", "delivery", "order", "punchout", "health", "privacy");
    private static final Set<String> PILLARS = Set.of("master", "ledger", "mapping", "quality", "connector", "access");
    /** In the base each package lists what it may import. */
    private static final Map<String, Set<String>> BASE = Map.of(
            "canonical", Set.of(),
            "parser", Set.of("canonical"),
            "expression", Set.of("canonical", "parser"),
            "home", Set.of("canonical", "parser", "expression"),
            "store", Set.of("canonical"));

    /** Rooms of a package that is a house of its own, from its base up: a room imports rooms that stand before it. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "delivery", List.of("feed", "hold", "wanted", "answer", "publish", "push", "plan", "survey", "topic", ""),
            "order", List.of("", "terms", "target", "mail"),
            "punchout", List.of("", "cxml", "oci", "session", "shop", "door", "answer"));

    /** Libraries that belong to one package, so that replacing or hardening one is work in one place. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.apache.camel.", Set.of("camel")),
            Map.entry("org.jolokia.", Set.of("web")),
            Map.entry("org.thymeleaf.", Set.of("web")),
            Map.entry("jakarta.xml.bind.", Set.of("punchout")),
            Map.entry("jakarta.servlet.", Set.of("web", "camel", "sandbox")),
            Map.entry("org.springframework.", Set.of("web", "camel", "access")),
            Map.entry("picocli.", Set.of("cli")),
            Map.entry(
                    "java.sql.",
                    Set.of(
                            "store",
                            "master",
                            "ledger",
                            "access",
                            "connector",
                            "ingest",
                            "delivery",
                            "order",
                            "punchout",
                            "health",
                            "privacy")),
            Map.entry("javax.sql.", Set.of("store")),
            Map.entry("com.zaxxer.hikari.", Set.of("store")),
            Map.entry("org.flywaydb.", Set.of("store")),
            Map.entry("org.h2.", Set.of("store")),
            Map.entry("org.postgresql.", Set.of("store")),
            Map.entry("net.jpountz.", Set.of("store")),
            // The sandbox reads by itself on purpose: both sides must not share a fault.
            Map.entry("tools.jackson.databind.", Set.of("parser", "web", "sandbox")),
            // Tokens only: readers are made by parser (ForbiddenTest).
            Map.entry(
                    "tools.jackson.core.",
                    Set.of("parser", "expression", "mapping", "master", "connector", "web", "sandbox")),
            Map.entry("org.apache.hc.", Set.of("connector")),
            Map.entry("org.apache.kafka.", Set.of("connector")),
            Map.entry("com.fasterxml.jackson.", Set.of()),
            Map.entry("com.fasterxml.aalto.", Set.of("parser")),
            Map.entry("org.codehaus.stax2.", Set.of("parser")),
            Map.entry("org.snakeyaml.engine.", Set.of("parser")),
            Map.entry("de.siegmar.fastcsv.", Set.of("parser")),
            Map.entry("org.dhatim.fastexcel.", Set.of("parser")),
            Map.entry("org.apache.lucene.", Set.of("punchout")),
            Map.entry("org.jsoup.", Set.of("parser", "mapping")),
            Map.entry("com.google.re2j.", Set.of("parser", "expression", "mapping")),
            Map.entry("java.net.http.", Set.of("connector", "cli", "sandbox")));

    @Test
    void packagesImportTowardsTheBaseOnly() {
        var wrong = new TreeSet<String>();
        for (var type : Code.main()) {
            var from = Code.area(type.getPackageName());
            if (from.isEmpty()) {
                continue;
            }
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType();
                var to = Code.area(target.getPackageName());
                if (Code.ours(target) && !to.equals(from) && !may(from, to)) {
                    wrong.add(type.getName() + " uses " + target.getName() + " (" + dependency.getSourceCodeLocation()
                            + "): " + advice(from, to));
                }
            }
        }
        assertThat(wrong).as(advice()).isEmpty();
    }

    @Test
    void roomsImportRoomsThatStandBeforeThem() {
        var wrong = new TreeSet<String>();
        for (var type : Code.main()) {
            var rooms = ROOMS.get(Code.area(type.getPackageName()));
            if (rooms == null) {
                continue;
            }
            var from = room(type.getPackageName());
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType();
                var ours = Code.ours(target)
                        && Code.area(target.getPackageName()).equals(Code.area(type.getPackageName()));
                if (ours && rooms.indexOf(room(target.getPackageName())) > rooms.indexOf(from)) {
                    wrong.add(type.getName() + " uses " + target.getName() + ": the order of the rooms is " + rooms);
                }
            }
            assertThat(rooms).as("rooms of " + type.getPackageName()).contains(from);
        }
        assertThat(wrong).isEmpty();
    }

    private static String room(String packageName) {
        var parts = packageName.substring(Code.ROOT.length()).split("\\.");
        return parts.length > 2 ? parts[2] : "";
    }

    @Test
    void everyPackageHasAPlace() {
        var known = new TreeSet<String>();
        List.of(EDGES, FLOWS, PILLARS, BASE.keySet()).forEach(known::addAll);
        var unknown = new TreeSet<String>();
        for (var type : Code.main()) {
            var area = Code.area(type.getPackageName());
            if (!area.isEmpty() && !known.contains(area)) {
                unknown.add(area);
            }
            var depth = type.getPackageName()
                    .substring(Code.ROOT.length())
                    .chars()
                    .filter(c -> c == '.')
                    .count();
            if (depth > 2) {
                unknown.add(type.getPackageName() + " (one sub-package level is the most)");
            }
        }
        assertThat(unknown)
                .as("packages without a place in the rings: put the class into an existing package, or decide in an"
                        + " ADR which ring the new one belongs to and add it to this test and to docs/architecture.md")
                .isEmpty();
    }

    @Test
    void aLibraryBelongsToItsPackage() {
        var wrong = new TreeSet<String>();
        for (var type : Code.main()) {
            var from = Code.area(type.getPackageName());
            if (from.isEmpty()) {
                continue;
            }
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType().getName();
                LIBRARIES.forEach((prefix, owners) -> {
                    if (target.startsWith(prefix) && !owners.contains(from)) {
                        wrong.add(type.getName() + " uses " + target + ": only " + new TreeSet<>(owners) + " may use "
                                + prefix + "* ; add what you need to the face of that package");
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean may(String from, String to) {
        if (to.isEmpty()) {
            return false;
        }
        if (from.equals("sandbox")) {
            return to.equals("home");
        }
        if (BASE.containsKey(from)) {
            return BASE.get(from).contains(to);
        }
        if (BASE.containsKey(to)) {
            return true;
        }
        if (PILLARS.contains(to)) {
            return FLOWS.contains(from) || EDGES.contains(from);
        }
        return FLOWS.contains(to) && EDGES.contains(from);
    }

    private static String advice(String from, String to) {
        if (to.isEmpty()) {
            return "the root package wires; nobody imports it";
        }
        if (EDGES.contains(to)) {
            return "nobody imports an edge; move what is shared inwards";
        }
        if (FLOWS.contains(from) && FLOWS.contains(to)) {
            return "flows meet only through the change log and the ledger: let " + from
                    + " leave a row there, or let an edge call both in turn";
        }
        if (PILLARS.contains(from) && PILLARS.contains(to)) {
            return "pillars do not know each other: take the value as a parameter and let the flow fetch it";
        }
        return from + " may not know " + to + ": turn the dependency round with an interface that " + from
                + " declares and " + to + " implements";
    }

    private static String advice() {
        var lines = new ArrayList<String>();
        lines.add("edges  camel web cli sandbox                            nobody imports them");
        lines.add("flows  ingest delivery order punchout health privacy    import pillars and base");
        lines.add("pillars master ledger mapping quality connector access  import base");
        lines.add("base   canonical <- parser <- expression <- home; store imports canonical only");
        return String.join(System.lineSeparator(), lines);
    }
}
