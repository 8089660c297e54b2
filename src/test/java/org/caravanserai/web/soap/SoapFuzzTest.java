package org.caravanserai.web.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.caravanserai.parser.Json;
import org.caravanserai.testing.Fuzz;
import org.junit.jupiter.api.Test;

/** Broken SOAP messages: each is read or ends in a fault of the caller's, never in one of ours. */
class SoapFuzzTest {
    private static final String MESSAGE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>
            <wsse:Security soap:mustUnderstand="1" xmlns:wsse="%s"><wsse:UsernameToken><wsse:Username>erp</wsse:Username>
            <wsse:Password>secret</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>
            <soap:Body><%s xmlns="urn:caravanserai:hub:1">%s</%2$s></soap:Body></soap:Envelope>""";

    private static final String PRODUCTS = MESSAGE.formatted(
            Envelope.WSSE,
            "deliverProducts",
            "<source>api</source><products><sku>A-1</sku><status>active</status><name locale=\"fr_FR\">Gant</name></products>");

    private static final String PROGRESS = MESSAGE.formatted(
            Envelope.WSSE,
            "reportProgress",
            "<channel>erp</channel><order><key>CV0000000000000000</key></order><confirmation><id>AB-1</id><version>2</version>"
                    + "<issuedAt>2026-11-22T10:00:00Z</issuedAt><lines><line>1</line><parts><verdict>accepted</verdict><quantity>"
                    + "<value>2.5</value><unit>EA</unit></quantity></parts></lines></confirmation>");

    private static final String SHIPMENT = MESSAGE.formatted(
            Envelope.WSSE,
            "reportProgress",
            "<channel>erp</channel><order><id>4711</id></order><shipment><id>LS-1</id><issuedAt>2026-11-22T10:00:00Z</issuedAt>"
                    + "<lines><line>1</line><quantity><value>2</value><unit>EA</unit></quantity></lines><withdrawn>false</withdrawn></shipment>");

    private static void read(byte[] bytes) {
        try {
            var token = Envelope.token(bytes);
            var said = Envelope.read(bytes, token);
            assertThat(said.operation()).isNotBlank();
            Json.write(said.body());
        } catch (SoapFault declared) {
            assertThat(declared.code()).isNotEqualTo(SoapFault.Code.SERVER);
            assertThat(declared.getMessage().length()).isLessThan(1000);
            SoapWriter.fault(declared);
        }
    }

    @Test
    void messages() throws SoapFault {
        for (var good : new String[] {PRODUCTS, PROGRESS, SHIPMENT}) {
            var bytes = good.getBytes(UTF_8);
            Envelope.read(bytes, Envelope.token(bytes));
        }
        Fuzz.of("soap-hub", Fuzz.Kind.XML, PRODUCTS, PROGRESS, SHIPMENT).run(SoapFuzzTest::read);
    }
}
