package org.caravanserai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole hub and an ERP behind a real SFTP or FTPS server: orders lie there as files, and files of answers are taken from there and put away there. */
class OrderServersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String PASSWORD = "canary-erp-Zx7!";

    @TempDir
    Path folder;

    /** The folder of the server. */
    private Path there;

    @BeforeEach
    void folders() throws IOException {
        there = folder.resolve("there");
        Files.createDirectories(there.resolve("orders"));
        Files.createDirectories(there.resolve("answers"));
    }

    @Test
    void bySftp() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var host = generator.generateKeyPair();
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPasswordAuthenticator((name, password, session) -> password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(there));
        server.start();
        try {
            var hostKey = KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic());
            fromTheOrderToTheLastParcel("sftp", "port: " + server.getPort() + ", hostKey: \"" + hostKey + "\"");
        } finally {
            server.stop(true);
        }
    }

    @Test
    void byFtps() throws Exception {
        var store = folder.resolve("server.p12");
        certificate(store);
        var tls = new SslConfigurationFactory();
        tls.setKeystoreFile(store.toFile());
        tls.setKeystorePassword("change-it");
        tls.setKeystoreType("PKCS12");
        tls.setKeyAlias("ftp");
        tls.setSslProtocol("TLSv1.3");
        var listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(0);
        listener.setSslConfiguration(tls.createSslConfiguration());
        var factory = new FtpServerFactory();
        factory.addListener("default", listener.createListener());
        var user = new BaseUser();
        user.setName("morvan");
        user.setPassword(PASSWORD);
        user.setHomeDirectory(there.toString());
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        var server = factory.createServer();
        server.start();
        try {
            var keys = KeyStore.getInstance(store.toFile(), "change-it".toCharArray());
            var print = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(keys.getCertificate("ftp").getEncoded()));
            fromTheOrderToTheLastParcel(
                    "ftps",
                    "port: " + factory.getListener("default").getPort() + ", tls: explicit, certificate: \"" + print
                            + "\"");
        } finally {
            server.stop();
        }
    }

    private static void certificate(Path store) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder((keytool
                                + " -genkeypair -keyalg EC -alias ftp -dname CN=ftp.example -validity 2"
                                + " -storetype PKCS12 -storepass change-it -keystore " + store)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private void fromTheOrderToTheLastParcel(String way, String connection) throws IOException {
        home(way, connection);
        try (var hub = RunningHub.start(folder.resolve("home"))) {
            hub.ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
            hub.ingest("products", "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}}]");
            var prices = "[{\"list\":\"public\",\"amount\":\"10.50\",\"currency\":\"EUR\"}]";
            hub.ingest("offers", "[{\"sku\":\"A-1\",\"prices\":" + prices + "}]");

            var key = taken(hub, "PO-1");
            var file = there.resolve("orders/ORDER_" + key + ".csv");
            await("the order lies at the server", () -> Files.exists(file));
            assertThat(file).hasContent("CLE;COMMANDE;LIGNE;ARTICLE;QTE\n" + key + ";PO-1;1;A-1;2");

            answer("ACK_1.csv", key + ";CC-12;1;OK;;;");
            await("accepted", () -> state(hub, key).equals("accepted"));
            await("put away", () -> away(".done", "ACK_1.csv") == 1);

            answer("ACK_2.csv", "CVNOTHING;CC-13;1;OK;;;");
            await("put away as failed", () -> away(".failed", "ACK_2.csv") == 1);

            answer("ACK_3.csv", key + ";CC-12;1;EXP;2;BL-1;1Z999");
            await("shipped", () -> state(hub, key).equals("shipped"));
            await("put away", () -> away(".done", "ACK_3.csv") == 1);
            assertThat(show(hub, key).path("references").toString()).contains("CC-12", "BL-1", "1Z999");

            // The same file once more, under the same name: nothing of it is said again.
            answer("ACK_2.csv", "CVNOTHING;CC-13;1;OK;;;");
            await("put away as failed again", () -> away(".failed", "ACK_2.csv") == 2);
            var troubles = hub.send(hub.get("/api/v1/order-troubles")).body();
            assertThat(troubles).containsOnlyOnce("no order is known as CVNOTHING");
            assertThat(names(there.resolve("answers"))).containsExactlyInAnyOrder(".done", ".failed");
            assertThat(names(there.resolve("orders"))).containsExactly("ORDER_" + key + ".csv");
        }
    }

    private void home(String way, String connection) throws IOException {
        var home = folder.resolve("home");
        OrderHome.file(home, "erp-password", PASSWORD + "\n");
        OrderHome.write(home, "orders: { to: erp }\n");
        OrderHome.file(home, "config/channels/erp.yaml", """
                title: ERP
                system: erp-files
                mode: auto
                connection: {}
                deliver: [{ to: %s, connection: { host: 127.0.0.1, user: morvan, password: "file:erp-password", directory: orders, %s } }]
                streams:
                  orders:
                    handover:
                      file: "ORDER_{key}.csv"
                      format: { type: csv, separator: ";" }
                      columns:
                        - { name: CLE, from: key }
                        - { name: COMMANDE, from: order.number }
                        - { name: LIGNE, from: line.number }
                        - { name: ARTICLE, from: line.sku }
                        - { name: QTE, from: line.quantity.value, as: number }
                    acknowledgements:
                      - files: "ACK_*.csv"
                        directory: answers
                        every: 1s
                        format: { type: csv, separator: ";" }
                        columns:
                          - { name: CLE, to: key }
                          - { name: NUMERO, to: number }
                          - { name: LIGNE, to: line }
                          - { name: ETAT, to: state, values: { OK: accepted, EXP: shipped } }
                          - { name: QTE, to: quantity }
                          - { name: BL, to: document }
                          - { name: SUIVI, to: tracking }
                """.formatted(way, connection));
    }

    /** As an ERP does it: under another name until it is whole. */
    private void answer(String name, String row) throws IOException {
        var answers = there.resolve("answers");
        Files.writeString(answers.resolve("." + name), "CLE;NUMERO;LIGNE;ETAT;QTE;BL;SUIVI\n" + row + "\n", UTF_8);
        Files.move(answers.resolve("." + name), answers.resolve(name));
    }

    private long away(String below, String name) {
        var files = there.resolve("answers").resolve(below).toFile().list();
        return files == null
                ? 0
                : Arrays.stream(files).filter(file -> file.endsWith("-" + name)).count();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var lying = Files.list(folder)) {
            return lying.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        ShippedHub.await(LONG, what, condition::getAsBoolean);
    }

    private static String taken(RunningHub hub, String number) {
        var answer = hub.send(hub.post("/api/v1/orders", """
                {"number":"%s","customer":"C-1","currency":"EUR",
                 "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"10.50","currency":"EUR"}}}]}
                """.formatted(number)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("key").asString();
    }

    private static JsonNode show(RunningHub hub, String key) {
        return JSON.readTree(hub.send(hub.get("/api/v1/orders/" + key)).body());
    }

    private static String state(RunningHub hub, String key) {
        return show(hub, key).path("state").asString();
    }
}
