package org.caravanserai.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses new work while there is still room to finish what was begun. */
public final class DiskGuard {
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

    private final Space space;
    private final Limits limits;
    private long lookedAt;
    private Free last;

    /**
     * Below either limit new work is refused.
     *
     * @param share of the disk, 0.10 = a tenth
     * @param bytes free bytes
     */
    public record Limits(double share, long bytes) {
        /** A tenth or 512 MiB. */
        public static final Limits USUAL = new Limits(0.10, 512L << 20);

        /** Refuses nothing; for tests on crowded disks. */
        public static final Limits NONE = new Limits(0, 0);
    }

    /**
     * What is left.
     *
     * @param usable bytes this process may still write
     * @param total bytes of the disk
     */
    public record Free(long usable, long total) {}

    /** Asks the file system. */
    @FunctionalInterface
    interface Space {
        Free look() throws IOException;
    }

    DiskGuard(Space space, Limits limits) {
        this.space = space;
        this.limits = limits;
    }

    static DiskGuard of(Path folder, Limits limits) {
        return new DiskGuard(
                () -> {
                    var store = Files.getFileStore(folder);
                    return new Free(store.getUsableSpace(), store.getTotalSpace());
                },
                limits);
    }

    /** Whether new work is let in. Looks at the disk at most once a second. */
    public synchronized boolean open() {
        var free = free();
        return free.usable() >= limits.bytes() && free.usable() >= limits.share() * free.total();
    }

    /** What was left at the last look. */
    public synchronized Free free() {
        long now = System.nanoTime();
        if (last == null || now - lookedAt > LOOK_AGAIN_NANOS) {
            try {
                last = space.look();
            } catch (IOException unreadable) {
                // A disk that cannot be asked is not known to be full; the write itself will tell.
                last = new Free(Long.MAX_VALUE, Long.MAX_VALUE);
            }
            lookedAt = now;
        }
        return last;
    }

    void check(Purpose purpose) {
        if (purpose.newWork() && !open()) {
            var free = free();
            throw new StoreException.DiskFull(
                    "only " + (free.usable() >> 20) + " MiB of " + (free.total() >> 20)
                            + " MiB are free; new work is refused until there is room, confirmations go on",
                    null);
        }
    }
}
