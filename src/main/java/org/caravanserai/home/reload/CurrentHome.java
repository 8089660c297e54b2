package org.caravanserai.home.reload;

import java.util.Objects;
import java.util.function.Supplier;
import org.caravanserai.home.Home;

/** The home that runs now. Whoever works with it asks once at the beginning of a piece of work and ends with what it got. */
public final class CurrentHome implements Supplier<Home> {
    private volatile Home home;

    /** @param first the home the hub started with */
    public CurrentHome(Home first) {
        home = Objects.requireNonNull(first);
    }

    @Override
    public Home get() {
        return home;
    }

    /** From now on this one. */
    void become(Home next) {
        home = next;
    }
}
