package org.caravanserai.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the database is and what it must promise.
 *
 * @param url JDBC address of a PostgreSQL or H2 database; null = the H2 file in the data folder
 * @param user null only with the H2 file
 * @param password null = none; never printed
 * @param dataFolder the hub's data folder; watched for free space, holds the H2 file
 * @param profile what an acknowledgement must be worth on H2
 * @param readers threads that read, each with its own connection
 * @param writers threads that write on PostgreSQL; H2 always has one
 * @param waitLimit how long a caller waits for a thread before {@link StoreException.Busy}
 * @param guard free space below which new work is refused
 */
public record DatabaseSettings(
        String url,
        String user,
        String password,
        Path dataFolder,
        Profile profile,
        int readers,
        int writers,
        Duration waitLimit,
        DiskGuard.Limits guard) {
    public DatabaseSettings {
        Objects.requireNonNull(dataFolder, "dataFolder");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(waitLimit, "waitLimit");
        Objects.requireNonNull(guard, "guard");
        if (readers < 1 || writers < 1) {
            throw new IllegalArgumentException(
                    "at least one reader and one writer, not " + readers + " and " + writers);
        }
    }

    /** The H2 file in this data folder with the usual numbers. */
    public static DatabaseSettings h2(Path dataFolder, Profile profile) {
        return new DatabaseSettings(
                null, null, null, dataFolder, profile, 4, 1, Duration.ofSeconds(2), DiskGuard.Limits.USUAL);
    }

    /** A database at an address with the usual numbers. */
    public static DatabaseSettings at(String url, String user, String password, Path dataFolder, Profile profile) {
        return new DatabaseSettings(
                url, user, password, dataFolder, profile, 4, 4, Duration.ofSeconds(2), DiskGuard.Limits.USUAL);
    }

    /** The same with another wait limit. */
    public DatabaseSettings waiting(Duration limit) {
        return new DatabaseSettings(url, user, password, dataFolder, profile, readers, writers, limit, guard);
    }

    /** The same with other limits of free space. */
    public DatabaseSettings guarded(DiskGuard.Limits limits) {
        return new DatabaseSettings(url, user, password, dataFolder, profile, readers, writers, waitLimit, limits);
    }

    Dialect dialect() {
        return Dialect.of(url);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + (url == null ? "H2 file in " + dataFolder : url.replaceAll("[?;].*", "")) + ", "
                + profile + "]";
    }
}
