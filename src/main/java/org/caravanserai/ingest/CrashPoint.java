package org.caravanserai.ingest;

/**
 * A named place at which a test may end the process at once, as {@code kill -9} would. Without the system property
 * {@code hub.crash} (name, or name and number of the visit: {@code ingest.after-batch:3}) it does nothing.
 */
final class CrashPoint {
    private static final String AT = System.getProperty("hub.crash");
    private static int visits;

    private CrashPoint() {}

    static void hit(String name) {
        if (AT != null) {
            crash(name);
        }
    }

    private static synchronized void crash(String name) {
        int colon = AT.indexOf(':');
        if (name.equals(colon < 0 ? AT : AT.substring(0, colon))
                && ++visits >= (colon < 0 ? 1 : Integer.parseInt(AT.substring(colon + 1)))) {
            Runtime.getRuntime().halt(137);
        }
    }
}
