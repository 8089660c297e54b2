package org.caravanserai.camel;

import java.util.Optional;

/** What {@code hub:publish} asks. */
public interface Publisher {
    /**
     * Writes and publishes the stream's files when they are due.
     *
     * @return what was published, empty when nothing is due
     */
    Optional<Publication> publish(String channel, String stream);

    /** A publication whose files are visible, on its way through a route. */
    interface Publication {
        /** The manifest as JSON, UTF-8. */
        byte[] manifest();

        /** The route has ended without a fault: the partner can have it. */
        void confirm();
    }
}
