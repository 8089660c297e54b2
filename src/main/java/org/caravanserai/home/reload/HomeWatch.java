package org.caravanserai.home.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.caravanserai.parser.Hash64;

/**
 * Tells when files of a home have changed. Compares names, sizes, times and the content of what is small, which works on every file system, network
 * ones too, and sees an editor that keeps size and time.
 */
public final class HomeWatch {
    private static final List<String> FOLDERS = List.of("config", "connectors", "mappings", "routes");
    private static final Path SAMPLES = Path.of("config", "samples");
    /** A change is taken when nothing moved for so long: an editor writes in several steps, a checkout file by file. */
    private static final Duration QUIET = Duration.ofMillis(500);
    /** Larger files are tables: their size and time must do. */
    private static final long SMALL = 64 << 10;

    private final Path home;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param pause between two looks */
    public HomeWatch(Path home, Duration pause) {
        this.home = home;
        this.pause = pause;
    }

    /** Calls back after each change, on the calling thread, until {@link #close()}. */
    public void changes(Runnable changed) {
        var before = stamps();
        while (!paused(pause)) {
            var now = stamps();
            while (!now.equals(before) && !paused(QUIET)) {
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

    /** Ends {@link #changes}. */
    public void close() {
        closed.countDown();
    }

    private boolean paused(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
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

    private void stamp(Path folder, TreeMap<Path, String> stamps) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    return home.relativize(inner).equals(SAMPLES)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    stamps.put(
                            file, attributes.size() + "@" + attributes.lastModifiedTime() + content(file, attributes));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String content(Path file, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile() || attributes.size() > SMALL) {
            return "";
        }
        try {
            return "#" + Hash64.of(Files.readAllBytes(file));
        } catch (IOException gone) {
            return "#gone";
        }
    }
}
