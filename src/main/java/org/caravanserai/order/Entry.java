package org.caravanserai.order;

import java.time.Instant;

/**
 * One entry of an order's time line.
 *
 * @param actor who said or did it: a person, a channel, an account, {@code hub}
 * @param what {@code received sending sent looked late confirmed shipped told decided reason trouble}
 * @param state where the order stood afterwards
 * @param text for people, null = none
 */
public record Entry(long id, Instant at, String actor, String what, OrderState state, String text) {}
