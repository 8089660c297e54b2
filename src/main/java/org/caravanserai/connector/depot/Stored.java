package org.caravanserai.connector.depot;

import java.util.List;
import org.caravanserai.connector.Fault;

/** How putting a parcel at a partner ended. */
public sealed interface Stored {
    /**
     * All of it is there, with the sizes it has here.
     *
     * @param bytes carried, manifest included
     * @param wrong recipients of a letter who did not get it and never will, shortened so that only those who know them recognise them, with the reason
     */
    record Done(long bytes, List<String> wrong) implements Stored {
        public Done {
            wrong = List.copyOf(wrong);
        }

        /** Everybody has it. */
        public Done(long bytes) {
            this(bytes, List.of());
        }
    }

    /**
     * It is not there whole. What is there does no harm: temporary names, or the files of this version without its manifest.
     *
     * @param fault {@code TRANSIENT} = may pass by itself, {@code CHANNEL} = somebody has to change something
     * @param code stable word: {@code address certificate directory host-key line permission recipient refused secret sign-in size space time too-long unsent}
     * @param text one sentence for people, without secrets
     */
    record Failed(Fault fault, String code, String text) implements Stored {}
}
