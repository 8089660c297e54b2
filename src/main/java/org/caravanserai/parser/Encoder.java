package org.caravanserai.parser;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Turns text into bytes of one encoding and says which character it lacks. */
final class Encoder {
    /** Typographic characters and what stands nearest to them in ASCII. */
    private static final Map<Integer, String> NEAREST = Map.ofEntries(
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x201A, "'"),
            Map.entry(0x201C, "\""),
            Map.entry(0x201D, "\""),
            Map.entry(0x201E, "\""),
            Map.entry(0x2010, "-"),
            Map.entry(0x2011, "-"),
            Map.entry(0x2012, "-"),
            Map.entry(0x2013, "-"),
            Map.entry(0x2014, "-"),
            Map.entry(0x2212, "-"),
            Map.entry(0x2026, "..."),
            Map.entry(0x2022, "-"),
            Map.entry(0x00A0, " "),
            Map.entry(0x202F, " "),
            Map.entry(0x2009, " "),
            Map.entry(0x2248, "~"),
            Map.entry(0x2264, "<="),
            Map.entry(0x2265, ">="),
            Map.entry(0x2300, "diam. "),
            Map.entry(0x2205, "diam. "),
            Map.entry(0x20AC, "EUR"),
            Map.entry(0x2122, "(TM)"),
            Map.entry(0x0153, "oe"),
            Map.entry(0x0152, "OE"),
            Map.entry(0x00E6, "ae"),
            Map.entry(0x00C6, "AE"),
            Map.entry(0x00DF, "ss"),
            Map.entry(0x0142, "l"),
            Map.entry(0x0141, "L"));

    private static final Map<Charset, short[]> TABLES = new ConcurrentHashMap<>();

    private final Charset charset;
    private final CharsetEncoder encoder;
    private final boolean nearest;
    private final boolean utf8;
    /** Byte of each character for encodings of one byte, -1 where there is none; null for other encodings. */
    private final short[] single;

    private Encoder(Charset charset, boolean nearest) {
        this.charset = charset;
        this.nearest = nearest;
        this.utf8 = charset.equals(StandardCharsets.UTF_8);
        this.encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.single = encoder.maxBytesPerChar() == 1 ? TABLES.computeIfAbsent(charset, Encoder::table) : null;
    }

    private static short[] table(Charset charset) {
        var table = new short[1 << 16];
        Arrays.fill(table, (short) -1);
        var encoder = charset.newEncoder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (encoder.canEncode(c)) {
                table[c] = (short) (String.valueOf(c).getBytes(charset)[0] & 0xFF);
            }
        }
        return table;
    }

    static Encoder of(Charset charset, CsvDialect.Unencodable unencodable) {
        return new Encoder(
                charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset,
                unencodable == CsvDialect.Unencodable.NEAREST);
    }

    /** True when ASCII characters are one byte of the same value. */
    boolean ascii() {
        return !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32");
    }

    /** Most bytes that a text of this length can take. */
    int most(int length) {
        return (int) Math.ceil(encoder.maxBytesPerChar() * (length + 1)) + (nearest ? length * 6 : 0);
    }

    /**
     * Encodes one character beyond ASCII that needs no company.
     *
     * @return where it ends in the target, -1 when it takes {@link #encode} to tell
     */
    int one(char c, byte[] target, int at) {
        if (single != null) {
            target[at] = (byte) single[c];
            return single[c] < 0 ? -1 : at + 1;
        }
        if (!utf8 || Character.isSurrogate(c)) {
            return -1;
        }
        int to = at;
        if (c < 0x800) {
            target[to++] = (byte) (0xC0 | c >> 6);
        } else {
            target[to++] = (byte) (0xE0 | c >> 12);
            target[to++] = (byte) (0x80 | c >> 6 & 0x3F);
        }
        target[to++] = (byte) (0x80 | c & 0x3F);
        return to;
    }

    /**
     * Encodes a text.
     *
     * @return where it ends in the target, or {@code -1 - code point} of the first character that the encoding lacks
     */
    int encode(String text, byte[] target, int at) {
        return utf8 ? utf8(text, target, at) : other(text, target, at);
    }

    private int utf8(String text, byte[] target, int at) {
        int to = at;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[to++] = (byte) c;
            } else if (c < 0x800) {
                target[to++] = (byte) (0xC0 | c >> 6);
                target[to++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                target[to++] = (byte) (0xE0 | c >> 12);
                target[to++] = (byte) (0x80 | c >> 6 & 0x3F);
                target[to++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                target[to++] = (byte) (0xF0 | point >> 18);
                target[to++] = (byte) (0x80 | point >> 12 & 0x3F);
                target[to++] = (byte) (0x80 | point >> 6 & 0x3F);
                target[to++] = (byte) (0x80 | point & 0x3F);
            } else if (nearest) {
                target[to++] = '?';
            } else {
                return -1 - c;
            }
        }
        return to;
    }

    private int other(String text, byte[] target, int at) {
        var in = CharBuffer.wrap(text);
        var out = ByteBuffer.wrap(target, at, target.length - at);
        encoder.reset();
        while (true) {
            var result = encoder.encode(in, out, true);
            if (result.isUnderflow()) {
                encoder.flush(out);
                return out.position();
            }
            if (result.isOverflow()) {
                throw new IllegalStateException("too little room for " + text.length() + " characters");
            }
            int point = Character.codePointAt(in, 0);
            if (!nearest) {
                return -1 - point;
            }
            in.position(in.position() + result.length());
            encoder.encode(CharBuffer.wrap(substitute(point)), out, true);
        }
    }

    private String substitute(int point) {
        var listed = NEAREST.get(point);
        var plain = listed != null
                ? listed
                : Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "");
        return !plain.isEmpty() && plain.length() <= 6 && encoder().canEncode(plain) ? plain : "?";
    }

    private CharsetEncoder encoder() {
        return charset.newEncoder();
    }

    /** The encoding of a piece of text: UTF-16 without the mark, which belongs to the file and not to each piece. */
    Charset charset() {
        return charset;
    }
}
