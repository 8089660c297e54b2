package org.caravanserai.order;

import java.util.List;
import java.util.Optional;
import org.caravanserai.home.Home;

/** Those who are told what becomes of their orders, as the files of a home say; each kind of them knows its own. */
public interface Listeners {
    /** Where answers go in this home. */
    List<Target> targets(Home home);

    /** Who is told about such an order: name of its targets; empty when it is none of ours. */
    Optional<String> listener(Home home, String source, String account, boolean test);

    /** Whether it wants answers of a stream; true for names that are none of ours. */
    boolean hears(Home home, String channel, String stream);
}
