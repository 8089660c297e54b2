package org.caravanserai.connector.client;

import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import org.caravanserai.connector.Ceilings;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.PlayedPartner;
import org.caravanserai.connector.Recordings;
import org.caravanserai.home.Secrets;

/** What all connections of a client share. */
public final class Machinery implements AutoCloseable {
    final Secrets secrets;
    final Ceilings ceilings;
    final Recordings recordings;
    final ClientSettings settings;
    final Clock clock;
    final SSLContext tls;
    final SafeResolver resolver;
    final ScheduledThreadPoolExecutor timer;
    private final PlayedPartner partner;

    /** @param tls what certificates are checked against */
    public Machinery(
            Secrets secrets,
            Ceilings ceilings,
            Recordings recordings,
            ClientSettings settings,
            Clock clock,
            SSLContext tls) {
        this(secrets, ceilings, recordings, settings, clock, tls, null);
    }

    /** @param partner who answers in place of the network, null = the network */
    public Machinery(
            Secrets secrets,
            Ceilings ceilings,
            Recordings recordings,
            ClientSettings settings,
            Clock clock,
            SSLContext tls,
            PlayedPartner partner) {
        this.partner = partner;
        this.secrets = secrets;
        this.ceilings = ceilings;
        this.recordings = recordings;
        this.settings = settings;
        this.clock = clock;
        this.tls = tls;
        this.resolver = new SafeResolver(new AddressRule(settings.loopback(), settings.allowPrivate()));
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "hub-client-deadline");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
    }

    /** The way to a target. @param parallel most calls at the same time */
    Wire wire(Target target, int parallel) {
        return partner == null
                ? new Transport(target, Lines.client(resolver, tls, parallel), timer)
                : new PlayedWire(partner);
    }

    /** Calls under way keep their deadline; their threads are daemons. */
    @Override
    public void close() {
        timer.shutdown();
        resolver.close();
    }
}
