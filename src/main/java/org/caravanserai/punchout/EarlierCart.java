package org.caravanserai.punchout;

import java.util.List;
import java.util.function.Predicate;
import org.caravanserai.home.Account;

/** The cart of an earlier visit that a buyer sends back to be changed or looked at. */
public sealed interface EarlierCart {
    /** Its lines that we know, to be opened; a buyer that sends lines to a new visit gets those we know too. */
    record Rebuilt(List<Setup.Line> lines) implements EarlierCart {}

    /** Lines we no longer know: 412, nothing is opened. */
    record Unknown(List<Setup.Part> parts) implements EarlierCart {}

    /**
     * What is opened.
     *
     * @param known whether we sent such a line to this account
     */
    static EarlierCart of(Setup setup, Account.Cxml settings, Predicate<Setup.Part> known) {
        var missing = setup.lines().stream()
                .map(Setup.Line::part)
                .filter(known.negate())
                .toList();
        boolean strict = setup.operation() != Setup.Operation.CREATE && !settings.lenientEdit();
        return strict && !missing.isEmpty()
                ? new Unknown(missing)
                : new Rebuilt(setup.lines().stream()
                        .filter(line -> known.test(line.part()))
                        .toList());
    }
}
