package org.caravanserai.connector.depot;

import java.io.IOException;
import java.net.InetAddress;

/** One way to put files at a partner. */
interface Depot {
    /**
     * Host whose address is checked before anything is opened.
     */
    String host(Keys keys) throws NotStored;

    /** Puts the parcel there, or throws. */
    void store(Keys keys, InetAddress address, Parcel parcel, Visit visit) throws IOException, NotStored;
}
