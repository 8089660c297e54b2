package org.caravanserai.connector;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an installation says about calls to partners.
 *
 * @param loopback addresses of this machine may be called: sandbox homes only
 * @param allowPrivate hosts, addresses or networks ({@code 10.1.0.0/16}) that may be called although they are private
 * @param speed ceilings of addresses of this machine are divided by it; 1 = as declared; has no effect elsewhere
 * @param patience how long a call waits for its ceiling or a free line before it says "too fast"
 * @param maxRequestBytes longest request
 * @param standIns where the stand-ins of a sandbox home answer, without a slash at its end; asked at every call; null = there are none
 */
public record ClientSettings(
        boolean loopback,
        List<String> allowPrivate,
        int speed,
        Duration patience,
        int maxRequestBytes,
        Supplier<String> standIns) {
    public ClientSettings {
        allowPrivate = List.copyOf(allowPrivate);
        if (speed < 1) {
            throw new IllegalArgumentException("speed is at least 1, not " + speed);
        }
    }

    /** Public addresses only. */
    public static ClientSettings production() {
        return new ClientSettings(false, List.of(), 1, Duration.ofSeconds(2), 64 << 20, null);
    }

    /** Addresses of this machine too. */
    public static ClientSettings sandbox() {
        return new ClientSettings(true, List.of(), 1, Duration.ofSeconds(2), 64 << 20, null);
    }

    /** The same with private addresses that may be called. */
    public ClientSettings allowing(List<String> addresses) {
        return new ClientSettings(loopback, addresses, speed, patience, maxRequestBytes, standIns);
    }

    /** The same with ceilings of addresses of this machine divided by a factor. */
    public ClientSettings speed(int factor) {
        return new ClientSettings(loopback, allowPrivate, factor, patience, maxRequestBytes, standIns);
    }

    /** The same with another patience. */
    public ClientSettings patience(Duration wait) {
        return new ClientSettings(loopback, allowPrivate, speed, wait, maxRequestBytes, standIns);
    }

    /** The same with stand-ins: {@code sandbox:mirakl/adeo} as a base address leads to them. */
    public ClientSettings standIns(Supplier<String> address) {
        return new ClientSettings(loopback, allowPrivate, speed, patience, maxRequestBytes, address);
    }

    /** A base address as it is called. */
    public String address(String written) {
        return standIns != null && written != null && written.startsWith("sandbox:")
                ? standIns.get() + "/sandbox/" + written.substring("sandbox:".length())
                : written;
    }
}
