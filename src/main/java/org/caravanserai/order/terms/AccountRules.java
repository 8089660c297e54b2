package org.caravanserai.order.terms;

import java.util.List;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;

/** Checks assortments as accounts use them. */
public final class AccountRules implements FileChecker {
    @Override
    public List<Problem> check(Home home) {
        var problems = new Problems();
        for (var account : home.accounts().values()) {
            if (account.assortment() != null) {
                Range.compile(home, new Range.Of(account.name(), account.assortment(), null), problems);
            }
        }
        return problems.sorted();
    }
}
