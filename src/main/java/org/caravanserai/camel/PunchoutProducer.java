package org.caravanserai.camel;

import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.caravanserai.punchout.door.Answer;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.punchout.door.OciDoor;

/**
 * {@code to: hub:punchout}: what buyers send goes to the door of its protocol. Of the request only body, address and query are read; of the headers that
 * came none goes back.
 */
final class PunchoutProducer extends DefaultProducer {
    private final Function<Exchange, Answer> door;

    private PunchoutProducer(HubEndpoint endpoint, Function<Exchange, Answer> door) {
        super(endpoint);
        this.door = door;
    }

    static PunchoutProducer cxml(HubEndpoint endpoint, CxmlDoor door) {
        return new PunchoutProducer(endpoint, exchange -> {
            var body = exchange.getMessage().getBody(byte[].class);
            return door.answer(body == null ? new byte[0] : body);
        });
    }

    static PunchoutProducer oci(HubEndpoint endpoint, OciDoor door) {
        return new PunchoutProducer(endpoint, exchange -> {
            var message = exchange.getMessage();
            var uri = message.getHeader(Exchange.HTTP_URI, "", String.class);
            int at = uri.indexOf(OciDoor.PATH);
            var account = at < 0 ? "" : uri.substring(at + OciDoor.PATH.length());
            var query = message.getHeader(Exchange.HTTP_QUERY, String.class);
            var form = message.getBody(byte[].class);
            return door.answer(new OciDoor.Call(account, query, form));
        });
    }

    @Override
    public void process(Exchange exchange) {
        var answer = door.apply(exchange);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        answer.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        message.setBody(answer.body());
    }
}
