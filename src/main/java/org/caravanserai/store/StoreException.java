package org.caravanserai.store;

/** The database could not do what was asked. Each kind says whether trying again makes sense. */
public abstract sealed class StoreException extends RuntimeException {
    private final StoreCode code;
    private final boolean retry;

    StoreException(StoreCode code, boolean retry, String text, Throwable cause) {
        super(code.code() + " " + text, cause);
        this.code = code;
        this.retry = retry;
    }

    /** Stable code {@code STORE-<nnn>}. */
    public String code() {
        return code.code();
    }

    /** Whether the same call may succeed later without anybody mending anything in our data. */
    public boolean retry() {
        return retry;
    }

    /** No thread became free in time. Nothing was done: answer 503 with Retry-After. */
    public static final class Busy extends StoreException {
        Busy(String text) {
            super(StoreCode.BUSY, true, text, null);
        }
    }

    /** Somebody else changed the same thing (unique key, serialization, deadlock). Rolled back: run the whole work again. */
    public static final class Conflict extends StoreException {
        Conflict(String text, Throwable cause) {
            super(StoreCode.CONFLICT, true, text, cause);
        }
    }

    /** The database is down, restarting or closed. The next call connects again. */
    public static final class Unavailable extends StoreException {
        private final boolean outcomeUnknown;

        Unavailable(String text, boolean outcomeUnknown, Throwable cause) {
            super(StoreCode.UNAVAILABLE, true, text, cause);
            this.outcomeUnknown = outcomeUnknown;
        }

        /** True when the connection broke during the commit: it may have happened. Look before doing it again. */
        public boolean outcomeUnknown() {
            return outcomeUnknown;
        }
    }

    /** Too little free space: new work is refused, nothing was written. */
    public static final class DiskFull extends StoreException {
        DiskFull(String text, Throwable cause) {
            super(StoreCode.DISK_FULL, true, text, cause);
        }
    }

    /** A statement failed for a reason that repeating does not mend. Rolled back. */
    public static final class Failed extends StoreException {
        Failed(String text, Throwable cause) {
            super(StoreCode.FAILED, false, text, cause);
        }
    }

    /** A document that cannot be read back or is too large to store. */
    public static final class Unreadable extends StoreException {
        Unreadable(String text, Throwable cause) {
            super(StoreCode.UNREADABLE, false, text, cause);
        }
    }

    /** The data folder cannot be used: held by another hub, read-only, of another environment. The text says what to do. */
    public static final class Folder extends StoreException {
        Folder(StoreCode code, String text, Throwable cause) {
            super(code, false, text, cause);
        }
    }
}
