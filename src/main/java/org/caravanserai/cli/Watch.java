package org.caravanserai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells when files of a home have changed. Compares names, sizes and times, which works on every file system, network ones too. */
final class Watch {
    private static final List<String> FOLDERS = List.of("config", "connectors", "mappings", "routes");
    private static final long PAUSE_MILLIS = 500;

    private final Path home;
    private final CountDownLatch closed = new CountDownLatch(1);

    Watch(Path home) {
        this.home = home;
    }

    /** Calls back after each change until {@link #close()} or the end of the program. */
    void changes(Runnable changed) {
        var before = stamps();
        while (!pause()) {
            var now = stamps();
            // A change is taken when nothing moved for one pause: an editor writes in several steps.
            while (!now.equals(before) && !pause()) {
                var next = stamps();
                if (next.equals(now)) {
                    before = now;
                    changed.run();
                } else {
                    now = next;
                }
            }
        }
    }

    void close() {
        closed.countDown();
    }

    private boolean pause() {
        try {
            return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            return true;
        }
    }

    private TreeMap<Path, String> stamps() {
        var stamps = new TreeMap<Path, String>();
        for (var folder : FOLDERS) {
            if (Files.isDirectory(home.resolve(folder))) {
                stamp(home.resolve(folder), stamps);
            }
        }
        return stamps;
    }

    private static void stamp(Path folder, TreeMap<Path, String> stamps) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    stamps.put(file, attributes.size() + "@" + attributes.lastModifiedTime());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
