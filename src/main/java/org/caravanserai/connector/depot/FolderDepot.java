package org.caravanserai.connector.depot;

import java.io.IOException;
import java.net.InetAddress;

/** A depot that is a folder: names can be looked at and given. */
interface FolderDepot extends Depot {
    /** What is done in the folder while the line stands. */
    @FunctionalInterface
    interface Work {
        void in(Folder folder) throws IOException, NotStored;
    }

    /** Opens the folder, works in it, and hangs up. */
    void visit(Keys keys, InetAddress address, Visit visit, Work work) throws IOException, NotStored;

    @Override
    default void store(Keys keys, InetAddress address, Parcel parcel, Visit visit) throws IOException, NotStored {
        visit(keys, address, visit, folder -> Folder.fill(folder, parcel));
    }
}
