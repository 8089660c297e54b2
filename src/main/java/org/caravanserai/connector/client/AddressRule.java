package org.caravanserai.connector.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which addresses may be called: those of the public internet, and others only when they are listed. Stops an address in a file, or a name that
 * suddenly leads inside, from reaching services that trust their own network.
 */
final class AddressRule {
    private final boolean loopback;
    private final List<String> allowed;

    /** @param allowed hosts, addresses, networks in the form {@code 10.0.0.0/8} */
    AddressRule(boolean loopback, List<String> allowed) {
        this.loopback = loopback;
        this.allowed =
                allowed.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    /** True when the host may be called at this address. */
    boolean permits(String host, InetAddress address) {
        return isPublic(address)
                || loopback && address.isLoopbackAddress()
                || allowed.contains(host)
                || allowed.stream().anyMatch(rule -> covers(rule, address));
    }

    private static boolean covers(String rule, InetAddress address) {
        int slash = rule.indexOf('/');
        var network = slash < 0 ? rule : rule.substring(0, slash);
        if (!network.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
            return false;
        }
        try {
            var base = InetAddress.getByName(network).getAddress();
            var bytes = address.getAddress();
            int bits = slash < 0 ? base.length * 8 : Integer.parseInt(rule.substring(slash + 1));
            return base.length == bytes.length && same(base, bytes, bits);
        } catch (UnknownHostException | NumberFormatException wrong) {
            return false;
        }
    }

    private static boolean same(byte[] a, byte[] b, int bits) {
        for (int i = 0; i < bits && i < a.length * 8; i++) {
            int mask = 0x80 >> i % 8;
            if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Special-purpose registries of IANA (RFC 6890), and addresses that carry another one inside (RFC 6052, 3056, 4380). */
    static boolean isPublic(InetAddress address) {
        var b = address.getAddress();
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address ? public4(b[0] & 0xFF, b[1] & 0xFF, b[2] & 0xFF) : public6(b);
    }

    private static boolean public4(int a, int b, int c) {
        return a != 0
                && a != 127
                && a < 224
                && !(a == 100 && b >= 64 && b < 128)
                && !(a == 192 && b == 0 && (c == 0 || c == 2))
                && !(a == 198 && (b == 18 || b == 19 || b == 51 && c == 100))
                && !(a == 203 && b == 0 && c == 113);
    }

    private static boolean public6(byte[] b) {
        int first = (b[0] & 0xFF) << 8 | b[1] & 0xFF;
        if ((b[0] & 0xFE) == 0xFC || first == 0x2001 && (b[2] & 0xFF) == 0x0D && (b[3] & 0xFF) == 0xB8) {
            return false;
        }
        if (first == 0x0064 && (b[2] & 0xFF) == 0xFF && (b[3] & 0xFF) == 0x9B) {
            return inside(Arrays.copyOfRange(b, 12, 16));
        }
        if (first == 0x2002) {
            return inside(Arrays.copyOfRange(b, 2, 6));
        }
        // Teredo and IPv4-compatible addresses have no use for calls to partners.
        return !(first == 0x2001 && b[2] == 0 && b[3] == 0) && first != 0;
    }

    private static boolean inside(byte[] four) {
        try {
            return isPublic(InetAddress.getByAddress(four));
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
