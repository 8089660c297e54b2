package org.caravanserai.master;

/**
 * One source's word on one value of a golden document.
 *
 * @param address {@code name.fr_FR}, {@code weight}, {@code prices}
 * @param source who says it
 * @param value as in canonical JSON
 * @param run the run that last set it
 * @param rule the key of the trust ranking that ranks it
 * @param rank 1 = best listed; sources that are not listed share the rank behind the last listed one, ordered by name
 * @param wins whether this value stands in the golden document
 */
public record Candidate(String address, String source, Object value, long run, String rule, int rank, boolean wins) {}
