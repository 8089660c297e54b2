package org.caravanserai.access;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.caravanserai.store.Database;

/** Keys with which partners fetch the files of one channel. A key opens its own channel and nothing else. */
public final class ChannelKeys {
    private final Keys keys;

    /** Keys in this database, changes recorded in this trail. */
    public ChannelKeys(Database database, Audit audit, Clock clock) {
        keys = new Keys(database, audit, clock, "channel");
    }

    /**
     * Makes a key. The channel's newest older key stays valid until the next renewal; keys before that are revoked.
     *
     * @param channel name of the channel
     * @param by user name or {@code hub}
     * @param source where the wish came from: network address, {@code cli}, {@code start}
     * @return the key, {@code <id>.<secret>}, fit for a header, a password or a URL; it cannot be shown again
     */
    public String issue(String channel, String by, String source) {
        return keys.issue(channel, Set.of(), by, source);
    }

    /** Takes all keys of a channel away; returns how many were valid. */
    public int revoke(String channel, String by, String source) {
        return keys.revoke(channel, by, source);
    }

    /** True when this is a valid key of this channel. Null and malformed keys are simply wrong. */
    public boolean verify(String channel, String presented) {
        return keys.verify(presented)
                .filter(found -> found.holder().equals(channel))
                .isPresent();
    }

    /** The channel's valid keys, newest first; two at most. */
    public List<KeyInfo> of(String channel) {
        return keys.valid(channel);
    }
}
