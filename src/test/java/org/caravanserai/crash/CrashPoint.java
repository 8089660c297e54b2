package org.caravanserai.crash;

/**
 * A named place at which a {@link Variant} ends its process at once, as kill -9 would. Without the system property {@code crash.at} ({@code name}, or
 * {@code name:3} for the third visit) it does nothing.
 */
public final class CrashPoint {
    private static final String AT = System.getProperty("crash.at", "");
    private static int visits;

    private CrashPoint() {}

    /** A visit. */
    public static synchronized void hit(String name) {
        int colon = AT.indexOf(':');
        int visit = colon < 0 ? 1 : Integer.parseInt(AT.substring(colon + 1));
        if (name.equals(colon < 0 ? AT : AT.substring(0, colon)) && ++visits >= visit) {
            Runtime.getRuntime().halt(137);
        }
    }
}
