package org.caravanserai.connector.depot;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A folder at a partner; every file is a visit of its own. */
record RemoteDrop(Door door) implements Drop {
    /** Opens the folder for one piece of work. */
    @FunctionalInterface
    interface Door {
        Stored visit(String name, FolderDepot.Work work);
    }

    @Override
    public Left leave(String name, byte[] bytes) {
        var renaming = new AtomicBoolean();
        var stored = door.visit(name, folder -> {
            Folder.prepare(folder, name, bytes);
            renaming.set(true);
            folder.rename(Folder.temporary(name), name);
        });
        if (stored instanceof Stored.Failed failed) {
            return renaming.get() ? new Left.Unsure(failed.text()) : new Left.NotThere(failed.fault(), failed.text());
        }
        return new Left.There();
    }

    @Override
    public Lies look(String name) {
        var seen = new AtomicReference<Lies>();
        var stored = door.visit(name, folder -> seen.set(Folder.lies(folder, name)));
        return stored instanceof Stored.Failed failed ? new Lies.Unclear(failed.text()) : seen.get();
    }
}
