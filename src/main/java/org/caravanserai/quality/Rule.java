package org.caravanserai.quality;

import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.parser.Position;

/**
 * One compiled rule of a gate.
 *
 * @param name kebab-case, unique within the gate; findings carry it
 * @param title name for people, null when not said
 * @param where to which records the rule applies, null = all; undecided = does not apply
 * @param require what must hold; undecided = broken
 * @param severity whether breaking it stops the record
 * @param owner team that mends it, null = not said
 * @param fix how to mend it, in words, null = not said
 */
public record Rule(
        String name,
        String title,
        Compiled where,
        Compiled require,
        Finding.Severity severity,
        String owner,
        String fix,
        Position at) {

    /** The finding when the record breaks this rule, null when it holds or does not apply. */
    Finding broken(Object[] slots, Run run) {
        try {
            if (where != null && where.truth(slots, run) != Truth.TRUE) {
                return null;
            }
            return switch (require.truth(slots, run)) {
                case TRUE -> null;
                case FALSE -> finding("does not hold: " + require.text());
                case MISSING -> finding(require.why(slots, run));
            };
        } catch (Refused tooDear) {
            return new Finding(name, Finding.Severity.BLOCK, null, null, tooDear.getMessage(), owner);
        }
    }

    private Finding finding(String why) {
        return new Finding(name, severity, null, null, fix == null ? why : fix + " (" + why + ")", owner);
    }
}
