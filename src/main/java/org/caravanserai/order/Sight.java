package org.caravanserai.order;

import org.caravanserai.canonical.Money;

/** What a look at a partner has shown. */
public sealed interface Sight {
    /**
     * It is there.
     *
     * @param id what the partner calls it
     * @param number what people read there, null = the id
     * @param lines how many lines it has there, 0 = not told
     * @param total sum of lines, or grand total, as there; null = not told
     */
    record There(String id, String number, int lines, Money total) implements Sight {}

    /** It is not there; the partner said so itself. */
    record Absent() implements Sight {}

    /**
     * The look failed.
     *
     * @param why one sentence, for people
     */
    record Unclear(String why) implements Sight {}
}
