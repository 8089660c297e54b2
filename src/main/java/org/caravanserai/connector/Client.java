package org.caravanserai.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.caravanserai.connector.client.Link;
import org.caravanserai.connector.client.Machinery;
import org.caravanserai.connector.client.Reach;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.home.Authentication;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Payload;
import org.caravanserai.home.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out operations against the connections of channels: the only way out by HTTP. It applies secrets, ceilings, the address rule, time-outs, masking and
 * recording, and says of every call how it ended. Channels with the same connection share lines, ceilings and breaker. Thread-safe.
 */
public final class Client implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final Duration UNUSED = Duration.ofMinutes(30);

    private final Supplier<Home> home;
    private final ClientSettings settings;
    private final Clock clock;
    private final Machinery machinery;
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    /** @param home the version in force; asked at every call, so a reloaded descriptor counts from the next one on */
    public Client(
            Supplier<Home> home,
            Secrets secrets,
            Ceilings ceilings,
            Recordings recordings,
            ClientSettings settings,
            Clock clock) {
        this(home, secrets, ceilings, recordings, settings, clock, trust());
    }

    Client(
            Supplier<Home> home,
            Secrets secrets,
            Ceilings ceilings,
            Recordings recordings,
            ClientSettings settings,
            Clock clock,
            SSLContext tls) {
        this(home, settings, clock, new Machinery(secrets, ceilings, recordings, settings, clock, tls));
    }

    private Client(Supplier<Home> home, ClientSettings settings, Clock clock, Machinery machinery) {
        this.home = home;
        this.settings = settings;
        this.clock = clock;
        this.machinery = machinery;
    }

    /** A client whose calls a played partner answers: nothing leaves this process, no ceiling is waited for and no conversation is kept. */
    public static Client rehearsing(Supplier<Home> home, Secrets secrets, PlayedPartner partner, Clock clock) {
        var settings = ClientSettings.production();
        var machinery = new Machinery(secrets, Ceilings.none(), Recordings.none(), settings, clock, trust(), partner);
        return new Client(home, settings, clock, machinery);
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    /**
     * Carries out one call. Never throws for anything the partner, the network, a secret or a value does.
     *
     * @param items all that go with this one call: at most {@code operation.batch()}, or none for an operation that speaks of no item
     * @param variables texts for {@code {locale} {job} {page} {offset} {limit} {cursor} {since}}
     */
    public Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables) {
        return call(channel, operation, items, variables, true);
    }

    /**
     * Reads one page of a list. Never throws.
     *
     * @param keep whether the conversation is kept although nothing went wrong: a long list would push out all others
     */
    public Outcome page(String channel, String operation, Map<String, String> variables, boolean keep) {
        return call(channel, operation, List.of(), variables, keep);
    }

    /**
     * Posts a document to somebody who is no channel: a buyer, whose account names a whole address. Never throws.
     *
     * @param who name of the account, as conversations are kept under
     * @param system connector with the operation
     * @param connection its address without query, and its secrets
     * @param query of the address, by name
     * @param document as it goes out
     */
    public Outcome post(
            String who,
            String system,
            String operation,
            Connection connection,
            Map<String, String> query,
            String document) {
        var variables = Map.of(Payload.Document.VARIABLE, document);
        return guarded(who, operation, () -> {
            var connector = home.get().connectors().get(system);
            var declared = connector == null ? null : connector.operations().get(operation);
            if (declared == null) {
                return failed("'" + system + "' has no operation '" + operation + "'");
            }
            var address = connection.value(Connector.BASE_URL);
            // A path keeps its last slash, and an address without a path has one.
            var path = address.endsWith("/") || address.matches("[a-z]+://[^/]*") ? "/" : "";
            return link(connector, connection).call(who, at(declared, path, query), List.of(), variables, true);
        });
    }

    /** An operation where whoever is called says the whole address. */
    private static Connector.Operation at(Connector.Operation one, String path, Map<String, String> query) {
        return new Connector.Operation(
                one.name(),
                one.description(),
                one.kind(),
                one.idempotent(),
                one.anonymous(),
                one.method(),
                path,
                one.takes(),
                one.needs(),
                one.unless(),
                one.differs(),
                one.each(),
                one.batch(),
                one.pages(),
                one.ceiling(),
                one.sharing(),
                one.timeout(),
                query,
                one.headers(),
                one.body(),
                one.absent(),
                one.answer(),
                one.errors(),
                one.where(),
                one.only(),
                one.jobs(),
                one.position());
    }

    private Outcome call(
            String channel, String operation, List<Batch.Item> items, Map<String, String> variables, boolean keep) {
        return guarded(channel, operation, () -> {
            var now = home.get();
            var config = channel(now, channel);
            var connector = connector(now, config);
            var declared = connector.operations().get(operation);
            if (declared == null) {
                return failed("'" + connector.system() + "' has no operation '" + operation + "'");
            }
            return link(connector, config.connection()).call(channel, declared, items, variables, keep);
        });
    }

    private static Outcome guarded(String channel, String operation, Supplier<Outcome> call) {
        try {
            return call.get();
        } catch (CannotEncode cannot) {
            return failed(cannot.getMessage());
        } catch (IllegalArgumentException unknown) {
            return failed(unknown.getMessage());
        } catch (RuntimeException bug) {
            // What it threw may hold what it was handling: neither message nor cause is shown.
            LOG.error(
                    "calling {} of channel {} failed inside the hub: {} at {}",
                    operation,
                    channel,
                    bug.getClass().getName(),
                    bug.getStackTrace().length == 0 ? "?" : bug.getStackTrace()[0]);
            return new Outcome.Failed(Fault.UNKNOWN, null, "the call failed inside the hub", null, List.of());
        }
    }

    private static Outcome failed(String text) {
        return new Outcome.Failed(Fault.CHANNEL, null, text, null, List.of());
    }

    /**
     * An operation as it is declared for the system of a channel.
     *
     * @throws IllegalArgumentException when channel or operation do not exist
     */
    public Connector.Operation operation(String channel, String operation) {
        var now = home.get();
        var connector = connector(now, channel(now, channel));
        var declared = connector.operations().get(operation);
        if (declared == null) {
            throw new IllegalArgumentException("'" + connector.system() + "' has no operation '" + operation + "'");
        }
        return declared;
    }

    /** Whether the connection of a channel has the values under which an operation is used. */
    public boolean serves(String channel, Connector.Operation operation) {
        var connection = channel(home.get(), channel).connection();
        return operation.where().entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(connection.value(wanted.getKey())));
    }

    /** Tries the way to the partner of a channel, step by step until one fails, without saying anything to it. Never throws. */
    public List<Reach> reach(String channel) {
        try {
            var now = home.get();
            var config = channel(now, channel);
            return link(connector(now, config), config.connection()).reach();
        } catch (CannotEncode | IllegalArgumentException wrong) {
            return List.of(new Reach("address", false, wrong.getMessage()));
        }
    }

    /** The longest a call can take, waiting included: leases must last longer. */
    public Duration longest(Connector.Operation operation) {
        return Link.longest(operation, settings.patience());
    }

    /** True when the operation takes what should happen to the item. */
    public static boolean carries(Connector.Operation operation, Batch.Item item) {
        return operation.takes().contains(item.action());
    }

    private static Channel channel(Home home, String name) {
        return home.channel(name).orElseThrow(() -> new IllegalArgumentException("there is no channel '" + name + "'"));
    }

    private static Connector connector(Home home, Channel channel) {
        var connector = home.connectors().get(channel.system());
        if (connector == null) {
            throw new IllegalArgumentException("there is no connector '" + channel.system() + "'");
        }
        return connector;
    }

    private Link link(Connector connector, Connection connection) {
        var name = name(connector, connection);
        // The number of lines and the proof are the descriptor's: a changed one gets lines of its own, its ceilings
        // keep their name.
        var key = name + "#" + Objects.hash(connector.http(), connector.connection(), signIn(connector));
        var link = links.get(key);
        if (link == null) {
            link = links.computeIfAbsent(key, same -> new Link(name, connector, connection, machinery));
            forget();
        }
        return link;
    }

    private static Connector.Operation signIn(Connector connector) {
        return connector.http().authentication() instanceof Authentication.Login login
                ? connector.operations().get(login.operation())
                : null;
    }

    /** Lines nobody uses any more: their connection or descriptor was changed. */
    private void forget() {
        var before = clock.instant().minus(UNUSED);
        links.entrySet().removeIf(entry -> {
            boolean old = entry.getValue().idle() && entry.getValue().used().isBefore(before);
            if (old) {
                entry.getValue().close();
            }
            return old;
        });
    }

    /** The same for channels with the same connection, and after a restart. Made of references, not of secrets. */
    private static String name(Connector connector, Connection connection) {
        var text = new TreeMap<>(connection.values()).toString();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return connector.system() + "/" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        links.clear();
        machinery.close();
    }
}
