package org.caravanserai.order;

import java.time.Instant;

/**
 * An order at a glance.
 *
 * @param id ours
 * @param key what it is called wherever it is handed over, 18 characters; also the number both callers get
 * @param source where it came from, as a business: a channel, {@code punchout}, {@code api}; never the transport
 * @param account whose order it is there, empty = the source has one account only
 * @param number the buyer's number
 * @param customer number of the company
 * @param reply channel or account that hears of it, null = nobody
 * @param target channel of the ERP, null = not decided
 * @param total grand total, else sum of lines, as the buyer wrote it; null = not said
 * @param acceptedAt when the ERP had it, null = not yet
 * @param revision counts every change
 */
public record OrderHead(
        long id,
        String key,
        String source,
        String account,
        String number,
        int version,
        boolean test,
        String customer,
        String reply,
        String target,
        OrderState state,
        String total,
        Instant receivedAt,
        Instant changedAt,
        Instant acceptedAt,
        int revision) {}
