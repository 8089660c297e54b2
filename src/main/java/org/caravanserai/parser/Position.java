package org.caravanserai.parser;

/**
 * A place in a text file.
 *
 * @param file path relative to the home, with slashes, never absolute
 * @param line first line is 1; 0 = the file as a whole
 * @param column first column is 1; 0 = the line as a whole
 */
public record Position(String file, int line, int column) {
    /** The file as a whole. */
    public static Position of(String file) {
        return new Position(file, 0, 0);
    }

    /** A place to the right on the same line, for errors inside an expression. */
    public Position right(int columns) {
        return new Position(file, line, column + columns);
    }

    @Override
    public String toString() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
