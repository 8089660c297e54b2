package org.caravanserai.stack;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.staxutils.StaxUtils;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** An ERP made of a SOAP stack that is not ours: Apache CXF reads {@code soap/erp.wsdl}, validates what comes and goes by its schema, and keeps orders by key. */
final class ForeignErp implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    final Map<String, String> orders = new ConcurrentHashMap<>();

    private ForeignErp() {}

    static ForeignErp start(Path folder) throws LifecycleException {
        var erp = new ForeignErp();
        erp.tomcat.setBaseDir(folder.toString());
        erp.tomcat.setHostname("127.0.0.1");
        erp.tomcat.setPort(0);
        erp.tomcat.getConnector().setProperty("address", "127.0.0.1");
        var servlet = new CXFNonSpringServlet();
        var context = erp.tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "cxf", servlet).setLoadOnStartup(1);
        context.addServletMappingDecoded("/erp/*", "cxf");
        erp.tomcat.start();
        var endpoint = new EndpointImpl(servlet.getBus(), new Erp(erp.orders));
        endpoint.setProperties(Map.of("schema-validation-enabled", "true"));
        endpoint.publish("/orders");
        return erp;
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/erp";
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Takes an order under its key once. */
    @WebServiceProvider(
            targetNamespace = "urn:caravanserai:hub:1",
            serviceName = "ErpService",
            portName = "ErpPort",
            wsdlLocation = "soap/erp.wsdl")
    @ServiceMode(Service.Mode.PAYLOAD)
    public static class Erp implements Provider<Source> {
        private final Map<String, String> orders;
        private final AtomicInteger numbers = new AtomicInteger();

        /** @param orders what was taken, by key */
        public Erp(Map<String, String> orders) {
            this.orders = orders;
        }

        @Override
        public Source invoke(Source request) {
            try {
                var call = StaxUtils.read(request).getDocumentElement();
                var key = call.getElementsByTagNameNS("*", "key").item(0).getTextContent();
                boolean submits = call.getLocalName().equals("submitOrder");
                if (submits) {
                    orders.computeIfAbsent(key, fresh -> "F-" + numbers.incrementAndGet());
                }
                var number = orders.get(key);
                return new StreamSource(new StringReader("<" + call.getLocalName()
                        + "Response xmlns='urn:caravanserai:hub:1'><key>" + key + "</key>"
                        + (number == null ? "" : "<number>" + number + "</number>") + "</" + call.getLocalName()
                        + "Response>"));
            } catch (XMLStreamException unreadable) {
                throw new IllegalArgumentException(unreadable);
            }
        }
    }
}
