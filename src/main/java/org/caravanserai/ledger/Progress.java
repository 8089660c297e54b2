package org.caravanserai.ledger;

/**
 * How far a lane has been evaluated.
 *
 * @param seq last change-log sequence number that is settled
 * @param revision fingerprint of mapping, gate and channel settings it was settled with; 0 = never
 */
public record Progress(long seq, long revision) {}
