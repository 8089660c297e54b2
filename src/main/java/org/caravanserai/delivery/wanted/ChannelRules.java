package org.caravanserai.delivery.wanted;

import java.util.List;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problem;

/** Checks assortments and gates as the channels use them: over the kind, the scope and the languages of each stream. */
public final class ChannelRules implements FileChecker {
    @Override
    public List<Problem> check(Home home) {
        return Plans.problems(home);
    }
}
