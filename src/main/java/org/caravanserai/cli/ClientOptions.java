package org.caravanserai.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.store.DataFolder;
import picocli.CommandLine.Option;

/** Which hub a command talks to: the one on the data folder, else the one at an address, else one started for the command. */
final class ClientOptions {
    /** Signs in to a hub given with {@code --url}: an API key, or {@code name:password}. */
    static final String KEY = "HUB_API_KEY";

    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "option.home")
    private Path home = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
    private Path data;

    @Option(names = "--env", paramLabel = "NAME", descriptionKey = "option.env")
    private String environment;

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "option.url")
    private String url;

    private final Texts texts;
    private final Standby standby;
    private final Map<String, String> variables;

    ClientOptions(Texts texts, Standby standby, Map<String, String> variables) {
        this.texts = texts;
        this.standby = standby;
        this.variables = variables;
    }

    /** Reads the home.
     * @throws Home.NoHome when the folder is none */
    Home read() {
        return Home.read(home, environment, Library.ofClassPath());
    }

    Path folder() {
        return home.toAbsolutePath().normalize();
    }

    /** The hub. Without a running one a short one is started on the data folder. Close it. */
    HubClient hub() {
        if (url != null) {
            return remote();
        }
        var folder = data == null ? home.resolve("data") : data;
        var running = DataFolder.holder(folder).map(this::local);
        return running.orElseGet(() -> started(folder));
    }

    private HubClient remote() {
        var address = address();
        var key = variables.get(KEY);
        if (key == null || key.isBlank()) {
            throw new Commands.Refused(Commands.USAGE, texts.say("client.nokey", KEY));
        }
        return new HubClient(address, HubClient.authorization(key), texts, null);
    }

    private URI address() {
        try {
            var address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            var host = address.getHost();
            if (host != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()) && loopback(host))) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Refused below like any other.
        }
        throw new Commands.Refused(Commands.USAGE, texts.say("client.badurl", url));
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    private HubClient local(DataFolder.Holder holder) {
        if (holder.address().isEmpty()) {
            throw new Commands.Refused(Commands.REFUSED, texts.say("client.starting", holder.toString()));
        }
        return new HubClient(URI.create(holder.address()), "Bearer " + holder.token(), texts, null);
    }

    private HubClient started(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Commands.Refused(
                    Commands.REFUSED,
                    texts.say(
                            "client.nodata", folder.toAbsolutePath().normalize().toString()));
        }
        var shown = folder.toAbsolutePath().normalize().toString();
        if (!Home.isHome(home)) {
            throw new Commands.Refused(
                    Commands.USAGE,
                    texts.say(
                            "client.nohome",
                            shown,
                            home.toAbsolutePath().normalize().toString()));
        }
        Optional<Standby.Started> hub = standby.start(home, folder, environment);
        if (hub.isEmpty()) {
            throw new Commands.Refused(Commands.REFUSED, texts.say("client.nohub", shown));
        }
        var holder = DataFolder.holder(folder)
                .orElseThrow(() -> new IllegalStateException("the hub was started and does not hold " + folder));
        return new HubClient(URI.create(holder.address()), "Bearer " + holder.token(), texts, hub.get());
    }
}
