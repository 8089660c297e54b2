package org.caravanserai.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Transactions that wait for the one writer of H2 share a commit: a commit writes each changed tree anew from its leaf to its root, which
 * costs more than the rows (ADR 0096). When one of a group fails, all are rolled back and each is run again for itself. Nobody is answered
 * before the commit.
 */
final class GroupCommit {
    private static final int MOST = 64;
    /** The first one waits at most this long for others, ns. */
    private static final long LONGEST = 10_000_000;

    private final OnLink links;
    private final Commit commit;

    /** Gives this thread's connection. */
    @FunctionalInterface
    interface OnLink {
        Void run(boolean autoCommit, Link.Job<Void> job) throws SQLException;
    }

    /** Commits, or undoes and throws. */
    @FunctionalInterface
    interface Commit {
        void of(Link link) throws SQLException;
    }

    GroupCommit(OnLink links, Commit commit) {
        this.links = links;
        this.commit = commit;
    }

    /** @param next what else waits, null when nothing does */
    void run(Writing<?> first, Supplier<Writing<?>> next) {
        if (!first.begin()) {
            return;
        }
        var group = new ArrayList<Writing<?>>(List.of(first));
        Throwable broken = null;
        try {
            links.run(false, link -> {
                if (together(link, group, next)) {
                    commit.of(link);
                } else {
                    alone(link, group);
                }
                return null;
            });
        } catch (Throwable any) {
            broken = any;
        }
        for (var one : group) {
            one.finish(broken);
        }
    }

    /** All but the commit; false = one of them failed, and nothing was done. */
    private static boolean together(Link link, List<Writing<?>> group, Supplier<Writing<?>> next) throws SQLException {
        long end = System.nanoTime() + LONGEST;
        try {
            for (var one = group.get(0); one != null; ) {
                one.run(link);
                boolean more = group.size() < MOST && System.nanoTime() < end;
                one = more ? begun(group, next) : null;
            }
            return true;
        } catch (Throwable failed) {
            link.undo(failed);
            if (group.size() == 1) {
                throw failed;
            }
            return false;
        }
    }

    private static Writing<?> begun(List<Writing<?>> group, Supplier<Writing<?>> next) {
        for (var one = next.get(); one != null; one = next.get()) {
            if (one.begin()) {
                group.add(one);
                return one;
            }
        }
        return null;
    }

    /** Each in a transaction of its own. */
    private void alone(Link link, List<Writing<?>> group) throws SQLException {
        for (var one : group) {
            try {
                one.run(link);
                commit.of(link);
                one.settled(null);
            } catch (Throwable failed) {
                one.settled(failed);
                link.undo(failed);
                if (failed instanceof SQLException sql && Failures.broken(sql)) {
                    throw sql;
                }
            }
        }
    }
}
