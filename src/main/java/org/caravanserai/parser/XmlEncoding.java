package org.caravanserai.parser;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Pattern;

/** Finds the encoding of an XML file (XML 1.0, appendix F) and decodes it strictly. */
final class XmlEncoding {
    private static final int HEAD = 256;
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']");

    private XmlEncoding() {}

    static Reader open(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 13);
        buffered.mark(HEAD);
        var head = buffered.readNBytes(HEAD);
        buffered.reset();
        return new StrictReader(buffered, of(head));
    }

    private static Charset of(byte[] head) throws IOException {
        int a = head.length > 0 ? head[0] & 0xFF : -1;
        int b = head.length > 1 ? head[1] & 0xFF : -1;
        if (a == 0xFF && b == 0xFE || a == '<' && b == 0) {
            return StandardCharsets.UTF_16LE;
        }
        if (a == 0xFE && b == 0xFF || a == 0 && b == '<') {
            return StandardCharsets.UTF_16BE;
        }
        if (a == 0xEF) {
            return StandardCharsets.UTF_8;
        }
        var declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        return declared.find() ? named(declared.group(1)) : StandardCharsets.UTF_8;
    }

    private static Charset named(String name) throws IOException {
        try {
            var charset = Charset.forName(name);
            if (!ascii(charset)) {
                throw refuse(name);
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw refuse(name);
        }
    }

    /** The declaration itself was read as ASCII: an encoding that writes it otherwise is a lie. */
    private static boolean ascii(Charset charset) {
        return charset.canEncode()
                && new String("<?xml".getBytes(charset), StandardCharsets.ISO_8859_1).equals("<?xml");
    }

    private static RefusedException refuse(String name) {
        return new RefusedException(Refusal.file(
                ParserCode.FILE_ENCODING,
                1,
                -1,
                "the declared encoding '" + Escaped.cut(name) + "' is not usable here; send UTF-8"));
    }
}
