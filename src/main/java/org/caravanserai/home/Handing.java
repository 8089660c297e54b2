package org.caravanserai.home;

import java.time.Duration;

/**
 * How orders are handed over to a system: {@code once} of its stream {@code orders}. Paths are those of the answer's record.
 *
 * @param can what the system can do about an order that may have arrived
 * @param send operation that hands an order over
 * @param look operation that asks for an order by our key, null = it cannot be asked
 * @param confirms false: it never confirms by itself
 * @param sees true: what it says it took counts once a look has found it
 * @param settle so long after sending, a look that finds nothing says nothing
 * @param parallel calls at a time
 * @param key path of our key, which must be the one that was sent; null = not told
 * @param number path of the system's number of the order, null = not told
 * @param lines path of how many lines it has there, null = not told
 * @param total path of its sum there, in the currency of the order; null = not told
 * @param refusal path of a code that is there only when it was refused, null = refusals have a status of their own
 * @param refusalText path of the words beside it, null = none
 * @param faults codes of errors, in front of a colon cut, that mean: refused, and nothing of it is there
 */
public record Handing(
        Can can,
        String send,
        String look,
        boolean confirms,
        boolean sees,
        Duration settle,
        int parallel,
        String key,
        String number,
        String lines,
        String total,
        String refusal,
        String refusalText,
        java.util.List<String> faults) {

    /** What a system can do about an order that may have arrived. */
    public enum Can {
        /** It recognises our key and takes nothing twice. */
        KEYED,
        /** It can be asked by our key. */
        QUERYABLE,
        /** Neither: a human is asked. */
        BLIND
    }
}
