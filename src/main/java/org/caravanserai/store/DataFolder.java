package org.caravanserai.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of everything a hub keeps: database, inboxes, published feeds. One hub at a time; belongs to one environment for life.
 * The operating system gives the lock back when the process dies, so a dead hub never blocks the next start.
 */
public final class DataFolder implements AutoCloseable {
    /** Who holds the folder and where it answers; readable by the owner only, since it carries the token. */
    public static final String LOCK_FILE = "hub.lock";

    private static final String HELD = ".held";
    private static final String ENVIRONMENT = "environment";
    /** Closing any channel on a file gives up the locks this process has on it, so we must know our own without opening it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final String environment;
    private final boolean firstStart;
    private final FileChannel channel;
    private final FileLock lock;
    private final Holder self;

    private DataFolder(
            Path path, String environment, boolean firstStart, FileChannel channel, FileLock lock, Holder self) {
        this.path = path;
        this.environment = environment;
        this.firstStart = firstStart;
        this.channel = channel;
        this.lock = lock;
        this.self = self;
    }

    /**
     * Creates the folder if need be and takes it.
     *
     * @param environment name of the environment, "" = none; must be the one of the first start
     * @throws StoreException.Folder when it cannot be written, is held by another hub or belongs to another environment
     */
    public static DataFolder open(Path folder, String environment, Clock clock) {
        return open(folder, environment, false, clock);
    }

    /**
     * The same; with adopt the folder changes over to the environment given.
     *
     * @param adopt true only on the operator's word ({@code adopt-data})
     */
    public static DataFolder open(Path folder, String environment, boolean adopt, Clock clock) {
        var path = create(folder.toAbsolutePath().normalize());
        checkWritable(path);
        if (!OURS.add(path)) {
            throw held(path);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve(HELD), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                throw held(path);
            }
            boolean first = remember(path, environment, adopt);
            var self = Holder.self(clock.instant());
            self.write(path);
            return new DataFolder(path, environment, first, channel, lock, self);
        } catch (IOException failed) {
            release(path, channel);
            throw notWritable(path, failed);
        } catch (RuntimeException refused) {
            release(path, channel);
            throw refused;
        }
    }

    /** Absolute and normal. */
    public Path path() {
        return path;
    }

    /** Name of the environment, "" = none. */
    public String environment() {
        return environment;
    }

    /** Whether nothing ran here before. */
    public boolean firstStart() {
        return firstStart;
    }

    /** The secret by which clients on this machine prove that they may read this folder; new at every start. */
    public String token() {
        return self.token();
    }

    /** Tells clients where this hub answers.
     * @param address base URL without a slash at the end, such as {@code http://127.0.0.1:8080} */
    public void announce(String address) {
        try {
            self.at(address).write(path);
        } catch (IOException failed) {
            throw notWritable(path, failed);
        }
    }

    /** The hub that runs on this folder, empty when none does; a file left by a dead one does not count. */
    public static Optional<Holder> holder(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        if (!OURS.contains(path)) {
            if (!Files.exists(path.resolve(HELD))) {
                return Optional.empty();
            }
            try (var channel = FileChannel.open(path.resolve(HELD), StandardOpenOption.WRITE);
                    var lock = tryLock(channel)) {
                if (lock != null) {
                    return Optional.empty();
                }
            } catch (IOException unreadable) {
                // Somebody else's folder: what its file says is all there is.
            }
        }
        return Holder.read(path);
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve(LOCK_FILE));
            lock.release();
        } catch (IOException gone) {
            // The end of the process releases it.
        }
        release(path, channel);
    }

    private static void release(Path path, FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException gone) {
                // Closed is closed.
            }
        }
        OURS.remove(path);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    private static Path create(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                OwnerOnly.folder(path);
            }
            return path;
        } catch (FileAlreadyExistsException file) {
            throw new StoreException.Folder(
                    StoreCode.NO_FOLDER,
                    "the data folder " + path + " cannot be created: " + file.getFile()
                            + " is a file. Name another folder with --data",
                    file);
        } catch (IOException denied) {
            throw new StoreException.Folder(
                    StoreCode.NO_FOLDER,
                    "the data folder " + path + " cannot be created (" + reason(denied) + "). Create it for the user "
                            + System.getProperty("user.name") + " or name another with --data",
                    denied);
        }
    }

    private static void checkWritable(Path path) {
        try {
            Files.delete(Files.createTempFile(path, ".write-test", null));
        } catch (IOException denied) {
            throw notWritable(path, denied);
        }
    }

    private static StoreException notWritable(Path path, IOException denied) {
        return new StoreException.Folder(
                StoreCode.READ_ONLY,
                "the data folder " + path + " cannot be written (" + reason(denied) + "). Give the user "
                        + System.getProperty("user.name")
                        + " the right to write there or name another folder with --data",
                denied);
    }

    private static StoreException held(Path path) {
        var by = Holder.read(path).map(Holder::toString).orElse("another hub");
        return new StoreException.Folder(
                StoreCode.HELD,
                "the data folder " + path + " is held by " + by
                        + ". Stop that hub, use it through its commands, or name another folder with --data",
                null);
    }

    private static boolean remember(Path path, String environment, boolean adopt) throws IOException {
        var file = path.resolve(ENVIRONMENT);
        boolean first = !Files.exists(file);
        if (!first) {
            var before = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (!before.equals(environment) && !adopt) {
                throw new StoreException.Folder(
                        StoreCode.OTHER_ENVIRONMENT,
                        "the data folder " + path + " belongs to " + named(before) + ", not to " + named(environment)
                                + ". Start with the right --env, name another folder with --data, or change it over with adopt-data",
                        null);
            }
            if (before.equals(environment)) {
                return false;
            }
        }
        var fresh = path.resolve(ENVIRONMENT + ".new");
        Files.writeString(fresh, environment + "\n", StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return first;
    }

    private static String named(String environment) {
        return environment.isEmpty()
                ? "no environment (started without --env)"
                : "the environment '" + environment + "'";
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return failure.getClass().getSimpleName();
    }

    static String freshToken() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * A running hub.
     *
     * @param pid its process
     * @param host name of its machine
     * @param since its start
     * @param address where it answers, "" while it starts
     * @param token proves to it that the caller may read the folder; never print it
     */
    public record Holder(long pid, String host, Instant since, String address, String token) {
        static Holder self(Instant since) {
            return new Holder(ProcessHandle.current().pid(), hostName(), since, "", freshToken());
        }

        Holder at(String newAddress) {
            return new Holder(pid, host, since, newAddress, token);
        }

        void write(Path folder) throws IOException {
            var text = "pid: " + pid + "\nhost: " + host + "\nsince: " + since + "\naddress: " + address + "\ntoken: "
                    + token + "\n";
            OwnerOnly.write(folder.resolve(LOCK_FILE), text);
        }

        static Optional<Holder> read(Path folder) {
            try {
                var values = new HashMap<String, String>();
                for (var line : Files.readAllLines(folder.resolve(LOCK_FILE), StandardCharsets.UTF_8)) {
                    int colon = line.indexOf(": ");
                    if (colon > 0) {
                        values.put(line.substring(0, colon), line.substring(colon + 2));
                    }
                }
                return Optional.of(new Holder(
                        Long.parseLong(values.getOrDefault("pid", "0")),
                        values.getOrDefault("host", "?"),
                        Instant.parse(values.getOrDefault("since", Instant.EPOCH.toString())),
                        values.getOrDefault("address", ""),
                        values.getOrDefault("token", "")));
            } catch (IOException | RuntimeException unreadable) {
                return Optional.empty();
            }
        }

        private static String hostName() {
            for (var variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
                var name = System.getenv(variable);
                if (name != null && !name.isBlank()) {
                    return name;
                }
            }
            try {
                return Files.readString(Path.of("/etc/hostname"), StandardCharsets.UTF_8)
                        .strip();
            } catch (IOException none) {
                return "localhost";
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "the hub with process " + pid + " on " + host + " since " + since
                    + (address.isEmpty() ? "" : " at " + address);
        }
    }
}
