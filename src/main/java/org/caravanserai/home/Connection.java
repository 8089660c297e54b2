package org.caravanserai.home;

import java.util.List;
import java.util.Map;
import org.caravanserai.parser.Position;

/**
 * Address and credentials of a source, a channel or a delivery target. Values are as written: a secret stands as its reference
 * ({@code secret: env: file:}) and is looked up with {@link Secrets} when it is used. A value with two entries is current and previous.
 *
 * @param values by key of the connector's descriptor; defaults of the descriptor are filled in
 * @param position where the connection begins
 */
public record Connection(Map<String, List<String>> values, Position position) {
    public Connection {
        values = Map.copyOf(values);
    }

    /** The (first) value of a key, null when there is none. May be a reference. */
    public String value(String key) {
        var list = values.get(key);
        return list == null || list.isEmpty() ? null : list.get(0);
    }
}
