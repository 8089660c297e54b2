package org.caravanserai.camel;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.caravanserai.canonical.Kind;

/** One use of the {@code hub:} component in a route. Its setters are the parameters a route may give. */
@ManagedResource(description = "Endpoint of the hub")
public final class HubEndpoint extends ScheduledPollEndpoint implements MultipleConsumersSupport {
    /** Exchange property with the batch on its way. */
    static final String CARRIAGE = "hub.carriage";

    private final HubComponent component;
    private final HubComponent.Operation operation;
    private String source;
    private String entity;
    private String channel;
    private String stream;
    private String per;
    private String operationName;
    private String protocol;

    HubEndpoint(String uri, HubComponent component, HubComponent.Operation operation) {
        super(uri, component);
        this.component = component;
        this.operation = operation;
    }

    @Override
    public Producer createProducer() {
        return switch (operation) {
            case INGEST -> {
                need("source", source);
                need("entity", entity);
                yield new IngestProducer(this, component.intake());
            }
            case CALL -> {
                need("operation", operationName);
                yield new CallProducer(this, component.deliveries());
            }
            case ACK -> new CallProducer(this, component.deliveries());
            case ORDER, PROGRESS -> {
                need("source", source);
                yield new OrderProducer(this, component.desk());
            }
            case PUNCHOUT -> {
                need("protocol", protocol);
                yield punchout();
            }
            case PUBLISH, DELIVER, JOBS ->
                throw wrong("ROUTE-011", "stands at the beginning of a route, not behind 'to'");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!operation.begins()) {
            throw wrong("ROUTE-012", "stands behind 'to', not at the beginning of a route");
        }
        need("channel", channel);
        need("stream", stream);
        var consumer = consumer(processor);
        configureConsumer(consumer);
        return consumer;
    }

    private ScheduledPollConsumer consumer(Processor processor) {
        return switch (operation) {
            case PUBLISH -> new PublishConsumer(this, processor, component.publisher());
            case DELIVER ->
                new DeliverConsumer(
                        this, processor, () -> component.deliveries().next(channel, stream, "item".equals(per)));
            case JOBS ->
                new DeliverConsumer(
                        this, processor, () -> component.deliveries().job(channel, stream));
            case INGEST, CALL, ACK, ORDER, PROGRESS, PUNCHOUT ->
                throw new IllegalStateException("refused before: " + operation);
        };
    }

    private Producer punchout() {
        return switch (protocol) {
            case "cxml" -> PunchoutProducer.cxml(this, component.cxml());
            case "oci" -> PunchoutProducer.oci(this, component.oci());
            default -> throw wrong("ROUTE-016", "knows the protocols cxml and oci, not '" + protocol + "'");
        };
    }

    HubComponent.Operation operation() {
        return operation;
    }

    /** The kinds named by {@code entity}, one or several with commas. */
    List<Kind> kinds() {
        return Arrays.stream(entity.split(","))
                .map(word -> Kind.of(word.strip())
                        .orElseThrow(() -> wrong("ROUTE-013", "there is no entity '" + word.strip() + "'")))
                .toList();
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }

    /** Name of a source. */
    @ManagedAttribute(description = "source that feeds us")
    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    /** Plural words of entities, with commas. */
    @ManagedAttribute(description = "entities in a file")
    public String getEntity() {
        return entity;
    }

    public void setEntity(String entity) {
        this.entity = entity;
    }

    /** Name of a channel. */
    @ManagedAttribute(description = "channel that is fed")
    public String getChannel() {
        return channel;
    }

    public void setChannel(String channel) {
        this.channel = channel;
    }

    /** Plural word of a stream. */
    @ManagedAttribute(description = "stream of the channel")
    public String getStream() {
        return stream;
    }

    public void setStream(String stream) {
        this.stream = stream;
    }

    /** {@code item}: one item per exchange. */
    public String getPer() {
        return per;
    }

    public void setPer(String per) {
        this.per = per;
    }

    /** Name of an operation of the partner's system. */
    @ManagedAttribute(description = "operation of the partner's system")
    public String getOperation() {
        return operationName;
    }

    public void setOperation(String operation) {
        this.operationName = operation;
    }

    /** How the buyer speaks: {@code cxml} or {@code oci}. */
    @ManagedAttribute(description = "how the buyer speaks")
    public String getProtocol() {
        return protocol;
    }

    public void setProtocol(String protocol) {
        this.protocol = protocol;
    }

    private void need(String parameter, String value) {
        if (value == null || value.isBlank()) {
            throw wrong("ROUTE-014", "needs the parameter '" + parameter + "'");
        }
    }

    private IllegalArgumentException wrong(String code, String text) {
        return new IllegalArgumentException(code + " hub:" + operation.word() + " " + text);
    }
}
