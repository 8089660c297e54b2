package org.caravanserai.connector.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Payload;
import org.caravanserai.parser.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** Writes a shaped tree as JSON. */
final class JsonBody {
    private final boolean decimalsAsText;

    JsonBody(Payload.Decimals decimals) {
        this.decimalsAsText = decimals == Payload.Decimals.TEXT;
    }

    byte[] write(Object tree) {
        var out = new ByteArrayOutputStream(1024);
        try (var json = Json.generator(out)) {
            write(json, tree);
        } catch (JacksonException broken) {
            throw CannotEncode.item("a text of the row cannot be written as UTF-8 (half of a character)");
        }
        return out.toByteArray();
    }

    private void write(JsonGenerator json, Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, one) -> {
                json.writeName((String) name);
                write(json, one);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(one -> write(json, one));
            json.writeEndArray();
        } else {
            scalar(json, value);
        }
    }

    private void scalar(JsonGenerator json, Object value) {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Shaper.Digits digits) {
            json.writeNumber(digits.text());
        } else if (value instanceof BigDecimal decimal && !decimalsAsText) {
            json.writeNumber(decimal.toPlainString());
        } else {
            json.writeString(Values.plain(value));
        }
    }
}
