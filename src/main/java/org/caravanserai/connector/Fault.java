package org.caravanserai.connector;

/** How a call failed as a whole, which decides what happens next. */
public enum Fault {
    /** 5xx or a broken line before anything was sent: tried again with growing pauses, 12 times, then parked and tried daily. */
    TRANSIENT,
    /** 429, or 503 with a moment: the whole channel waits, no attempt is counted. */
    THROTTLED,
    /** A ceiling of our own allows no call yet, nothing went out: the items of this operation wait, nothing else does. */
    CEILING,
    /** 4xx about the data: with one item it is parked at once, with several the batch is halved until the culprit is alone. */
    ITEM,
    /** 401, 403, TLS, a wrong address: the channel stops and an alarm is raised; nothing is parked. */
    CHANNEL,
    /** Nobody knows whether the partner acted: a time-out or a line cut after the request went out. */
    UNKNOWN
}
