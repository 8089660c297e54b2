package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class HubBindingTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, x=y, ''",
        "::1, localhost, x=y, ''",
        "0.0.0.0, 127.0.0.1, x=y, HUB-005 server.address=0.0.0.0 would send passwords",
        "'', 127.0.0.1, x=y, HUB-005 server.address= would send passwords",
        "127.0.0.1, 192.0.2.1, x=y, HUB-005 management.server.address=192.0.2.1 would send passwords",
        "0.0.0.0, 127.0.0.1, server.ssl.bundle=web, ''",
        "0.0.0.0, 127.0.0.1, management.server.ssl.bundle=web, HUB-005 server.address=0.0.0.0",
        "0.0.0.0, 0.0.0.0, hub.http.plain=allowed, ''",
        "0.0.0.0, 127.0.0.1, hub.http.plain=yes, HUB-005 server.address=0.0.0.0"
    })
    void clearTextStaysOnThisMachine(String main, String management, String more, String expected) {
        var pair = more.split("=");
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of("server.address", main, "management.server.address", management, pair[0], pair[1])));
        var refusal = HubBinding.refusal(environment);
        if (expected.isEmpty()) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal.orElseThrow()).startsWith(expected).contains("--hub.http.plain=allowed");
        }
    }
}
