package org.caravanserai.camel;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.caravanserai.connector.Ack;
import org.caravanserai.delivery.push.Carriage;
import org.caravanserai.delivery.push.Deliveries;

/** {@code to: hub:call} and {@code to: hub:ack}: work on the batch of the exchange. */
final class CallProducer extends DefaultProducer {
    private final HubEndpoint endpoint;
    private final Deliveries deliveries;

    CallProducer(HubEndpoint endpoint, Deliveries deliveries) {
        super(endpoint);
        this.endpoint = endpoint;
        this.deliveries = deliveries;
    }

    @Override
    public void process(Exchange exchange) {
        var carriage = exchange.getProperty(HubEndpoint.CARRIAGE, Carriage.class);
        if (carriage == null) {
            throw new IllegalStateException(
                    "ROUTE-021 hub:" + endpoint.operation().word()
                            + " stands in a route from hub:deliver or hub:jobs; this exchange carries no batch");
        }
        if (endpoint.operation() == HubComponent.Operation.CALL) {
            deliveries.call(carriage, endpoint.getOperation());
        } else {
            report(carriage, exchange.getMessage().getBody());
        }
    }

    private static void report(Carriage carriage, Object body) {
        if (body instanceof List<?> list) {
            list.forEach(one -> report(carriage, one));
            return;
        }
        if (!(body instanceof Map<?, ?> map) || !(map.get("key") instanceof String key)) {
            carriage.batch().failed(doubt("an outcome came without a key"));
            throw new IllegalArgumentException(
                    "ROUTE-022 hub:ack takes a map, or a list of maps, of key, outcome, remoteId, code, field, text");
        }
        var ack = ack(map);
        if (!carriage.batch().report(key, ack)) {
            throw new IllegalArgumentException(
                    "ROUTE-023 an outcome was reported about an item that is not in the batch");
        }
    }

    private static org.caravanserai.connector.Batch.Failure doubt(String text) {
        return new org.caravanserai.connector.Batch.Failure(org.caravanserai.connector.Fault.UNKNOWN, text, null, 0);
    }

    private static Ack ack(Map<?, ?> map) {
        return switch (String.valueOf(map.get("outcome"))) {
            case "accepted" -> new Ack.Accepted(text(map, "remoteId"));
            case "submitted" -> new Ack.Submitted(text(map, "job"), "", null, null);
            case "rejected" ->
                new Ack.Rejected(
                        text(map, "code") == null ? "refused" : text(map, "code"),
                        text(map, "field"),
                        text(map, "text"));
            case "deferred" -> new Ack.Deferred(null, null);
            default -> new Ack.Unknown("the reported outcome is none of accepted, submitted, rejected, deferred");
        };
    }

    private static String text(Map<?, ?> map, String key) {
        var value = map.get(key);
        return value == null ? null : value.toString();
    }
}
