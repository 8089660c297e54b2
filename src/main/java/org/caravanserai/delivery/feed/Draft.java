package org.caravanserai.delivery.feed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A publication in the making. Nobody sees it before {@link #publish}; closed without publishing it leaves nothing behind. */
public final class Draft implements AutoCloseable {
    private final FeedFolder folder;
    private final String channel;
    private final String publication;
    private final long version;
    private final Path directory;
    private final List<Written> files = new ArrayList<>();
    private boolean published;

    Draft(FeedFolder folder, String channel, String publication, long version, Path directory) {
        this.folder = folder;
        this.channel = channel;
        this.publication = publication;
        this.version = version;
        this.directory = directory;
    }

    /** The version this will have. */
    public long version() {
        return version;
    }

    /** Where something is kept beside the files that nobody fetches; it appears and goes with them. */
    public Path beside(String name) {
        FeedFolder.checkName(name);
        return directory.resolve("." + name);
    }

    /**
     * Writes down what this version changes, in front of what is known of the versions before it.
     *
     * @param rows rows of all lanes
     * @param parts one for each lane
     */
    public void edition(Instant at, long rows, List<Edition.Part> parts) throws IOException {
        Editions.write(
                beside(Editions.NAME), new Edition(version, at, rows, parts), folder.editions(channel, publication));
    }

    /** Starts a file. Close the stream before {@link #publish}. */
    public Written file(String name, String type) throws IOException {
        FeedFolder.checkName(name);
        var written = new Written(name, type, directory.resolve(name));
        files.add(written);
        return written;
    }

    /**
     * Makes the files visible, all at once: every file is fsynced, the directory renamed, the manifest replaced by a rename. A crash before the last
     * rename leaves the old publication served.
     *
     * @param rows rows of all lanes
     * @param contract version of the contract, null = none
     */
    public Manifest publish(Instant at, long rows, String contract) throws IOException {
        var entries = new ArrayList<Manifest.Entry>();
        for (var file : files) {
            entries.add(file.entry());
        }
        var manifest = new Manifest(channel, publication, version, at, entries, rows, contract);
        folder.publish(manifest, directory);
        published = true;
        return manifest;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            file.abandon();
        }
        if (!published) {
            FeedFolder.deleteAll(directory);
        }
    }

    /** A file being written: counts its bytes and digests them on the way. */
    public static final class Written {
        private final String name;
        private final String type;
        private final FileChannel channel;
        private final MessageDigest digest;
        private final OutputStream out;
        private final Path path;
        private long count;
        private boolean delta;
        private Long base;
        private boolean closed;

        Written(String name, String type, Path path) throws IOException {
            this.name = name;
            this.type = type;
            this.path = path;
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            digest = sha256();
            out = new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16) {
                @Override
                public void close() throws IOException {
                    finish();
                }
            };
        }

        /** Where to write; closing it fsyncs the file. */
        public OutputStream out() {
            return out;
        }

        /** Counts one more record. */
        public void counted() {
            count++;
        }

        /** Says that it holds changes only, since this version; null = everything all the same. */
        public void delta(Long since) {
            delta = true;
            base = since;
        }

        private void finish() throws IOException {
            if (!closed) {
                out.flush();
                channel.force(true);
                channel.close();
                closed = true;
            }
        }

        private void abandon() throws IOException {
            if (!closed) {
                closed = true;
                channel.close();
            }
        }

        private Manifest.Entry entry() throws IOException {
            if (!closed) {
                throw new IllegalStateException(name + " is still open");
            }
            return new Manifest.Entry(
                    name, count, Files.size(path), HexFormat.of().formatHex(digest.digest()), type, delta, base);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("every Java has SHA-256", missing);
            }
        }
    }
}
