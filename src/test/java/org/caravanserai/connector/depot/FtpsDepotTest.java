package org.caravanserai.connector.depot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Fault;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Secrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real FTP server with TLS that can be told to fail. */
class FtpsDepotTest {
    private static final String PASSWORD = "canary-ftps";
    private static final String ORDER = "ORDER_CV1.csv";

    @TempDir
    static Path certificates;

    private static String fingerprint;

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private FtpServer server;
    private int port;
    private Depots depots;
    private Parcel parcel;

    /** What goes wrong at the partner. */
    private static final class Faults extends DefaultFtplet {
        private volatile boolean full;
        private volatile boolean cutAtManifest;
        private volatile boolean lies;
        private volatile boolean cutAtRename;
        private final List<String> renamed = new ArrayList<>();

        @Override
        public FtpletResult onUploadStart(FtpSession session, FtpRequest request)
                throws org.apache.ftpserver.ftplet.FtpException {
            if (full) {
                session.write(new DefaultFtpReply(552, "quota exceeded"));
                return FtpletResult.SKIP;
            }
            return cutAtManifest && request.getArgument().contains(".json")
                    ? FtpletResult.DISCONNECT
                    : FtpletResult.DEFAULT;
        }

        @Override
        public FtpletResult beforeCommand(FtpSession session, FtpRequest request)
                throws org.apache.ftpserver.ftplet.FtpException, IOException {
            if (lies && request.getCommand().equalsIgnoreCase("SIZE")) {
                session.write(new DefaultFtpReply(213, "5"));
                return FtpletResult.SKIP;
            }
            if (request.getCommand().equalsIgnoreCase("RNTO")) {
                renamed.add(request.getArgument());
                if (cutAtRename) {
                    return FtpletResult.DISCONNECT;
                }
            }
            return super.beforeCommand(session, request);
        }
    }

    @BeforeAll
    static void certificate() throws Exception {
        var store = certificates.resolve("server.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "ftp",
                        "-dname",
                        "CN=ftp.example",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "change-it",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(certificates.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var keys = KeyStore.getInstance(store.toFile(), "change-it".toCharArray());
        fingerprint = Trust.fingerprint((X509Certificate) keys.getCertificate("ftp"));
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("there/incoming"));
        parcel = Parcels.parcel(folder);
        depots = new Depots(
                Secrets.of(folder, Map.of("HUB_SECRET_PW", PASSWORD, "HUB_SECRET_BAD", "canary-bad")),
                ClientSettings.sandbox(),
                null,
                Clock.systemUTC());
        serve(false);
    }

    private void serve(boolean implicit) throws Exception {
        var tls = new SslConfigurationFactory();
        tls.setKeystoreFile(certificates.resolve("server.p12").toFile());
        tls.setKeystorePassword("change-it");
        tls.setKeystoreType("PKCS12");
        tls.setKeyAlias("ftp");
        tls.setSslProtocol("TLSv1.3");
        var listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(0);
        listener.setSslConfiguration(tls.createSslConfiguration());
        listener.setImplicitSsl(implicit);
        var factory = new FtpServerFactory();
        factory.addListener("default", listener.createListener());
        factory.setFtplets(new java.util.HashMap<>(Map.of("faults", faults)));
        var user = new BaseUser();
        user.setName("morvan");
        user.setPassword(PASSWORD);
        user.setHomeDirectory(folder.resolve("there").toString());
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        server = factory.createServer();
        server.start();
        port = factory.getListener("default").getPort();
    }

    @AfterEach
    void stop() {
        depots.close();
        server.stop();
    }

    private Stored store(String... pairs) {
        return depots.store("ftps", connection(pairs), parcel);
    }

    private Connection connection(String... pairs) {
        var all = new ArrayList<>(List.of(
                "host",
                "127.0.0.1",
                "port",
                String.valueOf(port),
                "user",
                "morvan",
                "password",
                "secret:PW",
                "directory",
                "incoming",
                "certificate",
                fingerprint,
                "tls",
                "explicit"));
        for (var pair : pairs) {
            all.add(pair);
        }
        return Parcels.connection(all.toArray(String[]::new));
    }

    private Drop drop(String... pairs) {
        return depots.drop("ftps", connection(pairs));
    }

    private static void refused(Stored stored, Fault fault, String code, String text) {
        assertThat(stored).isInstanceOfSatisfying(Stored.Failed.class, failed -> {
            assertThat(failed.code()).as(failed.text()).isEqualTo(code);
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.text()).contains(text).doesNotContain("canary");
        });
    }

    private void arrived() throws IOException {
        assertThat(there("articles.csv")).isEqualTo(Parcels.ARTICLES);
        assertThat(there("tarif été.csv")).isEqualTo(Parcels.OFFERS);
        assertThat(there("products.json")).isEqualTo(Parcels.MANIFEST);
        try (var list = Files.list(folder.resolve("there/incoming"))) {
            assertThat(list).hasSize(3);
        }
    }

    private String there(String name) throws IOException {
        return Files.readString(folder.resolve("there/incoming").resolve(name), UTF_8);
    }

    @Test
    void putsFilesAndTheManifestLast() throws Exception {
        assertThat(store()).isEqualTo(new Stored.Done(parcel.bytes()));

        arrived();
        assertThat(faults.renamed).containsExactly("articles.csv", "tarif été.csv", "products.json");
    }

    @Test
    void aSecondTimeTakesThePlaceOfTheFirst() throws Exception {
        Files.writeString(folder.resolve("there/incoming/articles.csv"), "old");
        assertThat(store()).isInstanceOf(Stored.Done.class);
        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void speaksImplicitTls() throws Exception {
        server.stop();
        serve(true);

        assertThat(store("tls", "implicit")).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void aCertificateNobodyKnowsIsRefusedAndNamed() {
        refused(store("certificate", null), Fault.CHANNEL, "certificate", "write certificate: \"" + fingerprint + "\"");
        refused(store("certificate", "0".repeat(64)), Fault.CHANNEL, "certificate", "is not the one written");
    }

    @Test
    void aWrongPasswordIsRefused() {
        refused(store("password", "secret:BAD"), Fault.CHANNEL, "sign-in", "refuses user and password");
    }

    @Test
    void aMissingDirectoryIsRefused() {
        refused(store("directory", "nowhere"), Fault.CHANNEL, "directory", "the directory nowhere is not there");
    }

    @Test
    void aQuotaIsTriedAgain() throws Exception {
        faults.full = true;
        refused(store(), Fault.TRANSIENT, "space", "no room left");

        faults.full = false;
        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void aLineCutBeforeTheManifestIsMadeGood() throws Exception {
        faults.cutAtManifest = true;
        assertThat(store())
                .isInstanceOfSatisfying(
                        Stored.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.TRANSIENT));
        assertThat(folder.resolve("there/incoming/products.json")).doesNotExist();

        faults.cutAtManifest = false;
        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void anotherSizeIsNoSuccess() {
        faults.lies = true;
        refused(store(), Fault.TRANSIENT, "size", "has 5 bytes at the partner");
    }

    @Test
    void anOrderIsLeftWholeUnderItsNameAndLookedFor() throws Exception {
        var drop = drop();
        assertThat(drop.look(ORDER)).isEqualTo(new Drop.Lies.Gone());
        assertThat(drop.leave(ORDER, "first and longer".getBytes(UTF_8))).isEqualTo(new Drop.Left.There());
        assertThat(drop.leave(ORDER, "second".getBytes(UTF_8))).isEqualTo(new Drop.Left.There());

        assertThat(there(ORDER)).isEqualTo("second");
        assertThat(faults.renamed).containsOnly(ORDER);
        assertThat(drop.look(ORDER)).isEqualTo(new Drop.Lies.There(6));
        Files.delete(folder.resolve("there/incoming").resolve(ORDER));
        assertThat(drop.look(ORDER)).isEqualTo(new Drop.Lies.Gone());
    }

    @Test
    void anOrderThatNeverHadItsNameIsNotThereAndOneThatMayHaveItIsDoubt() throws Exception {
        faults.full = true;
        assertThat(drop().leave(ORDER, new byte[] {'x'}))
                .isInstanceOfSatisfying(
                        Drop.Left.NotThere.class, not -> assertThat(not.fault()).isEqualTo(Fault.TRANSIENT));
        faults.full = false;
        faults.lies = true;
        assertThat(drop().leave(ORDER, new byte[] {'x'}))
                .isInstanceOfSatisfying(
                        Drop.Left.NotThere.class, not -> assertThat(not.text()).contains("has 5 bytes"));
        faults.lies = false;
        assertThat(drop().look(ORDER)).isEqualTo(new Drop.Lies.Unnamed());

        faults.cutAtRename = true;
        assertThat(drop().leave(ORDER, new byte[] {'x'})).isInstanceOf(Drop.Left.Unsure.class);
    }

    @Test
    void settingsThatKeepAnOrderFromLeavingNameWhoMendsThem() {
        assertThat(drop("password", "secret:BAD").leave(ORDER, new byte[] {'x'}))
                .isInstanceOfSatisfying(Drop.Left.NotThere.class, not -> {
                    assertThat(not.fault()).isEqualTo(Fault.CHANNEL);
                    assertThat(not.text()).contains("refuses user and password").doesNotContain("canary");
                });
        assertThat(drop("directory", "nowhere").look(ORDER))
                .isInstanceOfSatisfying(
                        Drop.Lies.Unclear.class,
                        unclear -> assertThat(unclear.text()).contains("nowhere is not there"));
    }

    @Test
    void answersArePickedUpAndPutAway() throws Exception {
        Parcels.pickedUpAndPutAway(folder.resolve("there/out"), depots.pickup("ftps", connection(), "out"));
        assertThat(depots.pickup("ftps", connection("password", "secret:BAD"), "out")
                        .list())
                .isInstanceOfSatisfying(Pickup.Listed.Unseen.class, unseen -> {
                    assertThat(unseen.fault()).isEqualTo(Fault.CHANNEL);
                    assertThat(unseen.text())
                            .contains("refuses user and password")
                            .doesNotContain("canary");
                });
    }
}
