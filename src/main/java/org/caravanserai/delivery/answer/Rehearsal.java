package org.caravanserai.delivery.answer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.PlayedPartner;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.connector.codec.RecordedValues;
import org.caravanserai.home.Authentication;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Secrets;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.mapping.AckRow;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlMap;

/** Plays one recorded call. */
final class Rehearsal {
    private static final String CHANNEL = "rehearsal";
    private static final String ADDRESS = "https://partner.example";
    private static final String TOKEN_PATH = "/recorded-token";
    private static final String TOKEN = "recorded-token";

    private final Home home;
    private final Connector connector;
    private final Connector.Operation operation;
    private final AnswerMaps maps;
    private final Clock clock;
    private final Tree written;
    private final List<Tree> exchanges = new ArrayList<>();
    private final List<PlayedPartner.Asked> asked = new ArrayList<>();
    private final List<PlayedPartner.Said> said = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    Rehearsal(
            Home home, Connector connector, Connector.Operation operation, AnswerMaps maps, Clock clock, Tree written) {
        this.home = home;
        this.connector = connector;
        this.operation = operation;
        this.maps = maps;
        this.clock = clock;
        this.written = written;
        exchanges.add(written);
        exchanges.addAll(written.items("then"));
    }

    Rehearsals.Played play() {
        var variables = new HashMap<String, String>();
        var values = connection(variables);
        var staged = home.with(channel(new Connection(values, written.at())));
        try (var client = Client.rehearsing(() -> staged, Secrets.of(home.folder(), variables), this::answer, clock)) {
            if (written.items("items").isEmpty()) {
                alone(client);
            } else {
                carried(client);
            }
        }
        new RecordedRequests(written, exchanges, this::differ).compare(asked);
        return new Rehearsals.Played(List.copyOf(differences), List.copyOf(asked), List.copyOf(said));
    }

    /** Secrets are named after their key, so that a recording can say where they go. */
    private Map<String, List<String>> connection(Map<String, String> variables) {
        var values = new TreeMap<String, List<String>>();
        var given = written.strings("connection");
        for (var property : connector.connection().values()) {
            var name = property.name();
            if (name.equals(Connector.BASE_URL)) {
                values.put(name, List.of(ADDRESS));
            } else if (property.secret()) {
                variables.put(name, "recorded-" + name);
                values.put(name, List.of("env:" + name));
            } else if ("uri".equals(property.format())) {
                values.put(name, List.of(given.getOrDefault(name, ADDRESS + TOKEN_PATH)));
            } else {
                var value = given.getOrDefault(
                        name,
                        property.defaultValue() != null
                                ? property.defaultValue()
                                : connector.required().contains(name)
                                        ? Objects.requireNonNullElse(property.example(), name)
                                        : null);
                if (value != null) {
                    values.put(name, List.of(value));
                }
            }
        }
        return values;
    }

    private Channel channel(Connection connection) {
        var company = home.company();
        return Channel.trying(
                CHANNEL,
                connector.system(),
                connection,
                written.text("locale", company.mainLocale()),
                company.currency());
    }

    private PlayedPartner.Said answer(PlayedPartner.Asked request) {
        var token = token(request);
        if (token != null) {
            return token;
        }
        asked.add(request);
        if (asked.size() > exchanges.size()) {
            return null;
        }
        var answer = said(exchanges.get(asked.size() - 1).tree("answer"));
        if (answer != null) {
            said.add(answer);
        }
        return answer;
    }

    /** The answer to a request for a token, null when it is none. */
    private PlayedPartner.Said token(PlayedPartner.Asked request) {
        var path = request.path().replaceFirst("\\?.*", "");
        var way = connector.http().authentication();
        if (way instanceof Authentication.OAuth2 oauth
                && path.equals(oauth.token().startsWith("/") ? oauth.token() : TOKEN_PATH)) {
            return json(Map.of(), Map.of("access_token", TOKEN));
        }
        if (way instanceof Authentication.Login login && !operation.name().equals(login.operation())) {
            var signIn = connector.operations().get(login.operation());
            if (signIn != null && asked.isEmpty() && signs(signIn, request)) {
                return login.fromHeader() != null
                        ? json(Map.of(login.fromHeader(), TOKEN), Map.of())
                        : json(Map.of(), nested(login.at().split("\\.")));
            }
        }
        return null;
    }

    /** Systems with one address for everything tell calls apart by what they carry: the one without proof signs in. */
    private static boolean signs(Connector.Operation signIn, PlayedPartner.Asked request) {
        return request.path().startsWith(signIn.path().replaceFirst("\\{.*", ""))
                && request.headers().values().stream().noneMatch(value -> value.contains(TOKEN));
    }

    private static Map<String, Object> nested(String[] path) {
        Map<String, Object> map = Map.of(path[path.length - 1], TOKEN);
        for (int i = path.length - 2; i >= 0; i--) {
            map = Map.of(path[i], map);
        }
        return map;
    }

    private static PlayedPartner.Said json(Map<String, String> headers, Object body) {
        var all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        return new PlayedPartner.Said(200, all, RecordedValues.write(body));
    }

    private PlayedPartner.Said said(Tree answer) {
        if (!answer.has("status")) {
            return null;
        }
        var headers = new LinkedHashMap<>(answer.strings("headers"));
        boolean json = answer.has("json");
        var type = json
                ? "application/json"
                : switch (operation.answer().format()) {
                    case "xml" -> "application/xml; charset=UTF-8";
                    case "csv" -> "text/csv; charset=UTF-8";
                    case "json" -> "application/json";
                    default -> "text/plain; charset=UTF-8";
                };
        if (headers.keySet().stream().noneMatch(name -> name.equalsIgnoreCase("content-type"))
                && (json || answer.has("text"))) {
            headers.put("Content-Type", type);
        }
        var body = json
                ? RecordedValues.write(RecordedValues.json(answer.node("json")))
                : answer.text("text", "").getBytes(Answers.charset(headers.get("Content-Type")));
        return new PlayedPartner.Said(answer.number("status"), headers, body);
    }

    private void alone(Client client) {
        var variables = new HashMap<>(written.strings("page"));
        if (written.has("locale")) {
            variables.put("locale", written.text("locale"));
        }
        if (written.has("job")) {
            variables.put("job", written.text("job"));
        }
        var outcome = client.call(CHANNEL, operation.name(), List.of(), variables);
        fault(outcome instanceof Outcome.Failed failed ? failed.fault() : null, outcome);
        if (outcome instanceof Outcome.Answered answered && operation.answer().map() != null) {
            spoken(answered);
        } else if (written.has("expect")) {
            differ(written.at("expect"), "the call carries no item, and no map says what its answer means");
        }
    }

    /** What a list says of whom it names. */
    private void spoken(Outcome.Answered answered) {
        var rows = maps.apply(
                operation.answer().map(),
                answered.records(),
                Map.of("status", (long) answered.reply().status(), "keys", List.of()));
        for (var expected : written.items("expect")) {
            var key = expected.text("key");
            var row = rows.stream().filter(one -> key.equals(one.key())).findFirst();
            if (row.isEmpty()) {
                differ(expected.at("key"), "the answer says nothing of " + key);
            }
            row.ifPresent(one -> outcome(expected, found(one)));
        }
        if (rows.size() != written.items("expect").size()) {
            differ(written.at("expect"), "the answer speaks of " + rows.size() + ", expect says what it says of each");
        }
    }

    private void fault(Fault found, Object shown) {
        var expected = written.has("fault") ? written.word("fault", Fault.class) : null;
        if (found != expected) {
            differ(
                    written.at("fault"),
                    (expected == null
                                    ? "the call should succeed"
                                    : "the call should fail as a whole: " + word(expected))
                            + "; it ended as " + (found == null ? "answered" : word(found) + ", " + shown));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void carried(Client client) {
        var items = new ArrayList<Batch.Item>();
        long number = 0;
        for (var item : written.items("items")) {
            items.add(new Batch.Item(
                    item.text("key"),
                    ++number,
                    item.word("action", Connector.Action.class),
                    item.node("row") instanceof YamlMap row ? RecordedValues.row(row) : null,
                    number,
                    item.text("remoteId"),
                    1,
                    operation.only() == null
                            ? null
                            : Set.copyOf(operation.only().changed()),
                    null));
        }
        var job = written.has("job")
                ? new Batch.Job(
                        written.text("job"),
                        operation.jobs().isEmpty() ? "" : operation.jobs().get(0))
                : null;
        var batch = new Batch(CHANNEL, CHANNEL, written.text("locale"), job, items);
        written.items("items").forEach(item -> before(batch, item));
        new Calls(new Direct(client), maps, clock).call(batch, operation.name());
        fault(
                batch.failure() == null ? null : batch.failure().fault(),
                batch.failure() == null ? "" : batch.failure().text());
        var after = batch.items();
        var refusals = new HashMap<String, Ack.Rejected>();
        items.forEach(item -> batch.refusals(item.key()).stream()
                .findFirst()
                .ifPresent(refusal -> refusals.put(item.key(), refusal)));
        if (batch.foreign()) {
            differ(written.at("answer"), "the answer speaks of an item that was not sent");
        }
        var acks = batch.seal();
        for (var expected : written.items("expect")) {
            var key = expected.text("key");
            var item = after.stream()
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            var before = items.stream()
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            outcome(expected, found(item, before, acks.get(key), refusals.get(key)));
        }
    }

    /** What is known of an item from operations before. */
    private static void before(Batch batch, Tree item) {
        item.strings("facts").forEach((name, value) -> batch.fact(item.text("key"), name, value));
        if (item.node("kept") instanceof YamlMap kept) {
            kept.entries().forEach(one -> batch.keep(item.text("key"), one.key(), RecordedValues.records(one.value())));
        }
    }

    private static Map<String, String> found(Batch.Item item, Batch.Item before, Ack ack, Ack.Rejected refusal) {
        var found = new LinkedHashMap<String, String>();
        if (ack instanceof Ack.Accepted accepted) {
            found.put("outcome", "accepted");
            found.put("remoteId", accepted.remoteId());
        } else if (ack instanceof Ack.Submitted submitted) {
            found.put("outcome", "submitted");
            found.put("job", submitted.jobId());
        } else if (refusal != null) {
            found.put("outcome", "rejected");
            found.put("code", refusal.code());
            found.put("field", refusal.field());
            found.put("text", refusal.text());
        } else if (ack instanceof Ack.Deferred) {
            found.put("outcome", "deferred");
        } else if (ack instanceof Ack.Unknown unknown) {
            found.put("outcome", "unknown");
            found.put("text", unknown.why());
        } else if (!Objects.equals(item.remoteId(), before.remoteId())) {
            found.put("outcome", "known");
            found.put("remoteId", item.remoteId());
        } else {
            found.put("outcome", "open");
        }
        return found;
    }

    private static Map<String, String> found(AckRow row) {
        var found = new LinkedHashMap<String, String>();
        found.put("outcome", row.outcome().word());
        found.put("remoteId", row.remoteId());
        found.put("code", row.code());
        found.put("field", row.field());
        found.put("text", row.text());
        found.put("job", row.job());
        return found;
    }

    private void outcome(Tree expected, Map<String, String> found) {
        for (var key : List.of("outcome", "remoteId", "code", "field", "text", "job")) {
            if (expected.has(key) && !expected.text(key).equals(found.get(key))) {
                differ(
                        expected.at(key),
                        expected.text("key") + ": " + key + " should be " + expected.text(key) + "; it is " + found);
            }
        }
    }

    private void differ(Position at, String text) {
        differences.add(at + " " + text);
    }
}
