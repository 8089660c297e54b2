package org.caravanserai.delivery;

import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.push.Deliveries;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.parser.Problems;

/**
 * Compiles the channels of a changed home and puts them in the place of those that run. A publication or a batch that is under way ends by the plans it
 * began with; what their revision says differs is evaluated again, and only differences are sent.
 */
public final class ChannelReload implements Reload.Part {
    private final Publishing publishing;
    private final Deliveries deliveries;

    public ChannelReload(Publishing publishing, Deliveries deliveries) {
        this.publishing = publishing;
        this.deliveries = deliveries;
    }

    @Override
    public Reload.Step prepare(Home now, Home next, Problems problems) {
        var old = publishing.plans();
        var plans = publishing.compile(next);
        plans.broken().values().forEach(problems::addAll);
        return new Reload.Step() {
            @Override
            public void over() {
                publishing.become(plans);
            }

            @Override
            public void begin() {
                // What cannot be given back now comes back when its lease ends.
                deliveries.giveBack();
            }

            @Override
            public void back() {
                if (publishing.plans() != old) {
                    publishing.become(old);
                }
            }
        };
    }
}
