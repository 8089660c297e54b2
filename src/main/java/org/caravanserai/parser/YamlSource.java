package org.caravanserai.parser;

import org.snakeyaml.engine.v2.exceptions.Mark;

/** The text of a file by code point, for positions and for the words of a message. */
final class YamlSource {
    private final String file;
    private final int[] text;

    YamlSource(String file, String text) {
        this.file = file;
        this.text = text.codePoints().toArray();
    }

    Position at(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The position of a code point by its index. */
    Position at(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, text.length); i++) {
            if (text[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Position(file, line, column);
    }

    String slice(Mark from, Mark to) {
        int start = Math.min(from.getIndex(), text.length);
        int end = Math.min(Math.max(to.getIndex(), start), text.length);
        return new String(text, start, end - start);
    }

    /** What follows a mark on its line. */
    String restOfLine(Mark mark) {
        int start = Math.min(mark.getIndex(), text.length);
        int end = start;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        return new String(text, start, end - start);
    }

    /** The whole line a mark stands on. */
    String line(Mark mark) {
        int start = Math.min(mark.getIndex(), text.length);
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        int end = start;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        return new String(text, start, end - start);
    }
}
