package org.caravanserai.connector.depot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Fault;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Secrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SFTP server that can be told to fail. */
class SftpDepotTest {
    private static final String PASSWORD = "canary-Zx7!sftp";

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private SshServer server;
    private KeyPair user;
    private Depots depots;
    private Parcel parcel;
    private String hostKey;

    /** What goes wrong at the partner. */
    private static final class Faults implements SftpEventListener {
        private volatile boolean full;
        private volatile boolean cutInTheMiddle;
        private volatile boolean cutAfterRename;
        private volatile boolean grows;
        private volatile boolean silent;
        private final List<String> renamed = new ArrayList<>();

        @Override
        public void writing(
                ServerSession session, String handle, FileHandle file, long offset, byte[] data, int at, int length)
                throws IOException {
            if (full) {
                throw new SftpException(SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, "disk full");
            }
            if (cutInTheMiddle && offset > 100_000) {
                session.close(true);
            }
            while (silent && session.isOpen()) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void closed(ServerSession session, String handle, Handle file, Throwable thrown) throws IOException {
            if (grows && file instanceof FileHandle) {
                Files.write(file.getFile(), new byte[] {'x'}, StandardOpenOption.APPEND);
            }
        }

        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown)
                throws IOException {
            renamed.add(to.getFileName().toString());
            if (cutAfterRename && renamed.size() == 2) {
                session.close(true);
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("there/incoming"));
        var host = pair();
        user = pair();
        hostKey = KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic());
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPasswordAuthenticator((name, password, session) -> password.equals(PASSWORD));
        server.setPublickeyAuthenticator((name, key, session) -> KeyUtils.compareKeys(key, user.getPublic()));
        var sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(faults);
        server.setSubsystemFactories(List.of(sftp));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("there")));
        server.start();
        parcel = Parcels.parcel(folder);
        depots = depots(Duration.ofMinutes(1));
    }

    private Depots depots(Duration limit) throws Exception {
        var out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(user, "hub", null, out);
        var pem = out.toString(UTF_8);
        var secrets =
                Secrets.of(folder, Map.of("HUB_SECRET_PW", PASSWORD, "HUB_SECRET_KEY", pem, "HUB_SECRET_BAD", "x"));
        return new Depots(secrets, ClientSettings.sandbox(), null, Clock.systemUTC(), Trust.usual(), limit);
    }

    private static KeyPair pair() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    @AfterEach
    void stop() throws Exception {
        depots.close();
        server.stop(true);
    }

    private Stored store(String... pairs) {
        return depots.store("sftp", connection(pairs), parcel);
    }

    private Connection connection(String... pairs) {
        var all = new ArrayList<>(List.of(
                "host",
                "127.0.0.1",
                "port",
                String.valueOf(server.getPort()),
                "user",
                "morvan",
                "password",
                "secret:PW",
                "directory",
                "incoming",
                "hostKey",
                hostKey));
        for (var pair : pairs) {
            all.add(pair);
        }
        return Parcels.connection(all.toArray(String[]::new));
    }

    private static void refused(Stored stored, Fault fault, String code, String text) {
        assertThat(stored).isInstanceOfSatisfying(Stored.Failed.class, failed -> {
            assertThat(failed.code()).as(failed.text()).isEqualTo(code);
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.text()).contains(text).doesNotContain(PASSWORD);
        });
    }

    private void arrived() throws IOException {
        assertThat(there("articles.csv")).isEqualTo(Parcels.ARTICLES);
        assertThat(there("tarif été.csv")).isEqualTo(Parcels.OFFERS);
        assertThat(there("products.json")).isEqualTo(Parcels.MANIFEST);
        try (var list = Files.list(folder.resolve("there/incoming"))) {
            assertThat(list.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("articles.csv", "tarif été.csv", "products.json");
        }
    }

    private String there(String name) throws IOException {
        return Files.readString(folder.resolve("there/incoming").resolve(name), UTF_8);
    }

    @Test
    void putsFilesUnderTheirNamesAndTheManifestLast() throws Exception {
        assertThat(store()).isEqualTo(new Stored.Done(parcel.bytes()));

        arrived();
        assertThat(faults.renamed).containsExactly("articles.csv", "tarif été.csv", "products.json");
    }

    @Test
    void aSecondTimeDoesNoHarm() throws Exception {
        store();

        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void singleFilesAreLeftUnderATemporaryNameAndRenamed() throws Exception {
        var drop = depots.drop("sftp", connection());
        assertThat(drop.look("ORDER_1.csv")).isEqualTo(new Drop.Lies.Gone());

        assertThat(drop.leave("ORDER_1.csv", "first".getBytes(UTF_8))).isEqualTo(new Drop.Left.There());
        assertThat(drop.leave("ORDER_1.csv", "again!".getBytes(UTF_8))).isEqualTo(new Drop.Left.There());

        assertThat(there("ORDER_1.csv")).isEqualTo("again!");
        assertThat(drop.look("ORDER_1.csv")).isEqualTo(new Drop.Lies.There(6));
        try (var list = Files.list(folder.resolve("there/incoming"))) {
            assertThat(list).hasSize(1);
        }
    }

    @Test
    void aFileThatWasCutBeforeItHadItsNameIsNotThereAndALookSaysSo() {
        faults.cutInTheMiddle = true;
        var drop = depots.drop("sftp", connection());

        assertThat(drop.leave("ORDER_1.csv", new byte[500_000])).isInstanceOf(Drop.Left.NotThere.class);
        faults.cutInTheMiddle = false;
        assertThat(drop.look("ORDER_1.csv")).isEqualTo(new Drop.Lies.Unnamed());
    }

    @Test
    void aLineThatBreaksAfterTheRenameIsDoubtAndALookFindsTheFile() {
        faults.cutAfterRename = true;
        var drop = depots.drop("sftp", connection());
        drop.leave("ORDER_0.csv", new byte[1]);

        assertThat(drop.leave("ORDER_1.csv", "x".getBytes(UTF_8))).isInstanceOf(Drop.Left.Unsure.class);
        faults.cutAfterRename = false;
        assertThat(drop.look("ORDER_1.csv")).isEqualTo(new Drop.Lies.There(1));
    }

    @Test
    void aDropNobodyMaySignInToTakesNothingAndTellsNothing() {
        var drop = depots.drop("sftp", connection("password", "secret:BAD"));

        assertThat(drop.leave("ORDER_1.csv", new byte[1])).isInstanceOfSatisfying(Drop.Left.NotThere.class, left -> {
            assertThat(left.fault()).isEqualTo(Fault.CHANNEL);
            assertThat(left.text()).contains("refuses user and password");
        });
        assertThat(drop.look("ORDER_1.csv")).isInstanceOf(Drop.Lies.Unclear.class);
    }

    @Test
    void signsInWithAKey() throws Exception {
        assertThat(store("password", null, "key", "secret:KEY")).isInstanceOf(Stored.Done.class);
        arrived();
    }

    /** As docs/guides/push-a-feed.md makes it. */
    @Test
    void signsInWithAnEd25519Key() throws Exception {
        depots.close();
        user = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        depots = depots(Duration.ofMinutes(1));

        assertThat(store("password", null, "key", "secret:KEY")).isInstanceOf(Stored.Done.class);
    }

    @Test
    void anUnknownHostKeyIsRefusedAndNamed() {
        refused(
                store("hostKey", null),
                Fault.CHANNEL,
                "host-key",
                "compare " + hostKey + " with what the partner tells you and write hostKey: \"" + hostKey + "\"");
    }

    @Test
    void anotherHostKeyIsRefused() {
        refused(
                store("hostKey", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"),
                Fault.CHANNEL,
                "host-key",
                "it now is " + hostKey);
    }

    @Test
    void twoHostKeysMayBeWrittenWhileOneChanges() {
        assertThat(store("hostKey", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU " + hostKey))
                .isInstanceOf(Stored.Done.class);
    }

    @Test
    void aWrongPasswordIsRefused() {
        refused(store("password", "secret:BAD"), Fault.CHANNEL, "sign-in", "refuses user and password");
    }

    @Test
    void aMissingSecretIsNamedWithWhereToPutIt() {
        refused(store("password", "secret:nowhere"), Fault.CHANNEL, "secret", "HUB_SECRET_NOWHERE");
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        refused(store("password", null, "key", "secret:BAD"), Fault.CHANNEL, "secret", "no private key");
    }

    @Test
    void aMissingDirectoryIsRefused() {
        refused(store("directory", "nowhere"), Fault.CHANNEL, "directory", "the directory is not there");
    }

    @Test
    void aFullDiskIsTriedAgain() throws Exception {
        faults.full = true;
        refused(store(), Fault.TRANSIENT, "space", "no room left");
        assertThat(folder.resolve("there/incoming/articles.csv")).doesNotExist();

        faults.full = false;
        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void aLineCutInTheMiddleLeavesTheOldFiles() throws Exception {
        Files.writeString(folder.resolve("there/incoming/articles.csv"), "old");
        faults.cutInTheMiddle = true;
        assertThat(store())
                .isInstanceOfSatisfying(
                        Stored.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.TRANSIENT));
        assertThat(there("articles.csv")).isEqualTo("old");

        faults.cutInTheMiddle = false;
        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void aLineCutBeforeTheManifestIsMadeGood() throws Exception {
        faults.cutAfterRename = true;
        assertThat(store())
                .isInstanceOfSatisfying(
                        Stored.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.TRANSIENT));
        assertThat(folder.resolve("there/incoming/products.json")).doesNotExist();

        faults.cutAfterRename = false;
        assertThat(store()).isInstanceOf(Stored.Done.class);
        arrived();
    }

    @Test
    void anotherSizeAtThePartnerIsNoSuccess() {
        faults.grows = true;
        refused(
                store(),
                Fault.TRANSIENT,
                "size",
                "articles.csv has " + (Parcels.ARTICLES.length() + 1) + " bytes at the partner instead of "
                        + Parcels.ARTICLES.length());
        assertThat(folder.resolve("there/incoming/articles.csv")).doesNotExist();
    }

    @Test
    void aSilentPartnerIsLeftWhenTheTimeIsOver() throws Exception {
        depots.close();
        depots = depots(Duration.ofMillis(1_500));
        faults.silent = true;

        refused(store(), Fault.TRANSIENT, "time", "took too long");
    }

    @Test
    void privateAddressesNeedToBeAllowed() {
        depots.close();
        depots = new Depots(
                Secrets.of(folder, Map.of("HUB_SECRET_PW", PASSWORD)),
                ClientSettings.production(),
                null,
                Clock.systemUTC());

        refused(store(), Fault.CHANNEL, "address", "private address 127.0.0.1");
    }

    @Test
    void nobodyThereIsTriedAgain() throws Exception {
        int port = server.getPort();
        server.stop(true);

        refused(store("port", String.valueOf(port)), Fault.TRANSIENT, "line", "the line broke");
    }

    @Test
    void answersArePickedUpAndPutAway() throws Exception {
        Parcels.pickedUpAndPutAway(folder.resolve("there/out"), depots.pickup("sftp", connection(), "out"));
        assertThat(depots.pickup("sftp", connection(), "nowhere").list())
                .isInstanceOfSatisfying(
                        Pickup.Listed.Unseen.class,
                        unseen -> assertThat(unseen.fault()).isEqualTo(Fault.CHANNEL));
    }
}
