package org.caravanserai.connector.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.caravanserai.connector.ClientSettings;

/**
 * Resolves the host of a connection once for each line that is opened, and the line goes to exactly what was checked. A lookup cannot be broken off, so it runs
 * on a few threads of its own and the caller stops waiting.
 */
public final class SafeResolver implements DnsResolver, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AddressRule rule;
    private final ThreadPoolExecutor lookups =
            new ThreadPoolExecutor(0, 8, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                var thread = new Thread(task, "hub-client-dns");
                thread.setDaemon(true);
                return thread;
            });

    /** The name leads where calls are not allowed. */
    public static final class Forbidden extends UnknownHostException {
        Forbidden(String text) {
            super(text);
        }
    }

    /** A resolver with the rule of an installation. */
    public static SafeResolver of(ClientSettings settings) {
        return new SafeResolver(new AddressRule(settings.loopback(), settings.allowPrivate()));
    }

    SafeResolver(AddressRule rule) {
        this.rule = rule;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = lookUp(host);
        for (var address : addresses) {
            if (!rule.permits(host, address)) {
                throw new Forbidden("the host leads to the private address " + address.getHostAddress()
                        + ", which is called only when outbound.allowPrivate of config/hub.yaml lists it");
            }
        }
        return addresses;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            return lookups.submit(() -> InetAddress.getAllByName(host)).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new UnknownHostException("the name of the host is not known");
        } catch (TimeoutException | RejectedExecutionException slow) {
            throw new UnknownHostException("looking up the name of the host takes too long");
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("looking up the name of the host was broken off");
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.shutdown();
    }
}
