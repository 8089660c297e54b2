package org.caravanserai.store;

import java.util.List;

/**
 * What an acknowledged write survives, found by asking the running database, not by trusting our settings.
 *
 * @param processDeath survives kill -9 of the hub
 * @param powerLoss survives the loss of power, as far as the disk itself tells the truth
 * @param weaknesses settings that are weaker than the profile asks for, each with the remedy; empty = the promise holds
 */
public record Promise(boolean processDeath, boolean powerLoss, List<String> weaknesses) {
    public Promise {
        weaknesses = List.copyOf(weaknesses);
    }

    /** One line for the start-up log and the console. */
    public String text() {
        if (!processDeath) {
            return "acknowledged writes may be lost when the process dies: " + String.join("; ", weaknesses);
        }
        if (!powerLoss) {
            return "acknowledged writes survive process death, not power loss";
        }
        return "acknowledged writes survive process death and power loss";
    }

    /** Whether the database keeps what its profile promises; orders are taken only then. */
    public boolean holds() {
        return weaknesses.isEmpty();
    }
}
