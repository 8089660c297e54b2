package org.caravanserai;

import java.util.Optional;
import org.caravanserai.access.AccessCode;
import org.caravanserai.store.StoreException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Says in one line why the hub does not start, where the reason is known; every other failure keeps its stack trace.
 * Found by Spring through {@code META-INF/spring.factories}.
 */
final class HubFailures implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        var line = line(failure);
        line.ifPresent(System.err::println);
        return line.isPresent();
    }

    /** Code and text; empty when the failure is not one we know. */
    static Optional<String> line(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubRefused || cause instanceof StoreException) {
                return Optional.of(cause.getMessage());
            }
            if (cause instanceof PortInUseException port) {
                return Optional.of(AccessCode.PORT_IN_USE.code() + " port " + port.getPort()
                        + " is in use, perhaps by another hub. Stop it, or"
                        + " choose ports with --server.port=N and --management.server.port=N (0 = any free one)");
            }
        }
        return Optional.empty();
    }
}
