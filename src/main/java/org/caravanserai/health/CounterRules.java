package org.caravanserai.health;

import java.util.List;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;

/** Checks the counters of {@code config/quality/}: their names, dimensions and expressions. */
public final class CounterRules implements FileChecker {
    @Override
    public List<Problem> check(Home home) {
        var problems = new Problems();
        Counters.of(home, problems);
        return problems.sorted();
    }
}
