package org.caravanserai.punchout.cxml;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.ReturnForm;

/** A cart as the one field of a form, and back. */
public final class CxmlForm {
    private static final String BASE64 = "cxml-base64";
    private static final String URLENCODED = "cxml-urlencoded";

    private CxmlForm() {}

    /**
     * The form. Base64 carries UTF-8; the other form carries ASCII with references, since its receiver cannot know an
     * encoding. The address is used whole.
     */
    public static ReturnForm of(Account.Cxml settings, String address, CartMessage.Message message) {
        boolean base64 = settings.form() == Account.Form.BASE64;
        var value = base64
                ? Base64.getEncoder().encodeToString(CxmlWriter.write(message.document(), message.dtd()))
                : CxmlWriter.ascii(message.document(), message.dtd());
        var usual = base64 ? BASE64 : URLENCODED;
        return new ReturnForm(
                address,
                "_top",
                StandardCharsets.UTF_8,
                List.of(new ReturnForm.Field(settings.field() == null ? usual : settings.field(), value)),
                message.notes());
    }

    /**
     * The document in a form, as a buyer reads it: the name of the field in any case, blanks in base64 where a plus was,
     * and the encoding that a text in a form declares ignored.
     */
    public static Optional<byte[]> read(List<ReturnForm.Field> fields) {
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(BASE64)) {
                return base64(field.value());
            }
            if (field.name().equalsIgnoreCase(URLENCODED)) {
                var text = field.value()
                        .replaceFirst(
                                "^(\uFEFF?\\s*<\\?xml[^>]{0,200}?)\\s+encoding\\s*=\\s*(\"[^\"]*\"|'[^']*')", "$1");
                return Optional.of(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> base64(String value) {
        var line = value.replaceAll("[\\r\\n\\t]", "");
        return decoded(line.replace(' ', '+')).or(() -> decoded(line.replace(" ", "")));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
