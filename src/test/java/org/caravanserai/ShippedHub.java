package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.delivery.Channels;
import org.caravanserai.home.Channel;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Master;
import org.caravanserai.order.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample company in one hub for all tests that look at the whole line; its samples are taken and published. */
final class ShippedHub {
    /** Most bytes of one call for ingest. */
    static final int INGEST_LIMIT = 200 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> KEYS = new ConcurrentHashMap<>();

    private static final class Shared {
        static final RunningHub HUB = start();

        private static RunningHub start() {
            var hub = RunningHub.start(Path.of("").toAbsolutePath(), List.of("--hub.http.ingest-limit=200KB"));
            settled(hub);
            return hub;
        }
    }

    private ShippedHub() {}

    /**
     * A file as a partner got it.
     *
     * @param version of the publication
     * @param entry what the manifest says of it
     */
    record Fetched(long version, JsonNode entry, byte[] bytes) {}

    static RunningHub hub() {
        return Shared.HUB;
    }

    /** Streams that carry nothing until somebody orders. */
    private static final Set<String> ORDERS = Set.of(Target.ORDERS, Target.ORDER_STATUS, Target.SHIPMENTS);

    /** Waits until every sample was taken and no channel owes anything that has happened so far. */
    static void settled() {
        settled(hub());
    }

    /** The same of a hub of a test's own. */
    static void settled(RunningHub hub) {
        await(Duration.ofMinutes(3), "all samples taken and published", () -> taken(hub) && published(hub));
    }

    private static boolean taken(RunningHub hub) {
        var ingest = hub.part(Ingest.class);
        return !ingest.busy()
                && hub.part(CurrentHome.class).get().sources().values().stream()
                        .filter(source -> source.system().equals("files"))
                        .allMatch(source -> source.entities().keySet().stream()
                                .allMatch(kind -> ingest.runs(source.name(), kind, Long.MAX_VALUE, 1).stream()
                                        .anyMatch(run -> run.endedAt() != null)));
    }

    private static boolean published(RunningHub hub) {
        var ledger = hub.part(Ledger.class);
        var home = hub.part(CurrentHome.class).get();
        long head = hub.part(Master.class).changes().head();
        var published = home.channels().values().stream()
                .filter(channel -> channel.streams().values().stream()
                        .noneMatch(stream -> stream.files().isEmpty()))
                .map(Channel::name)
                .toList();
        return hub.part(Channels.class).all().stream()
                        .filter(status -> published.contains(status.channel().name()))
                        .noneMatch(status -> status.publications().isEmpty())
                && ledger.lanes().stream()
                        .filter(lane -> published.contains(lane.channel()))
                        .allMatch(lane -> ledger.progress(lane).seq() >= head
                                && ledger.counts(lane).of(State.PENDING) == 0);
    }

    /** Waits until partners have answered about everything; offers of products they refused go on waiting for those. */
    static void pushed() {
        pushed(hub());
    }

    /** The same of a hub of a test's own. */
    static void pushed(RunningHub hub) {
        var ledger = hub.part(Ledger.class);
        await(
                Duration.ofMinutes(3),
                "pushes",
                () -> ledger.lanes().stream()
                        .filter(lane -> !ORDERS.contains(lane.stream()))
                        .allMatch(lane -> {
                            var counts = ledger.counts(lane);
                            return counts.of(State.CONFIRMED) > 0
                                    && counts.of(State.UNKNOWN) == 0
                                    && (counts.of(State.PENDING) == 0
                                            || lane.stream().equals("offers"));
                        }));
    }

    /** Waits for a condition, looking ten times a second. */
    static void await(Duration most, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited %s for: %s", most, what).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** A key that opens this channel. */
    static String key(String channel) {
        return KEYS.computeIfAbsent(
                channel, name -> hub().part(ChannelKeys.class).issue(name, "test", "test"));
    }

    /** After a test has renewed the channel's key. */
    static void forgetKey(String channel) {
        KEYS.remove(channel);
    }

    static JsonNode json(String path) {
        var answer = hub().send(HttpRequest.newBuilder(hub().main(path)).header("Authorization", RunningHub.admin()));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static JsonNode json(byte[] text) {
        return JSON.readTree(text);
    }

    /** What a channel serves, by file name: all of one version per publication, as its manifest says. */
    static Map<String, Fetched> feeds(String channel) {
        for (int attempt = 0; attempt < 10; attempt++) {
            var fetched = new TreeMap<String, Fetched>();
            var versions = new TreeSet<Boolean>();
            for (var manifest : json(feed(channel, "manifest.json").body())) {
                for (var entry : manifest.get("files")) {
                    var name = entry.get("file").asString();
                    var answer = feed(channel, name);
                    var version =
                            answer.headers().firstValueAsLong("X-Feed-Version").orElseThrow();
                    versions.add(version == manifest.get("version").asLong());
                    fetched.put(name, new Fetched(version, entry, answer.body()));
                }
            }
            if (!versions.contains(false)) {
                return fetched;
            }
        }
        throw new AssertionError(channel + " is published faster than it can be fetched");
    }

    /** Fetches one file with the channel's key. */
    static HttpResponse<byte[]> feed(String channel, String file, String... headers) {
        var request = HttpRequest.newBuilder(hub().main("/feeds/" + channel + "/" + file))
                .header("X-Channel-Key", key(channel));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return hub().bytes(request);
    }

    /** Calls ingest as admin. */
    static HttpResponse<String> ingest(String path, String type, String body, String... headers) {
        var request = HttpRequest.newBuilder(hub().main("/api/v1/ingest/" + path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return hub().send(request);
    }

    /** Names of the channels with how many files each serves, for messages of tests. */
    static Map<String, Integer> channels() {
        var found = new LinkedHashMap<String, Integer>();
        json("/api/v1/channels")
                .forEach(channel -> found.put(
                        channel.get("channel").asString(), channel.get("files").size()));
        found.values().removeIf(files -> files == 0);
        return found;
    }
}
