package org.caravanserai.order.target;

import java.time.Clock;
import java.time.Duration;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.depot.Drop;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Sender;
import org.caravanserai.order.Sight;

/**
 * Hands orders over as files. A file that has its name may be taken at any moment, so that its absence says nothing: an order in doubt is never written
 * again, unless only its temporary name is there, which shows that it never had its own.
 */
final class FileSender implements Sender {
    private final FileLayout layout;
    private final Drop drop;
    private final Duration within;
    private final Clock clock;

    FileSender(FileLayout layout, Drop drop, Duration within, Clock clock) {
        this.layout = layout;
        this.drop = drop;
        this.within = within;
        this.clock = clock;
    }

    @Override
    public Ack send(Consignment consignment) {
        byte[] bytes;
        try {
            bytes = layout.write(consignment);
        } catch (FileLayout.Misfit misfit) {
            return new Ack.Rejected("layout", misfit.column, misfit.getMessage());
        }
        var name = layout.name(consignment);
        var left = drop.leave(name, bytes);
        if (left instanceof Drop.Left.NotThere not) {
            return new Ack.Deferred(null, not.text());
        }
        if (left instanceof Drop.Left.Unsure unsure) {
            return new Ack.Unknown(unsure.text());
        }
        var deadline = clock.instant().plus(within);
        return new Ack.Submitted(name, "", deadline, deadline);
    }

    @Override
    public Sight look(Consignment consignment) {
        var name = layout.name(consignment);
        var lies = drop.look(name);
        if (lies instanceof Drop.Lies.Unnamed) {
            return new Sight.Absent();
        }
        if (lies instanceof Drop.Lies.There) {
            return new Sight.Unclear(name + " lies there and was not taken yet");
        }
        if (lies instanceof Drop.Lies.Unclear unclear) {
            return new Sight.Unclear(unclear.text());
        }
        return new Sight.Unclear(name + " does not lie there: it was taken, or never left; look at the ERP");
    }
}
