package org.caravanserai.punchout.oci;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.punchout.ReturnForm;

/**
 * Parameters of a query and of a form. Names are compared without regard to case; the form wins over the query, and of
 * the same name in one of them the first.
 */
public final class Parameters {
    /** Most parameters that are read; the rest is ignored. */
    static final int MOST = 10_000;

    private final List<ReturnForm.Field> fields;

    private Parameters(List<ReturnForm.Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Reads a query and a form as they came.
     *
     * @param query without the question mark; null = none
     * @param form body of {@code application/x-www-form-urlencoded}; null = none
     */
    public static Parameters of(String query, String form, Charset charset) {
        var all = new ArrayList<>(split(form, charset));
        all.addAll(split(query, charset));
        return new Parameters(all);
    }

    /** Parameters that were decoded already. */
    public static Parameters of(List<ReturnForm.Field> fields) {
        return new Parameters(fields);
    }

    /** All of them in their order. */
    public List<ReturnForm.Field> all() {
        return fields;
    }

    /** The value of a name, empty when it was not sent; an empty value is a value. */
    public Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(ReturnForm.Field::value)
                .findFirst();
    }

    /** The same without blanks around it, empty when nothing is left. */
    public Optional<String> text(String name) {
        return value(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The pairs of a query or form. What is no valid escape stands for itself, as browsers and servers have it. */
    static List<ReturnForm.Field> split(String encoded, Charset charset) {
        var fields = new ArrayList<ReturnForm.Field>();
        if (encoded == null) {
            return fields;
        }
        int from = 0;
        while (from <= encoded.length() && fields.size() < MOST) {
            int end = encoded.indexOf('&', from);
            end = end < 0 ? encoded.length() : end;
            var pair = encoded.substring(from, end);
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.add(new ReturnForm.Field(decode(name, charset), decode(value, charset)));
            }
            from = end + 1;
        }
        return fields;
    }

    /** Decodes once. */
    static String decode(String text, Charset charset) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escaped = c == '%' ? escape(text, i) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 2;
            } else if (c == '+') {
                bytes.write(' ');
            } else {
                var plain = Character.isHighSurrogate(c) && i + 1 < text.length()
                        ? text.substring(i, ++i + 1)
                        : String.valueOf(c);
                bytes.writeBytes(plain.getBytes(charset));
            }
        }
        return bytes.toString(charset);
    }

    private static int escape(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 || text.charAt(at + 1) > 'f' || text.charAt(at + 2) > 'f' ? -1 : high * 16 + low;
    }
}
