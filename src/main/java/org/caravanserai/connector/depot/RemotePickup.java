package org.caravanserai.connector.depot;

import java.util.concurrent.atomic.AtomicReference;

/** A folder at a partner that files are taken from; every question is a visit of its own. */
record RemotePickup(RemoteDrop.Door door) implements Pickup {
    @Override
    public Listed list() {
        var seen = new AtomicReference<Listed>();
        var stored = door.visit("files", folder -> seen.set(new Listed.Files(Folder.sorted(folder.list()))));
        return stored instanceof Stored.Failed failed ? new Listed.Unseen(failed.fault(), failed.text()) : seen.get();
    }

    @Override
    public Fetched fetch(String name, int most) {
        var seen = new AtomicReference<Fetched>();
        var stored = door.visit(name, folder -> seen.set(Folder.fetch(folder, name, most)));
        return stored instanceof Stored.Failed failed ? new Fetched.Broken(failed.text()) : seen.get();
    }

    @Override
    public Moved move(String name, String below, String as) {
        var stored = door.visit(name, folder -> folder.move(name, below, as));
        return stored instanceof Stored.Failed failed ? new Moved.Not(failed.text()) : new Moved.Done();
    }
}
