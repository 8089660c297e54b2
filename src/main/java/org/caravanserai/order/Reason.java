package org.caravanserai.order;

import java.util.Objects;

/**
 * Why something was noted, held or refused.
 *
 * @param path where in the order: {@code lines[2].price}; empty = the order as a whole
 * @param text one English sentence with the figures; foreign text in it is cut and escaped
 */
public record Reason(OrderCode code, String path, String text) {
    public Reason {
        Objects.requireNonNull(code);
        Objects.requireNonNull(path);
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return code.code() + " " + (path.isEmpty() ? "" : path + ": ") + text;
    }
}
