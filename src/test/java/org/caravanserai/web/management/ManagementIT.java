package org.caravanserai.web.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.caravanserai.RunningHub;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management port: what is open, what only the admin sees, what nobody gets. */
class ManagementIT {
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.shared();
        hub.part(Users.class).add("otto", Set.of(Role.OPERATOR), "correct horse", "test", "test");
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health, 200, 200, 200",
        "/actuator/health/liveness, 200, 200, 200",
        "/actuator/prometheus, 200, 200, 200",
        "/actuator/health/env, 404, 404, 404",
        "/actuator/health/liveness/env, 401, 403, 403",
        "/actuator/health;/../env, 400, 400, 400",
        "/actuator/health/..%2fenv, 400, 400, 400",
        "/actuator/health//env, 400, 400, 400",
        "/actuator/HEALTH, 401, 403, 403",
        "/actuator, 401, 403, 403",
        "/actuator/env, 401, 403, 403",
        "/actuator/heapdump, 401, 403, 403",
        "/actuator/loggers, 401, 403, 403",
        "/actuator/shutdown, 401, 403, 403",
        "/hawtio, 401, 403, 302",
        "/hawtio/user, 401, 403, 200",
        "/hawtio/jolokia/version, 401, 403, 200",
        "/hawtio/no-such-file.js, 401, 403, 404",
        "/hawtio/proxy/http/example.com, 401, 403, 404",
        "/hawtio/proxy/http/example, 401, 403, 200",
        "/login, 401, 403, 403",
        "/no-such, 401, 403, 403"
    })
    void eachAddressKnowsItsCallers(String path, int nobody, int operator, int admin) {
        assertThat(get(path, null).statusCode()).as("nobody").isEqualTo(nobody);
        assertThat(get(path, RunningHub.basic("otto", "correct horse")).statusCode())
                .as("operator")
                .isEqualTo(operator);
        assertThat(get(path, RunningHub.admin()).statusCode()).as("admin").isEqualTo(admin);
    }

    @Test
    void healthTellsNobodyTheDetails() {
        assertThat(get("/actuator/health", null).body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("components");
        assertThat(get("/actuator/health", RunningHub.admin()).body()).contains("\"camel\":{", "diskSpace");
    }

    @Test
    void hawtioKnowsWhoIsSignedIn() {
        assertThat(get("/hawtio/user", RunningHub.admin()).body()).isEqualTo("\"admin\"");
    }

    @Test
    void thereIsNoWayToOtherMachines() {
        assertThat(get("/hawtio/proxy/http/example", RunningHub.admin()).body())
                .as("an address the application does not know, answered with its start page")
                .startsWith("<!doctype html>");
        assertThat(get("/hawtio/proxy/enabled", RunningHub.admin()).body()).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'version'}                                                              | '\"status\":200'",
                "{'type':'read','mbean':'java.lang:type=Memory','attribute':'HeapMemoryUsage'}   | '\"status\":200'",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'} | '\"status\":403'",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'InputArguments'}   | '\"status\":403'",
                "{'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true} | '\"status\":403'",
                "{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc'}                | '\"status\":403'",
                "{'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'} | '\"status\":403'",
                "{'type':'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':'dumpHeap','arguments':['/tmp/x',true]} | '\"status\":403'",
                "{'type':'exec','mbean':'org.apache.camel:context=hub,type=context,name=\"hub\"','operation':'sendStringBody','arguments':['file:/tmp/x','y']} | '\"status\":403'",
                "{'type':'exec','mbean':'org.apache.camel:context=hub,type=context,name=\"hub\"','operation':'stop()'} | '\"status\":403'",
                "{'type':'exec','mbean':'org.apache.camel:context=hub,type=context,name=\"hub\"','operation':'dumpRoutesAsXml()'} | '\"status\":200'",
                // There is no proxy: the target is ignored and the answer is about this process.
                "{'type':'read','mbean':'java.lang:type=Memory','target':{'url':'service:jmx:rmi:///jndi/rmi://192.0.2.1/x'}} | HeapMemoryUsage"
            })
    void jmxIsForLookingAndForSwitchingRoutes(String request, String expected) {
        var answer = jolokia(request.replace('\'', '"').replace("\"hub\"\"", "\\\"hub\\\"\""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(expected).doesNotContain("stacktrace");
    }

    @Test
    void aPageOfAnotherSiteCannotUseTheAdminsPassword() {
        var forged = hub.send(HttpRequest.newBuilder(hub.management("/hawtio/jolokia"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}")));
        assertThat(forged.statusCode()).isIn(401, 403);
        assertThat(get("/hawtio/jolokia/exec/java.lang:type=Memory/gc", RunningHub.admin())
                        .body())
                .as("by GET nothing is done at all")
                .contains("\"status\":403");
        assertThat(get("/hawtio/jolokia/version", RunningHub.admin()).headers().map())
                .doesNotContainKey("access-control-allow-origin");
    }

    private static HttpResponse<String> get(String path, String authorization) {
        var request = HttpRequest.newBuilder(hub.management(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return hub.send(request);
    }

    private static HttpResponse<String> jolokia(String body) {
        var token = get("/hawtio/", RunningHub.admin()).headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring(11, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        return hub.send(HttpRequest.newBuilder(hub.management("/hawtio/jolokia"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=" + token)
                .header("X-XSRF-TOKEN", token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
