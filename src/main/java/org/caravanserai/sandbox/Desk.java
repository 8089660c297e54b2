package org.caravanserai.sandbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a partner works with while it answers one call. Everything noted here goes into the journal with the call. */
public final class Desk {
    /** What becomes of a job. */
    public enum Fate {
        NORMAL,
        /** It never ends. */
        HANGS,
        /** Nobody knows it afterwards. */
        LOST
    }

    private final State state;
    private final SandboxTime time;
    private final String secret;
    private final List<Faults.Armed> faults;
    private final ArrayNode items = Json.array();

    Desk(State state, SandboxTime time, String secret, List<Faults.Armed> faults) {
        this.state = state;
        this.time = time;
        this.secret = secret;
        this.faults = faults;
    }

    /** What the partner knows. */
    public State state() {
        return state;
    }

    /** The partner's time. */
    public Instant now() {
        return time.now();
    }

    /** The key or password that opens this stand-in. */
    public String secret() {
        return secret;
    }

    /** Notes what was taken of an item: created or changed, or the same as before. */
    public void accepted(String entity, String key, String remoteId, ObjectNode content) {
        item(entity, key, "accepted").put("remoteId", remoteId).put("hash", Json.hash(content));
    }

    /** Notes an item that was refused. */
    public void refused(String entity, String key, String code) {
        item(entity, key, "refused").put("code", code);
    }

    /** Notes an item that went away. */
    public void removed(String entity, String key, String remoteId) {
        item(entity, key, "removed").put("remoteId", remoteId);
    }

    /** Takes back everything this call has changed and noted so far. */
    public void undo() {
        state.back();
        items.removeAll();
    }

    /** Whether this item is to be refused although nothing is wrong with it. */
    public boolean refuses(String key) {
        return Faults.first(faults, Fault.Kind.REFUSE_PART)
                .map(fault -> {
                    var keys = fault.word("keys", "");
                    return keys.isEmpty()
                            ? Faults.chance(fault.seed(), key.hashCode())
                                    < Double.parseDouble(fault.word("share", "0.3"))
                            : Arrays.asList(keys.split(",")).contains(key);
                })
                .orElse(false);
    }

    /** What is to become of the job this call starts. */
    public Fate fate() {
        if (Faults.first(faults, Fault.Kind.HANG_JOB).isPresent()) {
            return Fate.HANGS;
        }
        return Faults.first(faults, Fault.Kind.LOSE_JOB).isPresent() ? Fate.LOST : Fate.NORMAL;
    }

    ArrayNode items() {
        return items;
    }

    private ObjectNode item(String entity, String key, String outcome) {
        return items.addObject().put("entity", entity).put("key", key).put("outcome", outcome);
    }
}
