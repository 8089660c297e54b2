package org.caravanserai.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.caravanserai.canonical.Cells;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Secrets;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;

/** A home with one system {@code demo} and the channel {@code shop}, and a client over it. */
final class ClientHome implements AutoCloseable {
    private static final Library LIBRARY = Library.ofClassPath();

    /** One for all tests: names of connections differ by their port. */
    static final Database DATABASE = TestDatabases.h2();

    final Database database = DATABASE;
    final Recordings recordings = new Recordings(database, 1000, Duration.ofDays(1), Clock.systemUTC());
    private final Map<String, String> variables = new HashMap<>();
    private final Path folder = TestDatabases.folder();
    private Home home;
    private Client client;

    /**
     * @param connection what follows {@code connection:} in the channel
     * @param descriptor keys of connector.yaml, from {@code connection:} on
     */
    static ClientHome of(String connection, String descriptor) {
        var made = new ClientHome();
        made.load(connection, descriptor);
        made.open(ClientSettings.sandbox(), null);
        return made;
    }

    ClientHome secret(String name, String value) {
        variables.put(name, value);
        return open(ClientSettings.sandbox(), null);
    }

    ClientHome open(ClientSettings settings, SSLContext tls) {
        if (client != null) {
            client.close();
        }
        var secrets = Secrets.of(folder, variables);
        var ceilings = new Ceilings(database, Clock.systemUTC());
        client = tls == null
                ? new Client(() -> home, secrets, ceilings, recordings, settings, Clock.systemUTC())
                : new Client(() -> home, secrets, ceilings, recordings, settings, Clock.systemUTC(), tls);
        return this;
    }

    void load(String connection, String descriptor) {
        try {
            write(
                    "config/hub.yaml",
                    "title: Base\ntype: sandbox\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
            Files.createDirectories(folder.resolve("routes"));
            write(
                    "connectors/demo/connector.yaml",
                    "title: Demo\nstreams: { products: { map: false } }\n" + descriptor);
            write(
                    "config/channels/shop.yaml",
                    "system: demo\nstreams: { products: {} }\nconnection: " + connection + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        home = Home.read(folder, null, LIBRARY);
        var errors = home.problems().stream().filter(one -> !one.warning()).toList();
        if (!errors.isEmpty()) {
            throw new AssertionError(errors.toString());
        }
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text, StandardCharsets.UTF_8);
    }

    Client client() {
        return client;
    }

    Outcome call(String operation, Batch.Item... items) {
        return client.call("shop", operation, List.of(items), Map.of());
    }

    Outcome.Failed failed(String operation, Batch.Item... items) {
        var outcome = call(operation, items);
        if (outcome instanceof Outcome.Failed failed) {
            return failed;
        }
        throw new AssertionError("it did not fail: " + outcome);
    }

    Outcome.Answered answered(String operation, Batch.Item... items) {
        var outcome = call(operation, items);
        if (outcome instanceof Outcome.Answered answered) {
            return answered;
        }
        throw new AssertionError("it failed: " + outcome);
    }

    /** The conversation that was kept last. */
    Conversation kept() {
        return recordings.of("shop", Long.MAX_VALUE, 1).get(0);
    }

    static Batch.Item item(String key, Object... fields) {
        return new Batch.Item(key, 1, Connector.Action.CREATE, row(fields), 1, null, 1);
    }

    static Batch.Item update(String key, String remoteId, Object... fields) {
        return new Batch.Item(key, 1, Connector.Action.UPDATE, row(fields), 1, remoteId, 1);
    }

    static Batch.Item retired(String key, String remoteId) {
        return new Batch.Item(key, 1, Connector.Action.RETIRE, null, 1, remoteId, 1);
    }

    /** Names and values in turns. */
    static Cells row(Object... fields) {
        var names = new String[fields.length / 2];
        var values = new Object[fields.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = (String) fields[2 * i];
            values[i] = fields[2 * i + 1];
        }
        var list = List.of(names);
        return new Cells() {
            @Override
            public List<String> fields() {
                return list;
            }

            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Object value(int field) {
                return values[field];
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
