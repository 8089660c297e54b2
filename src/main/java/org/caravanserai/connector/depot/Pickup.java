package org.caravanserai.connector.depot;

import java.nio.file.Path;
import java.util.List;
import org.caravanserai.connector.Fault;

/** A place somebody leaves files for us: a folder here, or one at a partner. Nothing here ever throws for anything partner, line, disk or settings do. */
public interface Pickup {
    /** The files that lie there, names of folders and names that begin with a dot left out. */
    Listed list();

    /**
     * The bytes of a file.
     *
     * @param most a longer one is not fetched
     */
    Fetched fetch(String name, int most);

    /** Moves a file into a folder below, which is made when it is missing; a file of that name there is replaced. */
    Moved move(String name, String folder, String as);

    /** A folder of this machine; it is made when it is missing. */
    static Pickup folder(Path directory) {
        return new LocalPickup(new LocalDrop(directory));
    }

    /**
     * A file that lies there.
     *
     * @param changedAt milliseconds, as precise as the place tells
     */
    record Entry(String name, long bytes, long changedAt) {}

    /** What lies there. */
    sealed interface Listed {
        /** @param files in the order of their names */
        record Files(List<Entry> files) implements Listed {
            public Files {
                files = List.copyOf(files);
            }
        }

        /**
         * Nobody could look.
         *
         * @param fault {@code TRANSIENT} = may pass by itself, {@code CHANNEL} = somebody has to change something
         * @param text one sentence for people, without secrets
         */
        record Unseen(Fault fault, String text) implements Listed {}
    }

    /** What came of fetching. */
    sealed interface Fetched {
        record Whole(byte[] bytes) implements Fetched {}

        /** It has more bytes than asked for. */
        record TooLong(long bytes) implements Fetched {}

        /** It is not there any more. */
        record Gone() implements Fetched {}

        /** The line or the disk broke. */
        record Broken(String text) implements Fetched {}
    }

    /** Whether it was moved. */
    sealed interface Moved {
        record Done() implements Moved {}

        record Not(String text) implements Moved {}
    }
}
