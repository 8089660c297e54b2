package org.caravanserai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.caravanserai.delivery.publish.Couriers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/guides/push-a-feed.md against a real SFTP server: refused host key, its fingerprint copied, files there, shown everywhere. */
class TargetsIT {
    @TempDir
    Path folder;

    @Test
    void aFeedReachesAPartnersSftpServer() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var host = generator.generateKeyPair();
        var own = generator.generateKeyPair();
        var there = Files.createDirectories(folder.resolve("partner/incoming"));
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator((name, key, session) -> KeyUtils.compareKeys(key, own.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("partner")));
        server.start();
        var home = SmallHome.write(folder.resolve("home"), "type: sandbox\n");
        var key = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(own, "hub", null, key);
        Files.write(home.resolve("sftp-key"), key.toByteArray());
        var channel = home.resolve("config/channels/shop.yaml");
        var written = Files.readString(channel);
        Files.writeString(channel, written + deliver(server.getPort(), ""));

        try (var hub = RunningHub.start(home)) {
            ingest(hub);
            until(() -> channels(hub).contains("\"state\":\"failed\""));
            var fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic());
            assertThat(channels(hub))
                    .contains("hostKey: \\\"" + fingerprint + "\\\"")
                    .contains("\"code\":\"host-key\"");
            assertThat(ConsoleSession.of(hub, "admin", RunningHub.PASSWORD)
                            .get("/channels/shop")
                            .body())
                    .contains("sftp 127.0.0.1:")
                    .contains("did not arrive")
                    .contains("is not known; compare SHA256:");
            var again = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels/shop/targets/retry"))
                    .header("Authorization", RunningHub.admin())
                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(again.body()).contains("\"retried\":1");
        }

        Files.writeString(
                channel,
                written
                        + deliver(
                                server.getPort(),
                                ", hostKey: \"" + KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic())
                                        + "\""));
        try (var hub = RunningHub.start(home)) {
            ingest(hub);
            until(() -> channels(hub).contains("\"state\":\"sent\"")
                    && channels(hub).contains("\"confirmed\":1"));
            assertThat(there.resolve("articles.csv")).hasContent("sku,name\nA-1,Glove");
            assertThat(Files.readString(there.resolve("products.json"), UTF_8)).contains("\"file\":\"articles.csv\"");
            assertThat(ConsoleSession.of(hub, "admin", RunningHub.PASSWORD)
                            .get("/channels/shop")
                            .body())
                    .contains("is there");
            assertThat(hub.part(Couriers.class).again("shop")).isZero();
        } finally {
            server.stop(true);
        }
    }

    private static String deliver(int port, String more) {
        return "deliver: [{ to: sftp, connection: { host: 127.0.0.1, port: " + port
                + ", user: morvan, key: \"file:sftp-key\", directory: incoming" + more + " } }]\n";
    }

    private static void ingest(RunningHub hub) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/api/products"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"en_GB\":\"Glove\"}}]")));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private static String channels(RunningHub hub) {
        return hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels"))
                        .header("Authorization", RunningHub.admin()))
                .body();
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
