package org.caravanserai.canonical;

import java.util.Objects;

/**
 * A document as a partner knows it, named by what we call it: whoever sends the row puts in the partner's id. As a value it is the same whatever
 * that id is, so a row does not change when the id becomes known.
 *
 * @param stream plural word of the channel's stream the document goes out in, or {@link #SELF}
 * @param key natural key of the document
 */
public record RemoteRef(String stream, String key) {
    /** In place of a stream: the item itself. */
    public static final String SELF = "self";

    public RemoteRef {
        Objects.requireNonNull(stream);
        Objects.requireNonNull(key);
    }

    /** Whether the id of the item itself is meant, which does not exist before it is created. */
    public boolean self() {
        return stream.equals(SELF);
    }

    /** For people: {@code categories:epi/gants}. */
    @Override
    public String toString() {
        return stream + ":" + key;
    }
}
