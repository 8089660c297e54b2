package org.caravanserai.health;

/** What JMX shows of a figure. */
public interface FigureMBean {
    /** How many are counted. */
    long getValue();

    /** Among how many. */
    long getPopulation();

    /** Share that is counted, in per cent. */
    double getPercent();

    /** {@code GOOD}, {@code LATE} (yellow), {@code BAD} (red) or {@code NONE}. */
    String getLight();

    /** Team that mends it, null = not said. */
    String getOwner();

    /** Begin of the recount, ISO 8601. */
    String getAsOf();

    /** Version of the predicate. */
    int getVersion();
}
