package org.caravanserai.canonical;

import java.util.Map;
import java.util.Objects;

/**
 * One attribute of the model.
 *
 * @param code {@code [a-z][A-Za-z0-9_]*}: it stands in expressions, hence no hyphen
 * @param type how a value looks
 * @param localizable the value is an object by locale
 * @param scopable the value is an object by scope; a scope stands outside the locale, {@code "*"} = no scope
 * @param unit the unit a quantity is kept in (UN/ECE Rec 20/21), null when the type is no quantity or any unit of the dimension will do
 * @param table value table (file {@code mappings/tables/<table>.csv}) or option list of an option attribute, null when values are free
 * @param maxLength longest text in characters, 0 = not limited
 * @param target what a reference points to, null for other types
 * @param owner team that answers for wrong values, null = the home's catalogue team
 * @param label name for people by locale, may be empty
 * @param personal the value is personal data and masked by default
 */
public record Attribute(
        String code,
        AttributeType type,
        boolean localizable,
        boolean scopable,
        String unit,
        String table,
        int maxLength,
        Kind target,
        String owner,
        Map<String, String> label,
        boolean personal) {

    public Attribute {
        Objects.requireNonNull(code);
        Objects.requireNonNull(type);
        label = Map.copyOf(label);
    }

    /** A plain attribute without flags: handy in tests and for built-in fields. */
    public static Attribute of(String code, AttributeType type) {
        return new Attribute(code, type, false, false, null, null, 0, null, null, Map.of(), false);
    }
}
