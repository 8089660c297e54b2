package org.caravanserai.connector.depot;

import java.nio.file.Path;
import org.caravanserai.connector.Fault;

/** A place where single files are left for somebody who takes them away: a folder here, or one at a partner. Nobody there ever reads half a file. */
public interface Drop {
    /**
     * Leaves a file: under a temporary name first, its size checked, then renamed; one of the same name is replaced. Never throws for anything partner,
     * line, disk or settings do.
     */
    Left leave(String name, byte[] bytes);

    /** Looks what lies there under a name. */
    Lies look(String name);

    /** A folder of this machine; it is made when it is missing. */
    static Drop folder(Path directory) {
        return new LocalDrop(directory);
    }

    /** How leaving a file ended. */
    sealed interface Left {
        /** It had its name; whoever waits for it may have taken it by now. */
        record There() implements Left {}

        /**
         * It never had its name.
         *
         * @param fault {@code TRANSIENT} = may pass by itself, {@code CHANNEL} = somebody has to change something
         * @param text one sentence for people, without secrets
         */
        record NotThere(Fault fault, String text) implements Left {}

        /** The line broke while it was being renamed. */
        record Unsure(String text) implements Left {}
    }

    /** What a look has shown. */
    sealed interface Lies {
        /** @param bytes size of the file */
        record There(long bytes) implements Lies {}

        /** Only its temporary name is there: what was left last never got its own. */
        record Unnamed() implements Lies {}

        /** Neither: it was never left, or it was taken away. */
        record Gone() implements Lies {}

        /** The look failed. */
        record Unclear(String text) implements Lies {}
    }
}
