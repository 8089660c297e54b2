package org.caravanserai.parser;

/** One record of a file with columns of fixed width, counted in characters (code points), not in bytes. Immutable. */
public final class FixedRecord {
    private final String text;
    private final int length;

    FixedRecord(String text) {
        this.text = text;
        this.length = text.codePointCount(0, text.length());
    }

    /** Its length in characters. */
    public int length() {
        return length;
    }

    /** What stands in a column, its filling included; shorter than the column, or empty, where the record ends before it does. */
    public String cell(int from, int width) {
        int begin = Math.min(from, length);
        int end = Math.min(from + width, length);
        return text.substring(text.offsetByCodePoints(0, begin), text.offsetByCodePoints(0, end));
    }

    /** Whether nothing but blanks stands behind so many characters. */
    public boolean blankFrom(int from) {
        return cell(from, Math.max(0, length - from)).isBlank();
    }

    @Override
    public String toString() {
        return text;
    }
}
