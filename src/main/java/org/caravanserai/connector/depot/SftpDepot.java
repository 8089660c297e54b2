package org.caravanserai.connector.depot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * SFTP (draft-ietf-secsh-filexfer). The host key is pinned by its fingerprint: a server with another one, or none written, is refused before anything about us
 * is told. Keys and settings of the account the hub runs under are never used.
 */
final class SftpDepot implements FolderDepot {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int PORT = 22;

    @Override
    public String host(Keys keys) throws NotStored {
        return keys.need("host");
    }

    @Override
    public void visit(Keys keys, InetAddress address, Visit visit, Work work) throws IOException, NotStored {
        var refusal = new AtomicReference<String>();
        var client = visit.with(client(host(keys), keys.of("hostKey"), refusal));
        client.start();
        ClientSession session;
        try {
            session = visit.with(client.connect(keys.need("user"), new InetSocketAddress(address, keys.port(PORT)))
                    .verify(CONNECT)
                    .getSession());
            prove(session, keys);
        } catch (IOException | NotStored failed) {
            if (refusal.get() != null) {
                throw NotStored.mend("host-key", refusal.get());
            }
            throw failed;
        }
        var sftp = visit.with(SftpClientFactory.instance().createSftpClient(session));
        try {
            work.in(new Remote(sftp, keys.of("directory")));
        } catch (SftpException said) {
            throw reason(said);
        }
    }

    private static SshClient client(String host, String pins, AtomicReference<String> refusal) {
        var client = SshClient.setUpDefaultClient();
        client.setNioWorkers(1);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier((session, remote, key) -> {
            var wrong = wrong(host, pins, key);
            refusal.set(wrong);
            return wrong == null;
        });
        CoreModuleProperties.IDLE_TIMEOUT.set(client, SILENCE);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(15));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
        return client;
    }

    /** Why a host key is not believed, null when it is. */
    private static String wrong(String host, String pins, PublicKey key) {
        var shown = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        if (pins == null || pins.isBlank()) {
            return "the host key of " + host + " is not known; compare " + shown
                    + " with what the partner tells you and write hostKey: \"" + shown + "\"";
        }
        boolean known = Arrays.stream(pins.strip().split("[\\s,]+"))
                .map(pin -> pin.startsWith("SHA256:") ? pin : "SHA256:" + pin)
                .anyMatch(pin -> pin.replaceAll("=+$", "").equals(shown));
        return known
                ? null
                : "the host key of " + host + " is not the one written as hostKey; it now is " + shown
                        + ". Ask the partner before you write it: somebody may stand in between";
    }

    private static void prove(ClientSession session, Keys keys) throws IOException, NotStored {
        var password = keys.of("password");
        var key = keys.of("key");
        if (password == null && key == null) {
            throw NotStored.mend("sign-in", "the connection has neither password nor key");
        }
        if (password != null) {
            session.addPasswordIdentity(password);
        }
        if (key != null) {
            var secret = keys.of("keyPassword");
            try {
                var pairs = SecurityUtils.loadKeyPairIdentities(
                        session,
                        NamedResource.ofName("key"),
                        new ByteArrayInputStream(key.getBytes(StandardCharsets.US_ASCII)),
                        secret == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(secret));
                if (pairs == null || !pairs.iterator().hasNext()) {
                    throw NotStored.mend("secret", "the secret of key is no private key in OpenSSH form");
                }
                pairs.forEach(session::addPublicKeyIdentity);
            } catch (GeneralSecurityException | IOException unreadable) {
                throw NotStored.mend(
                        "secret", "the secret of key is no private key that can be read, or keyPassword is wrong");
            }
        }
        try {
            session.auth().verify(CONNECT);
        } catch (SshException refused) {
            if (session.isOpen()
                    || refused.getMessage() != null && refused.getMessage().contains("No more authentication")) {
                throw NotStored.mend("sign-in", "the partner refuses user and password or key");
            }
            throw refused;
        }
    }

    private static NotStored reason(SftpException said) {
        return switch (said.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                NotStored.mend("directory", "the directory is not there: " + said.getMessage());
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                NotStored.mend("permission", "the partner does not let us write there: " + said.getMessage());
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                NotStored.later("space", "there is no room left at the partner");
            default -> NotStored.later("refused", "the partner said: " + said.getMessage());
        };
    }

    private record Remote(SftpClient sftp, String directory) implements Folder {
        Remote {
            directory = directory == null || directory.isBlank() ? "" : directory.replaceAll("/+$", "") + "/";
        }

        @Override
        public void put(String name, InputStream from) throws IOException {
            try (var out = sftp.write(
                    directory + name,
                    Set.of(SftpClient.OpenMode.Write, SftpClient.OpenMode.Create, SftpClient.OpenMode.Truncate))) {
                from.transferTo(out);
            }
        }

        @Override
        public long size(String name) throws IOException {
            try {
                return sftp.stat(directory + name).getSize();
            } catch (SftpException said) {
                if (said.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return -1;
                }
                throw said;
            }
        }

        @Override
        public void rename(String from, String to) throws IOException {
            var posix = sftp.getExtension(OpenSSHPosixRenameExtension.class);
            if (posix != null && posix.isSupported()) {
                posix.posixRename(directory + from, directory + to);
                return;
            }
            if (sftp.getVersion() >= SftpConstants.SFTP_V5) {
                sftp.rename(directory + from, directory + to, SftpClient.CopyMode.Overwrite);
                return;
            }
            // Version 3 without extension: a name must be free before it can be given.
            if (size(to) >= 0) {
                sftp.remove(directory + to);
            }
            sftp.rename(directory + from, directory + to);
        }

        @Override
        public List<Pickup.Entry> list() throws IOException {
            var found = new ArrayList<Pickup.Entry>();
            try {
                for (var entry : sftp.readDir(directory.isEmpty() ? "." : directory)) {
                    var facts = entry.getAttributes();
                    if (facts.isRegularFile()) {
                        long changed = facts.getModifyTime() == null
                                ? 0
                                : facts.getModifyTime().toMillis();
                        found.add(new Pickup.Entry(entry.getFilename(), facts.getSize(), changed));
                    }
                }
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            }
            return found;
        }

        @Override
        public boolean get(String name, OutputStream to) throws IOException {
            try (var in = sftp.read(directory + name)) {
                in.transferTo(to);
                return true;
            } catch (SftpException said) {
                if (said.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return false;
                }
                throw said;
            }
        }

        @Override
        public void move(String name, String below, String as) throws IOException {
            if (size(below) < 0) {
                sftp.mkdir(directory + below);
            }
            rename(name, below + "/" + as);
        }
    }
}
