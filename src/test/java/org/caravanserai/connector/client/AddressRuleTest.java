package org.caravanserai.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are public, and what a list opens. */
class AddressRuleTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fdff::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "2002:7f00:1::1",
                "2002:c0a8:101::1",
            })
    void isPrivate(String address) {
        assertThat(AddressRule.isPublic(address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::101:101",
                "2002:101:101::1",
            })
    void isPublic(String address) {
        assertThat(AddressRule.isPublic(address(address))).isTrue();
    }

    @Test
    void listsOpenHostsAddressesAndNetworks() {
        var rule = new AddressRule(false, List.of("ERP.lan", "10.20.0.0/16", "192.168.1.7", "fd00::/8", "nonsense/x"));
        assertThat(rule.permits("erp.lan", address("172.16.0.1"))).isTrue();
        assertThat(rule.permits("x", address("10.20.255.1"))).isTrue();
        assertThat(rule.permits("x", address("10.21.0.1"))).isFalse();
        assertThat(rule.permits("x", address("192.168.1.7"))).isTrue();
        assertThat(rule.permits("x", address("192.168.1.8"))).isFalse();
        assertThat(rule.permits("x", address("fd12::1"))).isTrue();
        assertThat(rule.permits("x", address("127.0.0.1"))).isFalse();
        assertThat(new AddressRule(true, List.of()).permits("x", address("127.0.0.1")))
                .isTrue();
        assertThat(new AddressRule(true, List.of()).permits("x", address("10.0.0.1")))
                .isFalse();
    }
}
