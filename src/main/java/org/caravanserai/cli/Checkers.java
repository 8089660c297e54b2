package org.caravanserai.cli;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.answer.RecordingShape;
import org.caravanserai.delivery.answer.Rehearsals;
import org.caravanserai.delivery.wanted.ChannelRules;
import org.caravanserai.health.CounterRules;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.FileKinds;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.ReloadCode;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.mapping.MapShapes;
import org.caravanserai.mapping.Maps;
import org.caravanserai.order.terms.AccountRules;
import org.caravanserai.parser.Problem;
import org.caravanserai.punchout.shop.CartRules;
import org.caravanserai.quality.GateShape;

/** What {@code check} and the reference pages are composed of: this package is the one that may know all of them. */
public final class Checkers {
    private Checkers() {}

    /** What {@code check} and {@code test} find together: every case of the home beside a map that fails is an error; the library's were tested where it was made. */
    public static List<Problem> everything(Home home) {
        var problems = new ArrayList<>(Check.problems(home));
        if (problems.stream().allMatch(Problem::warning)) {
            for (var one : Test.of(home).cases()) {
                var wrong = one.shipped() ? List.<String>of() : one.run();
                if (!wrong.isEmpty()) {
                    problems.add(Problem.error(
                            one.at(),
                            ReloadCode.CASE.code(),
                            "the case '" + Finding.cut(one.title()) + "' of the map " + one.map() + " fails: "
                                    + Finding.cut(wrong.get(0))));
                }
            }
        }
        return problems;
    }

    /** Checks that need more than the home knows. */
    static List<FileChecker> all() {
        return List.of(
                new Maps(),
                new ChannelRules(),
                new CounterRules(),
                new AccountRules(),
                new CartRules(),
                home -> Test.of(home).problems(),
                home -> Rehearsals.of(home).problems());
    }

    /** Every kind of file with its declared keys. */
    static List<FileKind> kinds() {
        var kinds = new ArrayList<>(FileKinds.all());
        kinds.addAll(MapShapes.kinds());
        kinds.add(GateShape.KIND);
        kinds.add(RecordingShape.KIND);
        return kinds;
    }
}
