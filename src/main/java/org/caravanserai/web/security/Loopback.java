package org.caravanserai.web.security;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether an address to listen on is reachable from this machine only. */
public final class Loopback {
    private Loopback() {}

    /** False for every other address, also for none (which means all) and for names that do not resolve. */
    public static boolean is(String address) {
        if (address == null || address.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(address.trim()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
