package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.caravanserai.sandbox.WireFaults;
import org.junit.jupiter.api.Test;

/** Stand-ins inside a hub: in a sandbox home only, with doors of their own. */
class HubSandboxIT {
    @Test
    void everyFaultArrivesAsSuch() throws Exception {
        new WireFaults(ShippedHub.hub().main("/sandbox").toString()).check();
    }

    @Test
    void aStandInAsksForItsOwnKeyAndNoOther() {
        var hub = ShippedHub.hub();
        var call = HttpRequest.newBuilder(hub.main("/sandbox/mirakl/door/api/offers"));
        assertThat(hub.send(call.header("Authorization", RunningHub.admin())).statusCode())
                .isEqualTo(401);
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/sandbox/mirakl/door/api/offers"))
                                .header("Authorization", "sandbox-door"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/sandbox"))).body())
                .contains("\"name\":\"door\"");
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/sandbox/none/x"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAnotherSiteTurnsNoSwitch() {
        var hub = ShippedHub.hub();
        var form = HttpRequest.newBuilder(hub.main("/sandbox/control/mirakl/door/lose"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"percent\":100}"));
        assertThat(hub.send(form).statusCode()).isEqualTo(415);
    }

    @Test
    void otherHomesHaveNoSandbox() {
        var hub = RunningHub.shared();
        for (var path : new String[] {"/sandbox", "/sandbox/mirakl/x/api/version", "/no/such/page"}) {
            assertThat(hub.send(HttpRequest.newBuilder(hub.main(path))).statusCode())
                    .isEqualTo(401);
        }
        assertThat(hub.data().resolve("sandbox")).doesNotExist();
    }
}
