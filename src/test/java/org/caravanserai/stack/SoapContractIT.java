package org.caravanserai.stack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.headers.Header;
import org.apache.cxf.staxutils.StaxUtils;
import org.caravanserai.RunningHub;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.parser.Xml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SOAP stack that is not ours, Apache CXF, reads our contract and calls our service with it. */
class SoapContractIT {
    private static final String NS = "urn:caravanserai:hub:1";
    private static final String PASSWORD = "a-long-password-1";

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        write("routes/.gitkeep", "");
        write(
                "config/hub.yaml",
                "title: Small\ntype: sandbox\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/sources/api.yaml", "system: api\nentities: { companies: {} }\n");
        hub = RunningHub.start(folder);
        hub.part(Users.class).add("erp", Set.of(Role.OPERATOR), PASSWORD, "test", "test");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aForeignStackDeliversCustomersByOurContract() throws Exception {
        var answer = call(PASSWORD);

        assertThat(answer).contains("deliverResponse", "<received>1</received>", "<refused>0</refused>");
    }

    @Test
    void aFaultOfOursIsAFaultThere() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> call("wrong")))
                .isInstanceOf(SOAPFaultException.class)
                .hasMessage("wrong name or password")
                .satisfies(fault -> assertThat(((SOAPFaultException) fault)
                                .getFault()
                                .getFaultCodeAsQName()
                                .getLocalPart())
                        .isEqualTo("FailedAuthentication"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub", "erp"})
    void everyOperationOfBothContractsIsKnownThere(String name) {
        var service = Service.create(
                SoapContractIT.class.getResource("/soap/" + name + ".wsdl"),
                new QName(NS, (name.equals("hub") ? "Hub" : "Erp") + "Service"));

        assertThat(service.getPorts()).toIterable().hasSize(1);
    }

    private static String call(String password) throws Exception {
        var service = Service.create(SoapContractIT.class.getResource("/soap/hub.wsdl"), new QName(NS, "HubService"));
        Dispatch<Source> dispatch =
                service.createDispatch(new QName(NS, "HubPort"), Source.class, Service.Mode.PAYLOAD);
        dispatch.getRequestContext()
                .put(
                        BindingProvider.ENDPOINT_ADDRESS_PROPERTY,
                        hub.main("/soap/hub").toString());
        var security = StaxUtils.read(new StringReader(
                        "<wsse:Security xmlns:wsse='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'>"
                                + "<wsse:UsernameToken><wsse:Username>erp</wsse:Username><wsse:Password>" + password
                                + "</wsse:Password></wsse:UsernameToken></wsse:Security>"))
                .getDocumentElement();
        dispatch.getRequestContext()
                .put(
                        Header.HEADER_LIST,
                        List.of(new Header(new QName(security.getNamespaceURI(), "Security"), security)));
        var answer = dispatch.invoke(
                new StreamSource(
                        new StringReader(
                                "<deliverCustomers xmlns='" + NS
                                        + "'><source>api</source><companies><number>C-7</number><name>Dupond</name></companies></deliverCustomers>")));
        var text = new StringWriter();
        Xml.transformers().newTransformer().transform(answer, new StreamResult(text));
        return text.toString();
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
