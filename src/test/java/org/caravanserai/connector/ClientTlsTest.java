package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;

/** Certificates are checked: who signed them, and for which name. */
class ClientTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OPERATIONS = """
            connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
            operations: { put: { path: /things, timeout: 5s, body: { json: "{rows}" } } }
            """;

    private static KeyStore keys(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = TestDatabases.folder().resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "partner",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=partner",
                        "-ext",
                        "san=" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static HttpsServer server(SSLContext context) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var body = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void trustedUntrustedAndMeantForSomebodyElse() throws Exception {
        var right = context(keys("ip:127.0.0.1"));
        var other = context(keys("dns:other.example"));
        var server = server(right);
        var stranger = server(other);
        try (var home = ClientHome.of(address(server), OPERATIONS)) {
            var untrusted = home.failed("put", item("A"));
            assertThat(untrusted.fault()).isEqualTo(Fault.CHANNEL);
            assertThat(untrusted.text()).endsWith("cannot be trusted: its certificate or TLS is not accepted");
            home.open(ClientSettings.sandbox(), right);
            for (int i = 0; i < 3; i++) {
                assertThat(home.answered("put", item("A")).records()).isEqualTo(List.of(java.util.Map.of("ok", true)));
            }
            home.load(address(stranger), OPERATIONS);
            home.open(ClientSettings.sandbox(), other);
            assertThat(home.failed("put", item("A")).fault())
                    .as("signed by somebody trusted, for another name")
                    .isEqualTo(Fault.CHANNEL);
        } finally {
            server.stop(0);
            stranger.stop(0);
        }
    }

    private static String address(HttpsServer server) {
        return "{ baseUrl: \"https://127.0.0.1:" + server.getAddress().getPort() + "\" }";
    }
}
