package org.caravanserai.camel;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledPollConsumer;
import org.caravanserai.delivery.push.Carriage;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code from: hub:deliver} and {@code from: hub:jobs}: one exchange per batch that is due; its end settles the batch. */
final class DeliverConsumer extends ScheduledPollConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverConsumer.class);
    /** Batches of one poll: then the thread looks whether the route is to stop. */
    private static final int POLL = 50;

    private final Source source;

    /** Where batches come from. */
    @FunctionalInterface
    interface Source {
        Optional<Carriage> next();
    }

    DeliverConsumer(HubEndpoint endpoint, Processor processor, Source source) {
        super(endpoint, processor);
        this.source = source;
    }

    @Override
    protected int poll() {
        int batches = 0;
        while (batches < POLL && isPollAllowed()) {
            var due = next();
            if (due.isEmpty()) {
                break;
            }
            batches++;
            carry(due.get());
        }
        return batches;
    }

    /** A machine that is short of breath is no fault of the route: nothing was taken, and it is asked again in a second. */
    private Optional<Carriage> next() {
        try {
            return source.next();
        } catch (StoreException.Busy busy) {
            LOG.warn("{}: {}", getRouteId(), busy.getMessage());
            return Optional.empty();
        }
    }

    private void carry(Carriage carriage) {
        var exchange = createExchange(false);
        exchange.setProperty(HubEndpoint.CARRIAGE, carriage);
        exchange.getMessage().setBody(Rows.of(carriage.batch()));
        exchange.getExchangeExtension().addOnCompletion(new Settle(carriage));
        try {
            getProcessor().process(exchange);
        } catch (Exception failed) {
            exchange.setException(failed);
        } finally {
            // Runs the completion.
            releaseExchange(exchange, false);
        }
    }

    /** At the real end, also of an exchange that was handed to another thread. What is thrown here would be swallowed. */
    private static final class Settle implements Synchronization {
        private final Carriage carriage;

        Settle(Carriage carriage) {
            this.carriage = carriage;
        }

        @Override
        public void onComplete(Exchange exchange) {
            carriage.settle(doubtful(exchange));
        }

        @Override
        public void onFailure(Exchange exchange) {
            if (exchange.getException() != null) {
                LOG.warn(
                        "ROUTE-020 {}: an exchange of {} ended with {}",
                        carriage.batch().channel(),
                        carriage.batch().stream(),
                        exchange.getException().getClass().getSimpleName());
            }
            carriage.settle(true);
        }

        private static boolean doubtful(Exchange exchange) {
            return exchange.getException() != null
                    || exchange.getProperty(Exchange.EXCEPTION_CAUGHT) != null
                    || exchange.isRollbackOnly()
                    || exchange.isRouteStop();
        }
    }
}
