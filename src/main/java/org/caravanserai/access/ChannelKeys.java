package org.caravanserai.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

    /**
     * Makes a key for a partner who asks for it itself, and proved who it is with the newest key: so a copy of an old one takes nobody's place, and asking twice
     * by mistake does not end a key that programs still use.
     *
     * @param id first half of the key it was proved with
     * @return the key as {@link #issue} returns it; empty when another key is the newest, or there is none any more
     */
    public Optional<String> renew(String channel, String id, String by, String source) {
        return keys.renew(channel, id, by, source);
    }

    /** Takes all keys of a channel away; returns how many were valid. */
    public int revoke(String channel, String by, String source) {
        return keys.revoke(channel, by, source);
    }

    /**
     * A partner that presented a valid key.
     *
     * @param channel whose key it is
     * @param id first half of the key
     */
    public record Partner(String channel, String id) {}

    /** Whose key this is; empty when it is malformed, unknown, wrong or revoked. */
    public Optional<Partner> partner(String presented) {
        return keys.verify(presented).map(found -> new Partner(found.holder(), found.id()));
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
