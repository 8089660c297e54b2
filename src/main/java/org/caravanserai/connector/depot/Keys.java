package org.caravanserai.connector.depot;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Secrets;

/** The values of a connection with their secrets, and the list of secrets no text may show. One per visit. */
final class Keys {
    private final Connection connection;
    private final Secrets secrets;
    private final List<String> hidden = new ArrayList<>();

    Keys(Connection connection, Secrets secrets) {
        this.connection = connection;
        this.secrets = secrets;
    }

    /** The value, null when there is none. Of two (current and previous) the first. */
    String of(String key) throws NotStored {
        var list = all(key);
        return list.isEmpty() ? null : list.get(0);
    }

    /** All values in their order. */
    List<String> all(String key) throws NotStored {
        var found = new ArrayList<String>();
        for (var text : connection.values().getOrDefault(key, List.of())) {
            var value = secrets.resolve(text);
            if (value.isEmpty()) {
                throw NotStored.mend("secret", key + ": " + text + " is not there; " + Secrets.howTo(text));
            }
            if (Secrets.isReference(text)) {
                hidden.add(value.get());
            }
            found.add(value.get());
        }
        return found;
    }

    /** The value of a key that must be there. */
    String need(String key) throws NotStored {
        var value = of(key);
        if (value == null) {
            throw NotStored.mend("secret", "the connection has no " + key);
        }
        return value;
    }

    int port(int usual) throws NotStored {
        var text = of("port");
        try {
            int port = text == null ? usual : Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException wrong) {
            // Told below.
        }
        throw NotStored.mend("address", "the port is a number from 1 to 65535");
    }

    /** Words of somebody else without our secrets, on one line. */
    String safe(String text) {
        var safe = text == null ? "" : text;
        for (var secret : hidden) {
            if (!secret.isBlank()) {
                safe = safe.replace(secret, "***");
            }
        }
        safe = safe.replaceAll("\\p{Cntrl}+", " ").strip();
        return safe.length() <= 400 ? safe : safe.substring(0, 400) + "...";
    }
}
