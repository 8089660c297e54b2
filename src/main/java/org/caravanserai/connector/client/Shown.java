package org.caravanserai.connector.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.connector.codec.Addresses;
import org.caravanserai.connector.codec.Bodies;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.connector.codec.Values;

/**
 * A request as it may be kept: written a second time from masked values, so that no secret and no personal field was ever in it; what slips through elsewhere is
 * masked by value.
 */
final class Shown {
    private static final int HEADER = 1000;
    private static final String NOT_SHOWN = "(not shown)";

    private final Masks masks;
    private final Keyring keys;

    Shown(Masks masks, Keyring keys) {
        this.masks = masks;
        this.keys = keys;
    }

    private Values values(Exchanges.Draft draft, Map<String, String> variables) {
        return new Values(variables, keys::shown, Subjects.masked(draft.subjects(), masks));
    }

    String path(Exchanges.Draft draft, Map<String, String> variables) {
        var operation = draft.operation();
        try {
            var values = values(draft, variables);
            var query = Addresses.query(operation.query(), values);
            var path = Addresses.path(operation.path(), values) + (query.isEmpty() ? "" : "?" + query);
            return masks.text(path.replace("%2A%2A%2A", Masks.MASK));
        } catch (CannotEncode strange) {
            return operation.path();
        }
    }

    Map<String, String> headers(Map<String, String> headers, String proof) {
        var shown = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> shown.put(
                name, name.equals(proof) || masks.personal(name) ? Masks.MASK : cut(masks.text(value), HEADER)));
        return shown;
    }

    /** Always after masking: the first half of a secret is no longer found. */
    static String cut(String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length) + "…";
    }

    String body(Exchanges.Draft draft, Map<String, String> variables) {
        if (draft.operation().body() == null) {
            return "";
        }
        try {
            var content = Bodies.write(draft.operation().body(), values(draft, variables));
            var text = masks.text(new String(content.bytes(), StandardCharsets.UTF_8));
            var more = Subjects.more(draft.subjects().size());
            return cut(text, MaskedBody.KEPT) + more;
        } catch (CannotEncode strange) {
            return NOT_SHOWN;
        }
    }
}
