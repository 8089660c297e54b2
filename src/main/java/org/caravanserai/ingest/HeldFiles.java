package org.caravanserai.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of deliveries that wait for a release, one file per run. */
record HeldFiles(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(HeldFiles.class);

    /** Where the copy of a run is, or would be. */
    Path of(long run) {
        return folder.resolve(run + ".data");
    }

    boolean has(long run) {
        return Files.exists(of(run));
    }

    /** Copies a file, forced to disk before the run says that it is held. The copy itself is left as it is. */
    void keep(long run, Path file) throws IOException {
        Files.createDirectories(folder);
        var copy = of(run);
        if (copy.equals(file)) {
            return;
        }
        var part = copy.resolveSibling(run + ".part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a file nobody needs any more, null = none; one that cannot be deleted is left and logged. */
    static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            LOG.warn("could not delete {}: {}", file.getFileName(), left.getMessage());
        }
    }
}
