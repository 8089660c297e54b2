package org.caravanserai.connector.depot;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.client.SafeResolver;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the files of publications at partners: by SFTP, FTPS, S3 or mail. Only addresses the outbound client may call, a total time for each visit, and no
 * secret in any text. Thread-safe; who calls keeps to one visit per partner at a time.
 */
public final class Depots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Depots.class);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration DROP = Duration.ofMinutes(2);

    /** The longest a letter can take. */
    public static final Duration LONGEST_LETTER = Duration.ofMinutes(2);

    private final Secrets secrets;
    private final SafeResolver resolver;
    private final Duration limit;
    private final Map<String, Depot> depots;
    private final MailDepot mail;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "hub-depot-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param redirectMail the one box all mail goes to, null = its recipients */
    public Depots(Secrets secrets, ClientSettings settings, String redirectMail, Clock clock) {
        this(secrets, settings, redirectMail, clock, Trust.usual(), LIMIT);
    }

    Depots(Secrets secrets, ClientSettings settings, String redirectMail, Clock clock, Trust trust, Duration limit) {
        this.secrets = secrets;
        this.limit = limit;
        this.resolver = SafeResolver.of(settings);
        this.mail = new MailDepot(redirectMail, trust);
        this.depots = Map.of(
                "sftp", new SftpDepot(),
                "ftps", new FtpsDepot(trust),
                "s3", new S3Depot(settings.loopback(), trust, clock),
                "mail", mail);
    }

    /** Where a target is, for people and as its name: host and folder, bucket and prefix, recipients. Holds no user and no secret. */
    public static String address(String system, Connection connection) {
        var parts = switch (system) {
            case "s3" -> Stream.of("endpoint", "bucket", "prefix");
            case "mail" -> Stream.of("to");
            default -> Stream.of("host", "port", "directory");
        };
        var text = parts.flatMap(key -> connection.values().getOrDefault(key, List.of()).stream()
                        .map(value -> key.equals("port") ? ":" + value : value))
                .collect(Collectors.joining(system.equals("mail") ? ", " : "/"))
                .replace("/:", ":")
                .replace("//", "/");
        return text.length() <= 200 ? text : text.substring(0, 200);
    }

    /**
     * Puts a parcel at a partner. Doing it again after any failure does no harm. Never throws for anything partner, line or settings do.
     *
     * @param system {@code sftp ftps s3 mail}
     */
    public Stored store(String system, Connection connection, Parcel parcel) {
        var depot = depots.get(system);
        return visit(
                connection,
                limit,
                parcel.publication() + " of " + parcel.channel() + " by " + system,
                (keys, visit) -> {
                    var host = depot.host(keys);
                    depot.store(keys, resolver.resolve(host)[0], parcel, visit);
                    return new Stored.Done(parcel.bytes());
                });
    }

    /**
     * Sends one letter by mail to all who can be written to. Never throws for anything server, line or settings do.
     *
     * @param connection as that of a target {@code mail}
     * @return failed with {@code line} or {@code time}: it may have gone out all the same, and may go again under the same id; with {@code recipient}: the
     *     server will never take it for anybody; else it did not go out
     */
    public Stored send(Connection connection, Letter letter) {
        return visit(connection, LONGEST_LETTER, "letter " + letter.id(), (keys, visit) -> {
            var wrong = mail.send(keys, resolver.resolve(mail.host(keys))[0], letter, visit);
            return new Stored.Done(letter.html().length(), wrong);
        });
    }

    /** Longest visit at a drop, in either direction. */
    public static Duration longestDrop() {
        return DROP;
    }

    /**
     * A folder at a partner where single files are left.
     *
     * @param system {@code sftp ftps}
     */
    public Drop drop(String system, Connection connection) {
        var depot = (FolderDepot) depots.get(system);
        return new RemoteDrop((name, work) -> visit(connection, DROP, name + " by " + system, (keys, visit) -> {
            var host = depot.host(keys);
            depot.visit(keys, resolver.resolve(host)[0], visit, work);
            return new Stored.Done(0);
        }));
    }

    /**
     * A folder at a partner where files are left for us.
     *
     * @param system {@code sftp ftps}
     * @param directory the folder there, in place of that of the connection
     */
    public Pickup pickup(String system, Connection connection, String directory) {
        var depot = (FolderDepot) depots.get(system);
        var values = new HashMap<>(connection.values());
        values.put("directory", List.of(directory));
        var there = new Connection(values, connection.position());
        return new RemotePickup((name, work) -> visit(there, DROP, name + " by " + system, (keys, visit) -> {
            var host = depot.host(keys);
            depot.visit(keys, resolver.resolve(host)[0], visit, work);
            return new Stored.Done(0);
        }));
    }

    @FunctionalInterface
    private interface Work {
        Stored at(Keys keys, Visit visit) throws IOException, NotStored, SafeResolver.Forbidden;
    }

    private Stored visit(Connection connection, Duration most, String what, Work work) {
        var keys = new Keys(connection, secrets);
        var visit = new Visit(watch, most);
        try (visit) {
            return work.at(keys, visit);
        } catch (NotStored not) {
            return failed(not.fault, not.code, not.getMessage(), keys, visit);
        } catch (SafeResolver.Forbidden forbidden) {
            return failed(Fault.CHANNEL, "address", forbidden.getMessage(), keys, visit);
        } catch (NoSuchFileException gone) {
            return failed(Fault.TRANSIENT, "superseded", "a newer version took the place of this one", keys, visit);
        } catch (UnknownHostException unknown) {
            return failed(Fault.TRANSIENT, "address", unknown.getMessage(), keys, visit);
        } catch (SocketTimeoutException slow) {
            return failed(Fault.TRANSIENT, "time", "the partner did not answer in time", keys, visit);
        } catch (SSLException tls) {
            return failed(Fault.CHANNEL, "certificate", "no safe line: " + tls.getMessage(), keys, visit);
        } catch (IOException broken) {
            return failed(Fault.TRANSIENT, "line", words(broken), keys, visit);
        } catch (RuntimeException bug) {
            // What it threw may hold what it was handling: only its class is shown.
            LOG.error(
                    "pushing {} failed inside the hub: {} at {}",
                    what,
                    bug.getClass().getName(),
                    bug.getStackTrace().length == 0 ? "?" : bug.getStackTrace()[0]);
            return failed(Fault.TRANSIENT, "line", "pushing failed inside the hub", keys, visit);
        }
    }

    private static String words(IOException broken) {
        var text = broken.getMessage();
        return "the line broke" + (text == null || text.isBlank() ? "" : ": " + text);
    }

    private static Stored failed(Fault fault, String code, String text, Keys keys, Visit visit) {
        if (visit.over()) {
            return new Stored.Failed(Fault.TRANSIENT, "time", "it took too long and was broken off");
        }
        return new Stored.Failed(fault, code, keys.safe(text));
    }

    @Override
    public void close() {
        watch.shutdown();
        resolver.close();
    }
}
