package org.caravanserai.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.store.Database;

/** Keys with which programs use the API, each holder with roles of its own. */
public final class ApiKeys {
    private final Keys keys;

    /** Keys in this database, changes recorded in this trail. */
    public ApiKeys(Database database, Audit audit, Clock clock) {
        keys = new Keys(database, audit, clock, "api");
    }

    /**
     * A program that presented a valid key.
     *
     * @param id first half of its key, for logs
     * @param holder the name the key was issued for
     * @param roles what it may do
     */
    public record Program(String id, String holder, Set<Role> roles) {}

    /**
     * Makes a key. The holder's newest older key stays valid until the next renewal; keys before that are revoked.
     *
     * @param holder name of the program, such as {@code erp-nightly}
     * @param by user name or {@code hub}
     * @param source where the wish came from
     * @return the key, {@code <id>.<secret>}, for {@code Authorization: Bearer}; it cannot be shown again
     */
    public String issue(String holder, Set<Role> roles, String by, String source) {
        return keys.issue(holder, roles, by, source);
    }

    /** Takes all keys of a holder away; returns how many were valid. */
    public int revoke(String holder, String by, String source) {
        return keys.revoke(holder, by, source);
    }

    /** The program a presented key belongs to; empty when it is malformed, unknown, wrong or revoked. */
    public Optional<Program> verify(String presented) {
        return keys.verify(presented).map(found -> new Program(found.id(), found.holder(), found.roles()));
    }

    /** The holder's valid keys, newest first; two at most. */
    public List<KeyInfo> of(String holder) {
        return keys.valid(holder);
    }
}
