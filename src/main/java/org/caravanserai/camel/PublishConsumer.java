package org.caravanserai.camel;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code from: hub:publish}: fires when a published file is due and was written; one exchange per publication. */
final class PublishConsumer extends ScheduledPollConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(PublishConsumer.class);

    private final HubEndpoint endpoint;
    private final Publisher publisher;

    PublishConsumer(HubEndpoint endpoint, Processor processor, Publisher publisher) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.publisher = publisher;
    }

    @Override
    protected int poll() throws Exception {
        var due = due();
        if (due.isEmpty()) {
            return 0;
        }
        var exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(due.get().manifest());
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            getProcessor().process(exchange);
            // A route that swallowed its fault still shows it here; anything else could hide one and is refused when
            // the file is loaded.
            if (exchange.getException() == null
                    && exchange.getProperty(Exchange.EXCEPTION_CAUGHT) == null
                    && !exchange.isRollbackOnly()
                    && !exchange.isRouteStop()) {
                due.get().confirm();
            } else if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException("publication was not delivered", exchange, exchange.getException());
            }
        } finally {
            releaseExchange(exchange, false);
        }
        return 1;
    }

    /** What is due; nothing where the database has no place at the moment: the next poll asks again, and the log has one line of it. */
    private Optional<Publisher.Publication> due() throws Exception {
        try {
            return publisher.publish(endpoint.getChannel(), endpoint.getStream());
        } catch (StoreException.Busy busy) {
            LOG.warn("{}: {}", getRouteId(), busy.getMessage());
            return Optional.empty();
        }
    }
}
