package org.caravanserai.connector.depot;

import java.io.IOException;
import java.nio.file.Files;
import org.caravanserai.connector.Fault;

/** A folder of this machine that files are taken from. */
record LocalPickup(LocalDrop folder) implements Pickup {
    @Override
    public Listed list() {
        try {
            Files.createDirectories(folder.directory());
            return new Listed.Files(Folder.sorted(folder.list()));
        } catch (IOException broken) {
            return new Listed.Unseen(
                    Fault.TRANSIENT, "looking into " + folder.directory().getFileName() + " failed: " + words(broken));
        }
    }

    @Override
    public Fetched fetch(String name, int most) {
        try {
            return Folder.fetch(folder, name, most);
        } catch (IOException | NotStored broken) {
            return new Fetched.Broken("reading " + name + " failed: " + words(broken));
        }
    }

    @Override
    public Moved move(String name, String below, String as) {
        try {
            folder.move(name, below, as);
            return new Moved.Done();
        } catch (IOException broken) {
            return new Moved.Not("moving " + name + " to " + below + " failed: " + words(broken));
        }
    }

    /** What Java says about a file is mostly its path. */
    private static String words(Exception broken) {
        return broken.getClass().getSimpleName();
    }
}
