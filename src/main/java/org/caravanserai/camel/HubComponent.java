package org.caravanserai.camel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.caravanserai.delivery.push.Deliveries;
import org.caravanserai.order.Desk;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.punchout.door.OciDoor;

/** The component {@code hub:}, the only thing of ours that a route can name. */
public final class HubComponent extends DefaultComponent {
    private final Intake intake;
    private final Publisher publisher;
    private final Deliveries deliveries;
    private final Desk desk;
    private CxmlDoor cxml;
    private OciDoor oci;

    /** What stands behind {@code hub:}. */
    enum Operation {
        INGEST,
        PUBLISH,
        DELIVER,
        JOBS,
        CALL,
        ACK,
        ORDER,
        PROGRESS,
        PUNCHOUT;

        /** Stands behind {@code from}. */
        boolean begins() {
            return this == PUBLISH || this == DELIVER || this == JOBS;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Operation> of(String word) {
            return Arrays.stream(values())
                    .filter(operation -> operation.word().equals(word))
                    .findFirst();
        }
    }

    public HubComponent(Intake intake, Publisher publisher, Deliveries deliveries, Desk desk) {
        this.desk = Objects.requireNonNull(desk);
        this.deliveries = Objects.requireNonNull(deliveries);
        this.intake = Objects.requireNonNull(intake);
        this.publisher = Objects.requireNonNull(publisher);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var operation = Operation.of(remaining)
                .orElseThrow(() ->
                        new IllegalArgumentException("ROUTE-010 hub:" + remaining + " does not exist; there are "
                                + Arrays.stream(Operation.values())
                                        .map(known -> "hub:" + known.word())
                                        .collect(Collectors.joining(", "))));
        var endpoint = new HubEndpoint(uri, this, operation);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Another one with the same behind it, for another context. */
    HubComponent copy() {
        var copy = new HubComponent(intake, publisher, deliveries, desk);
        copy.doors(cxml, oci);
        return copy;
    }

    /** Opens the doors of punch-out; before routes are loaded. */
    public void doors(CxmlDoor forCxml, OciDoor forOci) {
        this.cxml = forCxml;
        this.oci = forOci;
    }

    CxmlDoor cxml() {
        return cxml;
    }

    OciDoor oci() {
        return oci;
    }

    Intake intake() {
        return intake;
    }

    Publisher publisher() {
        return publisher;
    }

    Desk desk() {
        return desk;
    }

    Deliveries deliveries() {
        return deliveries;
    }
}
