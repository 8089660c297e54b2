package org.caravanserai.ingest;

/**
 * A refused row of a run.
 *
 * @param file name without folder
 * @param line physical line (row of a sheet) it begins on, first is 1; 0 = unknown
 * @param key its key, cut and escaped; null when it could not be read
 * @param attribute where, null = the row as a whole
 * @param value the offending value, cut and escaped; null = none
 * @param rule code of the rule
 * @param message what is wrong and how to mend it
 */
public record RefusedRow(
        String file, long line, String key, String attribute, String value, String rule, String message) {}
