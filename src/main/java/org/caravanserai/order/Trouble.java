package org.caravanserai.order;

import java.time.Instant;

/**
 * Something an operator has to look at.
 *
 * @param orderId 0 = nothing became an order
 * @param message number of the kept message, 0 = none
 * @param text one or more sentences with the figures
 * @param closedAt null = open
 */
public record Trouble(
        long id,
        long orderId,
        long message,
        String source,
        String account,
        String number,
        Instant at,
        String code,
        String text,
        Instant closedAt,
        String closedBy,
        String note) {}
