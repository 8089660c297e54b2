package org.caravanserai.connector.client;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Secrets;

/**
 * Values of a connection. A secret with two references is current and previous: the previous one is used after the current was refused, and the other way
 * round, until one of them is accepted.
 */
final class Keyring {
    private final Connector connector;
    private final Connection connection;
    private final Secrets secrets;
    private volatile int place;

    Keyring(Connector connector, Connection connection, Secrets secrets) {
        this.connector = connector;
        this.connection = connection;
        this.secrets = secrets;
    }

    /** Which of two references is in use: 0 current, 1 previous. */
    int place() {
        return place;
    }

    /** The other one from now on, after {@code refused} was. @return false when there is only one */
    boolean turn(int refused) {
        boolean two = connector.connection().values().stream()
                .anyMatch(
                        property -> property.secret() && values(property.name()).size() > 1);
        if (two) {
            place = 1 - refused;
        }
        return two;
    }

    private List<String> values(String key) {
        return connection.values().getOrDefault(key, List.of());
    }

    /** The value of a key, null when there is none. */
    String value(String key, int at) {
        var values = values(key);
        var property = connector.connection().get(key);
        if (values.isEmpty() || property == null) {
            return null;
        }
        if (property.secret()) {
            return resolved(key, values.get(Math.min(at, values.size() - 1)));
        }
        if ("list".equals(property.type())) {
            return String.join(
                    ",", values.stream().map(one -> resolved(key, one)).toList());
        }
        return resolved(key, values.get(0));
    }

    private String resolved(String key, String reference) {
        return secrets.resolve(reference)
                .orElseThrow(() -> CannotEncode.channel("connection." + key + " refers to " + reference
                        + ", and there is nothing: " + Secrets.howTo(reference)));
    }

    /** The value as it may be shown. */
    String shown(String key) {
        var property = connector.connection().get(key);
        return property != null && property.secret() && !values(key).isEmpty() ? Masks.MASK : value(key, 0);
    }

    /** Every secret there is, for masking; what cannot be looked up is left out. */
    List<String> hidden() {
        var hidden = new ArrayList<String>();
        for (var property : connector.connection().values()) {
            if (property.secret()) {
                values(property.name())
                        .forEach(reference -> secrets.resolve(reference).ifPresent(hidden::add));
            }
        }
        if (connector.http().authentication() instanceof org.caravanserai.home.Authentication.Basic) {
            pairs(hidden);
        }
        return hidden;
    }

    /** HTTP Basic sends name and password as one. */
    private void pairs(List<String> hidden) {
        for (int at = 0; at < 2; at++) {
            try {
                hidden.add(Signer.pair(connector.http().authentication(), this, at));
            } catch (CannotEncode missing) {
                // Then it is not sent either.
            }
        }
    }
}
