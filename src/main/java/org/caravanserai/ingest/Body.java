package org.caravanserai.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The body of a call, on disk: it is read more than once, and its size must not matter. */
final class Body {
    private static final int BUFFER = 1 << 16;

    private Body() {}

    /** Copies at most {@code limit} bytes.
     * @return false when there are more; then reading stopped there */
    static boolean save(InputStream body, Path file, long limit) throws IOException {
        var buffer = new byte[BUFFER];
        long total = 0;
        try (var out = Files.newOutputStream(file)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                if (total > limit) {
                    return false;
                }
                out.write(buffer, 0, read);
            }
        }
        return true;
    }

    static String sha256(Path file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[BUFFER];
            try (var in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static boolean looksLikeJson(Path file) {
        try (var in = Files.newInputStream(file)) {
            int first = in.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = in.read();
            }
            return first == '[' || first == '{';
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Removes what a dead process left behind. */
    static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder, "{rows-*.spool,call-*.body,file-*}")) {
            for (var one : left) {
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    try (var sent = Files.newDirectoryStream(one)) {
                        for (var file : sent) {
                            Files.delete(file);
                        }
                    }
                }
                Files.delete(one);
            }
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }
}
