package org.caravanserai.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker in a process of its own, so that it can be killed: a line with TLS and a user for the hub, and a plain one for the test. Everything it keeps lies
 * in one folder.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String STORE = "storepass";

    private final Path folder;
    private final String user;
    private final String password;
    private final int outside;
    private final int inside;
    private Process process;

    private KafkaBroker(Path folder, String user, String password) throws IOException {
        this.folder = folder;
        this.user = user;
        this.password = password;
        var ports = free(3);
        outside = ports.get(0);
        inside = ports.get(1);
        Files.createDirectories(folder);
        certificate();
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration><appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder></appender>
                <root level="WARN"><appender-ref ref="out"/></root></configuration>
                """);
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%3$d
                listeners=OUTSIDE://localhost:%1$d,INSIDE://localhost:%2$d,CONTROLLER://localhost:%3$d
                advertised.listeners=OUTSIDE://localhost:%1$d,INSIDE://localhost:%2$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=INSIDE
                listener.security.protocol.map=OUTSIDE:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
                listener.name.outside.sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.outside.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.outside.ssl.keystore.type=PKCS12
                listener.name.outside.ssl.keystore.location=%4$s
                listener.name.outside.ssl.keystore.password=%5$s
                log.dirs=%6$s
                message.max.bytes=8388608
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                """.formatted(
                        outside, inside, ports.get(2), folder.resolve("keys.p12"), STORE, folder.resolve("log")));
    }

    /** Starts one; returns when it answers. */
    public static KafkaBroker start(Path folder, String user, String password) {
        try {
            var broker = new KafkaBroker(folder, user, password);
            broker.start();
            return broker;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The process itself: formats its folder at the first start, then serves. */
    public static final class Main {
        private Main() {}

        /** @param args folder, user, password */
        public static void main(String[] args) {
            var folder = Path.of(args[0]);
            var properties = folder.resolve("server.properties").toString();
            if (!Files.exists(folder.resolve("log"))) {
                int done = kafka.tools.StorageTool.execute(
                        new String[] {
                            "format",
                            "-t",
                            Uuid.randomUuid().toString(),
                            "-c",
                            properties,
                            "--add-scram",
                            "SCRAM-SHA-512=[name=" + args[1] + ",password=\"" + args[2] + "\"]"
                        },
                        new PrintStream(System.out, true, StandardCharsets.UTF_8));
                if (done != 0) {
                    System.exit(done);
                }
            }
            kafka.Kafka.main(new String[] {properties});
        }
    }

    /** Starts it again on what it has kept. */
    public void start() throws IOException {
        var options = List.of("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
        var command = ChildJvm.command(
                256, options, System.getProperty("java.class.path"), Main.class, folder.toString(), user, password);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
        long end = System.nanoTime() + LONG.toNanos();
        while (!listens()) {
            if (ended() || System.nanoTime() > end) {
                throw new IOException("no broker:\n" + Files.readString(folder.resolve("broker.log")));
            }
        }
        try (var admin = admin()) {
            while (!answers(admin)) {
                assertThat(System.nanoTime()).as("broker answers").isLessThan(end);
            }
        }
    }

    private boolean listens() {
        try (var socket = new Socket("localhost", inside)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Looked at for a moment, so that nobody asks without a pause whether it listens. */
    private boolean ended() {
        try {
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | java.util.concurrent.TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Asked to end, and ended: what it has is written. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Gone at once, as by {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** {@code host:port} with TLS and a user. */
    public String outside() {
        return "localhost:" + outside;
    }

    /** {@code host:port} without anything, for the test itself. */
    public String inside() {
        return "localhost:" + inside;
    }

    /** The certificate it shows, PEM. */
    public Path certificateFile() {
        return folder.resolve("ca.pem");
    }

    /** For the test itself; close it. */
    public Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", inside(), "metric.reporters", "", "metadata.recovery.strategy", "none"));
    }

    private void certificate() throws IOException {
        var keys = folder.resolve("keys.p12").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE,
                "-keystore",
                keys);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-storepass",
                STORE,
                "-keystore",
                keys,
                "-file",
                folder.resolve("ca.pem").toString());
    }

    private static void keytool(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        var run = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (run.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }

    private static List<Integer> free(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        try {
            for (int i = 0; i < count; i++) {
                var socket = new ServerSocket(0);
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        return ports;
    }

    @Override
    public void close() {
        kill();
    }
}
