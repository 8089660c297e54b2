package org.caravanserai.connector.depot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.FTPSClient;

/**
 * FTP over TLS (RFC 4217), control and data line both encrypted. Data lines go to the address that was checked, whatever a reply to PASV names.
 */
final class FtpsDepot implements FolderDepot {
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int EXPLICIT = 21;
    private static final int IMPLICIT = 990;
    /** Replies that mean "no room": insufficient storage, allocation exceeded (RFC 959, 4.2). */
    private static final int STORAGE = 452;

    private static final int ALLOCATION = 552;

    private final Trust trust;

    FtpsDepot(Trust trust) {
        this.trust = trust;
    }

    @Override
    public String host(Keys keys) throws NotStored {
        return keys.need("host");
    }

    @Override
    public void visit(Keys keys, InetAddress address, Visit visit, Work work) throws IOException, NotStored {
        boolean implicit = "implicit".equals(keys.of("tls"));
        var client = new FTPSClient(implicit, trust.context(host(keys), keys.of("certificate")));
        visit.with(client::disconnect);
        client.setSocketFactory(new PinnedSockets(address));
        client.setRemoteVerificationEnabled(true);
        client.setControlEncoding("UTF-8");
        client.setDefaultTimeout((int) SILENCE.toMillis());
        client.setConnectTimeout((int) Duration.ofSeconds(15).toMillis());
        client.setDataTimeout(SILENCE);
        client.connect(address, keys.port(implicit ? IMPLICIT : EXPLICIT));
        client.setSoTimeout((int) SILENCE.toMillis());
        expect(FTPReply.isPositiveCompletion(client.getReplyCode()), client, "connecting");
        if (!client.login(keys.need("user"), keys.need("password"))) {
            throw NotStored.mend("sign-in", "the partner refuses user and password");
        }
        client.execPBSZ(0);
        client.execPROT("P");
        client.enterLocalPassiveMode();
        client.setUseEPSVwithIPv4(true);
        expect(client.setFileType(FTP.BINARY_FILE_TYPE), client, "TYPE I");
        var directory = keys.of("directory");
        if (directory != null && !directory.isBlank() && !client.changeWorkingDirectory(directory)) {
            throw NotStored.mend("directory", "the directory " + directory + " is not there, or not for us");
        }
        work.in(new Remote(client));
        client.logout();
    }

    private static void expect(boolean well, FTPSClient client, String doing) throws NotStored {
        if (well) {
            return;
        }
        int code = client.getReplyCode();
        var said = doing + ": the partner said " + client.getReplyString();
        if (code == STORAGE || code == ALLOCATION) {
            throw NotStored.later("space", "there is no room left at the partner");
        }
        if (code == FTPReply.NOT_LOGGED_IN) {
            throw NotStored.mend("sign-in", said);
        }
        if (code == FTPReply.FILE_UNAVAILABLE || code == FTPReply.FILE_NAME_NOT_ALLOWED) {
            throw NotStored.mend("permission", said);
        }
        throw NotStored.later("refused", said);
    }

    private record Remote(FTPSClient client) implements Folder {
        @Override
        public void put(String name, InputStream from) throws IOException, NotStored {
            expect(client.storeFile(name, from), client, "writing " + name);
        }

        @Override
        public long size(String name) throws IOException, NotStored {
            var size = client.getSize(name);
            if (size != null) {
                return Long.parseLong(size.strip());
            }
            if (client.getReplyCode() == FTPReply.FILE_UNAVAILABLE) {
                return -1;
            }
            throw NotStored.mend(
                    "size",
                    "the partner does not tell sizes (SIZE, RFC 3659), so nobody can know that a file is whole");
        }

        @Override
        public void rename(String from, String to) throws IOException, NotStored {
            if (client.rename(from, to)) {
                return;
            }
            // Some servers do not rename over a file that is there.
            if (size(to) >= 0 && client.deleteFile(to) && client.rename(from, to)) {
                return;
            }
            expect(false, client, "renaming " + to);
        }

        @Override
        public List<Pickup.Entry> list() throws IOException, NotStored {
            // The old listing is for people: times to the minute, or without a year.
            var files = client.mlistDir();
            if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
                files = client.listFiles();
                expect(FTPReply.isPositiveCompletion(client.getReplyCode()), client, "listing the directory");
            }
            var found = new ArrayList<Pickup.Entry>();
            for (var file : files) {
                if (file != null && file.isFile()) {
                    long changed = file.getTimestamp() == null
                            ? 0
                            : file.getTimestamp().getTimeInMillis();
                    found.add(new Pickup.Entry(file.getName(), file.getSize(), changed));
                }
            }
            return found;
        }

        @Override
        public boolean get(String name, OutputStream to) throws IOException, NotStored {
            if (client.retrieveFile(name, to)) {
                return true;
            }
            if (client.getReplyCode() == FTPReply.FILE_UNAVAILABLE && size(name) < 0) {
                return false;
            }
            expect(false, client, "reading " + name);
            return false;
        }

        @Override
        public void move(String name, String below, String as) throws IOException, NotStored {
            // Refused when it is there already; what matters is said by the renaming.
            client.makeDirectory(below);
            rename(name, below + "/" + as);
        }
    }
}
