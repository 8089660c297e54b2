package org.caravanserai.camel;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.caravanserai.order.Desk;
import org.caravanserai.parser.Json;

/**
 * {@code to: hub:order} and {@code to: hub:progress}: the body is a message in canonical JSON, the answer is one with a status. Of the headers that came one
 * is looked at, by name; none goes on.
 */
final class OrderProducer extends DefaultProducer {
    /** What the sender calls the message; it is kept and decides nothing. */
    static final String MESSAGE_ID = "X-Message-Id";

    private static final int LONGEST_ID = 200;

    private final HubEndpoint endpoint;
    private final Desk desk;

    OrderProducer(HubEndpoint endpoint, Desk desk) {
        super(endpoint);
        this.endpoint = endpoint;
        this.desk = desk;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var body = body(message.getBody(InputStream.class));
        var id = message.getHeader(MESSAGE_ID, String.class);
        if (id != null && id.length() > LONGEST_ID) {
            id = id.substring(0, LONGEST_ID);
        }
        var said = endpoint.operation() == HubComponent.Operation.ORDER
                ? desk.order(endpoint.getSource(), "", null, "route", id, body)
                : desk.progress(endpoint.getSource(), "route", id, body);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, said.status());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(Json.write(said.body()));
    }

    /** One byte more than is allowed: the desk says that it is too long. */
    private static byte[] body(InputStream in) throws IOException {
        return in == null ? new byte[0] : in.readNBytes(Desk.MOST + 1);
    }
}
