package org.caravanserai.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts a hub for as long as a command needs one, where none runs: so a command does the same thing, under the same checks, whether a hub was
 * running or not.
 */
@FunctionalInterface
public interface Standby {
    /** Nobody starts. */
    Standby NONE = (home, data, environment) -> Optional.empty();

    /** A hub that was started. */
    interface Started extends AutoCloseable {
        /** Stops it. */
        @Override
        void close();
    }

    /**
     * Starts a hub on the loopback, on a free port, without the routes of the home; returns when its address stands in the data folder.
     *
     * @param environment null = none
     * @return empty when it did not start; why was printed on standard error
     */
    Optional<Started> start(Path home, Path data, String environment);
}
