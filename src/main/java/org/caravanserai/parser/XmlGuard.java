package org.caravanserai.parser;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

/**
 * Stands before every XML parser and counts what goes by: depth, length of tags and texts, attributes, DOCTYPE. A
 * parser behind it needs no limits of its own, whichever it is; what is refused here was never seen by it.
 */
final class XmlGuard extends Reader {

    private enum State {
        TEXT,
        OPENED,
        START_TAG,
        END_TAG,
        INSTRUCTION,
        BANG,
        COMMENT,
        CDATA,
        DOCTYPE,
        SUBSET
    }

    /** Parameter entities with a text of their own, which nothing in a document can refer to: some senders of cXML write one. */
    private static final Pattern HARMLESS =
            Pattern.compile("(\\s*<!ENTITY\\s+%\\s+[A-Za-z][\\w.-]*\\s+(\"[^\"%&<]*\"|'[^'%&<]*')\\s*>)*\\s*");

    private final Reader in;
    private final Xml.Doctype doctype;
    private State state = State.TEXT;
    private final StringBuilder bang = new StringBuilder();
    private long line = 1;
    private int depth;
    private int length;
    private int attributes;
    private int quote;
    private char before;
    private char beforeThat;
    private boolean any;
    private boolean named;
    private boolean pastName;

    XmlGuard(Reader in, Xml.Doctype doctype) {
        this.in = in;
        this.doctype = doctype;
    }

    @Override
    public int read(char[] chars, int from, int count) throws IOException {
        int read = in.read(chars, from, count);
        if (read < 0 && !any) {
            throw refuse(ParserCode.FILE_EMPTY, "the file is empty");
        }
        for (int i = from; i < from + read; i++) {
            char c = chars[i];
            any |= c > ' ' && c != '\uFEFF';
            step(c);
            if (state == State.DOCTYPE || state == State.SUBSET) {
                chars[i] = behindName(c);
            }
            line += c == '\n' ? 1 : 0;
            beforeThat = before;
            before = c;
        }
        return read;
    }

    private void step(char c) throws IOException {
        length++;
        switch (state) {
            case TEXT -> text(c);
            case OPENED -> opened(c);
            case START_TAG -> startTag(c);
            case END_TAG -> {
                limit(Xml.MAX_TAG, "a tag");
                if (c == '>') {
                    depth--;
                    enter(State.TEXT);
                }
            }
            case INSTRUCTION -> until(c == '>' && before == '?' && length > 2, "a processing instruction");
            case BANG -> bang(c);
            case COMMENT -> until(c == '>' && before == '-' && beforeThat == '-' && length > 2, "a comment");
            case CDATA -> until(c == '>' && before == ']' && beforeThat == ']', "a CDATA section");
            case DOCTYPE -> doctype(c);
            case SUBSET -> subset(c);
        }
    }

    private void text(char c) throws IOException {
        if (c == '<') {
            enter(State.OPENED);
        } else {
            limit(Xml.MAX_TEXT, "a text");
        }
    }

    private void opened(char c) throws IOException {
        switch (c) {
            case '/' -> enter(State.END_TAG);
            case '?' -> enter(State.INSTRUCTION);
            case '!' -> {
                bang.setLength(0);
                enter(State.BANG);
            }
            default -> {
                if (++depth > Xml.MAX_DEPTH) {
                    throw refuse(ParserCode.FILE_LIMIT, "elements are nested deeper than " + Xml.MAX_DEPTH);
                }
                attributes = 0;
                quote = 0;
                enter(State.START_TAG);
            }
        }
    }

    private void startTag(char c) throws IOException {
        limit(Xml.MAX_TAG, "a tag");
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
            if (++attributes > Xml.MAX_ATTRIBUTES) {
                throw refuse(ParserCode.FILE_LIMIT, "an element has more than " + Xml.MAX_ATTRIBUTES + " attributes");
            }
        } else if (c == '>') {
            depth -= before == '/' ? 1 : 0;
            enter(State.TEXT);
        }
    }

    private void bang(char c) throws IOException {
        bang.append(c);
        var word = bang.toString();
        if (word.equals("--")) {
            enter(State.COMMENT);
        } else if (word.equals("[CDATA[")) {
            enter(State.CDATA);
        } else if (word.equals("DOCTYPE")) {
            if (doctype == Xml.Doctype.REFUSED) {
                throw refuse(ParserCode.FILE_DOCTYPE, "a DOCTYPE is not accepted; send the file without it");
            }
            quote = 0;
            named = false;
            pastName = false;
            enter(State.DOCTYPE);
        } else if (!"--".startsWith(word) && !"[CDATA[".startsWith(word) && !"DOCTYPE".startsWith(word)) {
            throw refuse(ParserCode.FILE_SYNTAX, "'<!" + Escaped.cut(word) + "' begins nothing that XML knows");
        }
    }

    private void doctype(char c) throws IOException {
        limit(Xml.MAX_DOCTYPE, "the DOCTYPE");
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            bang.setLength(0);
            enter(State.SUBSET);
        } else if (c == '>') {
            enter(State.TEXT);
        }
    }

    /** Of a DOCTYPE the parser behind sees the name and blanks: what it does not see it can neither fetch nor fail over. */
    private char behindName(char c) {
        if (pastName) {
            return c == '\n' ? c : ' ';
        }
        if (length == 0 || c <= ' ') {
            pastName = named;
            return c;
        }
        named = true;
        pastName = c == '"' || c == '\'' || c == '[';
        return pastName ? ' ' : c;
    }

    private void subset(char c) throws IOException {
        limit(Xml.MAX_DOCTYPE, "the DOCTYPE");
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == ']') {
            if (!HARMLESS.matcher(bang).matches()) {
                throw refuse(
                        ParserCode.FILE_DOCTYPE,
                        "declarations inside the DOCTYPE (entities) are not accepted; send the file without them");
            }
            enter(State.DOCTYPE);
            return;
        }
        bang.append(c);
    }

    private void until(boolean ended, String what) throws IOException {
        limit(Xml.MAX_TEXT, what);
        if (ended) {
            enter(State.TEXT);
        }
    }

    private void enter(State next) {
        state = next;
        length = 0;
    }

    private void limit(int most, String what) throws IOException {
        if (length > most) {
            throw refuse(ParserCode.FILE_LIMIT, what + " is longer than " + most + " characters");
        }
    }

    private RefusedException refuse(ParserCode code, String text) {
        return new RefusedException(Refusal.file(code, any ? line : 0, -1, text));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
