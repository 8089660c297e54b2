package org.caravanserai.delivery.answer;

import java.util.List;
import java.util.Map;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Outcome;
import org.caravanserai.home.Connector;

/** The way from the engine to a client that plays recorded exchanges, as in the running hub. */
record Direct(Client client) implements Calls.Caller {
    @Override
    public Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables) {
        return client.call(channel, operation, items, variables);
    }

    @Override
    public Connector.Operation operation(String channel, String operation) {
        return client.operation(channel, operation);
    }
}
