package org.caravanserai.stack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A SOAP stack that is not ours, Apache CXF, reads our contracts, calls our service and is called by us. */
class SoapContractIT {
    private static final String NS = "urn:caravanserai:hub:1";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "a-long-password-1";

    @TempDir
    static Path folder;

    @TempDir
    static Path erpFolder;

    private static ForeignErp erp;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        erp = ForeignErp.start(erpFolder);
        write("routes/.gitkeep", "");
        write(
                "config/hub.yaml",
                "title: Small\ntype: sandbox\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n"
                        + "orders: { price: erp, assortment: note, totals: note, credit: note }\n");
        write("config/sources/api.yaml", "system: api\nentities: { companies: {}, products: {} }\n");
        write(
                "config/channels/erp.yaml",
                "title: ERP\nsystem: erp-soap\nmode: auto\nconnection: { baseUrl: \"" + erp.address()
                        + "\", user: hub, password: secret:erp }\nstreams: { orders: {} }\n");
        hub = RunningHub.start(folder);
        hub.part(Users.class).add("erp", Set.of(Role.OPERATOR), PASSWORD, "test", "test");
    }

    @AfterAll
    static void stop() {
        hub.close();
        erp.close();
    }

    /** What we write is valid by its own reading of the contract, and what it answers is understood. */
    @Test
    void anOrderReachesAForeignService() throws Exception {
        call(PASSWORD);
        call(
                PASSWORD,
                "<deliverProducts xmlns='" + NS
                        + "'><source>api</source><products><sku>A-1</sku><status>active</status><name locale='fr_FR'>Gant</name></products></deliverProducts>");

        var key = order("PO-1");

        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!show(key).path("state").asString().equals("accepted")) {
            assertThat(System.nanoTime()).as(show(key).toString()).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
        assertThat(erp.orders).containsExactly(java.util.Map.entry(key, "F-1"));
        assertThat(show(key).path("references").toString()).contains("F-1");
    }

    private static String order(String number) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/orders"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"number":"%s","customer":"C-7","currency":"EUR","lines":[{"number":"1","sku":"A-1","description":"5 < 6 & so on",
                         "quantity":{"value":"3","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}]}
                        """.formatted(number))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("key").asString();
    }

    private static JsonNode show(String key) {
        return JSON.readTree(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/orders/" + key))
                        .header("Authorization", RunningHub.admin())
                        .GET())
                .body());
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
        return call(
                password,
                "<deliverCustomers xmlns='" + NS
                        + "'><source>api</source><companies><number>C-7</number><name>Dupond</name></companies></deliverCustomers>");
    }

    private static String call(String password, String payload) throws Exception {
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
        var answer = dispatch.invoke(new StreamSource(new StringReader(payload)));
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
