package org.caravanserai.camel;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code to: hub:ingest}: the file under the exchange goes to the source's run. */
final class IngestProducer extends DefaultProducer {
    private final HubEndpoint endpoint;
    private final Intake intake;

    IngestProducer(HubEndpoint endpoint, Intake intake) {
        super(endpoint);
        this.endpoint = endpoint;
        this.intake = intake;
    }

    @Override
    public void process(Exchange exchange) {
        var file = exchange.getMessage().getBody(File.class);
        if (file == null) {
            throw new IllegalArgumentException("ROUTE-015 hub:ingest takes a file; the route delivers something else");
        }
        intake.take(endpoint.getSource(), endpoint.kinds(), file.toPath());
    }
}
