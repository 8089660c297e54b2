package org.caravanserai.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.HandClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One account of a sandbox, called without a network, at a time the test sets. */
public final class SandboxCase implements AutoCloseable {

    private final Path folder;
    private final String address;
    private final String system;
    private final String name;
    private final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> breaches = new ArrayList<>();
    private Contract contract;
    private String contractPrefix = "";
    private Sandbox sandbox;

    /** An account named {@code test}, in an empty folder. */
    public SandboxCase(String system) {
        this.system = system;
        this.name = "test";
        address = "/sandbox/" + system + "/" + name;
        try {
            folder = Files.createTempDirectory("sandbox");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        sandbox = new Sandbox(folder, clock, 1);
    }

    /** Sends this header with every call from now on; null sends it no longer. */
    public SandboxCase header(String header, String value) {
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return this;
    }

    /** Holds every call that is answered with success against the vendor's contract from now on. */
    public SandboxCase against(Contract vendors) {
        return against(vendors, "");
    }

    /** The same where the contract leaves out the first part of every path. */
    public SandboxCase against(Contract vendors, String prefix) {
        contract = vendors;
        contractPrefix = prefix;
        return this;
    }

    /** What the contract does not allow, of all calls so far. */
    public List<String> breaches() {
        return breaches;
    }

    /** Lets time go by. */
    public void pass(Duration time) {
        clock.pass(time);
    }

    /** The account. */
    public StandIn standIn() {
        return sandbox.standIn(system, name).orElseThrow();
    }

    /** Ends it and starts it again from what is on the disk. */
    public void restart() {
        sandbox.close();
        sandbox = new Sandbox(folder, clock, 1);
    }

    /** Where its journal is. */
    public Path journal() {
        return folder.resolve(system + "-" + name).resolve("calls.jsonl");
    }

    /** Calls with JSON, or without a body when it is null. */
    public Answer call(String method, String pathAndQuery, String json) {
        return call(
                method, pathAndQuery, "application/json", json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }

    /** Calls without a body. */
    public Answer call(String method, String pathAndQuery) {
        return call(method, pathAndQuery, null);
    }

    /** Calls with any body. */
    public Answer call(String method, String pathAndQuery, String type, byte[] body) {
        var at = pathAndQuery.indexOf('?');
        var path = at < 0 ? pathAndQuery : pathAndQuery.substring(0, at);
        var sent = new LinkedHashMap<>(headers);
        if (body != null) {
            sent.put("Content-Type", type);
        }
        var request = Request.of(
                method,
                address + path,
                at < 0 ? null : pathAndQuery.substring(at + 1),
                sent,
                body == null ? new byte[0] : body);
        var answer = sandbox.handle(request);
        if (contract != null && answer.status() < 400) {
            var below = request.below(3);
            var mine = below.path().startsWith(contractPrefix)
                    ? below.path().substring(contractPrefix.length())
                    : below.path();
            var content = body == null ? new byte[0] : body;
            contract.request(method, mine, below.query(), body == null ? null : type, content)
                    .forEach(breach -> breaches.add(method + " " + pathAndQuery + " asked: " + breach));
            contract.answer(method, mine, answer.status(), answer.headers().get("Content-Type"), answer.body())
                    .forEach(breach -> breaches.add(method + " " + pathAndQuery + " answered: " + breach));
        }
        return answer;
    }

    /** Turns a switch of the account. */
    public Answer control(String method, String act, String json) {
        return sandbox.handle(Request.of(
                method,
                "/sandbox/control/" + system + "/" + name + "/" + act,
                null,
                json == null ? Map.of() : Map.of("Content-Type", "application/json"),
                json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Uploads a CSV file with further fields of the form, {@code name=value}. */
    public Answer upload(String path, String csv, String... fields) {
        return call("POST", path, "multipart/form-data; boundary=cut-here", form(csv, fields));
    }

    /** A form with a file. */
    public static byte[] form(String csv, String... fields) {
        var form = new StringBuilder();
        for (var field : fields) {
            var at = field.indexOf('=');
            form.append("--cut-here\r\nContent-Disposition: form-data; name=\"")
                    .append(field, 0, at)
                    .append("\"\r\n\r\n")
                    .append(field.substring(at + 1))
                    .append("\r\n");
        }
        if (csv != null) {
            form.append("--cut-here\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n")
                    .append("Content-Type: text/csv\r\n\r\n")
                    .append(csv)
                    .append("\r\n");
        }
        return form.append("--cut-here--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON of an answer. */
    public static JsonNode json(Answer answer) {
        return Json.read(answer.body()).orElseThrow(() -> new AssertionError("no JSON: " + answer.text()));
    }

    /** Records of a kind. */
    public Map<String, ObjectNode> records(String kind) {
        return standIn().records().getOrDefault(kind, Map.of());
    }

    /** Lines of the journal. */
    public List<ObjectNode> lines() {
        var lines = new ArrayList<ObjectNode>();
        standIn().journal(line -> {
            lines.add(line);
            return true;
        });
        return lines;
    }

    @Override
    public void close() {
        sandbox.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
