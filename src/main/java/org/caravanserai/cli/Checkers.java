package org.caravanserai.cli;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.delivery.ChannelRules;
import org.caravanserai.health.CounterRules;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.FileKinds;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.mapping.MapShapes;
import org.caravanserai.mapping.Maps;
import org.caravanserai.quality.GateShape;

/** What {@code check} and the reference pages are composed of: this package is the one that may know all of them. */
final class Checkers {
    private Checkers() {}

    /** Checks that need more than the home knows. */
    static List<FileChecker> all() {
        return List.of(
                new Maps(),
                new ChannelRules(),
                new CounterRules(),
                home -> Test.of(home).problems());
    }

    /** Every kind of file with its declared keys. */
    static List<FileKind> kinds() {
        var kinds = new ArrayList<>(FileKinds.all());
        kinds.addAll(MapShapes.kinds());
        kinds.add(GateShape.KIND);
        return kinds;
    }
}
