package org.caravanserai.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.testing.Fuzz;
import org.junit.jupiter.api.Test;

/** Broken answers of partners: each is a document or a sentence. */
class AnswersFuzzTest {
    private static final Home HOME = Home.read(Path.of("src/test/homes/buyers"), null, Library.ofClassPath());

    private static Connector.Answer answer(String system, String operation) {
        return HOME.connectors().get(system).operations().get(operation).answer();
    }

    private static void read(Connector.Answer answer, byte[] bytes, String type) {
        var read = Answers.document(answer, bytes, type);
        if (read instanceof Answers.Nonsense nonsense) {
            assertThat(nonsense.why().length()).isLessThan(1000);
            return;
        }
        var records = Answers.records(answer, ((Answers.Document) read).document());
        if (records != null) {
            records.forEach(record -> {
                Paths.text(record, "number");
                Paths.text(record, "refusal.code");
            });
        }
    }

    @Test
    void answersOverSoap() {
        var submit = answer("erp-soap", "submit-order");
        var good = """
                <?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
                <submitOrderResponse xmlns="urn:caravanserai:hub:1"><key>CV1</key><number>4711</number><lines>2</lines>
                <total>12.50</total></submitOrderResponse></s:Body></s:Envelope>""";
        var refused = good.replace("<number>4711</number>", "<refusal><code>X</code><text>no</text></refusal>");
        var fault = """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>
                <faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>""";
        Fuzz.of("soap-answers", Fuzz.Kind.XML, good, refused, fault).run(bytes -> read(submit, bytes, "text/xml"));
    }

    @Test
    void answersInJson() {
        var json = HOME.connectors().values().stream()
                .flatMap(connector -> connector.operations().values().stream())
                .map(operation -> operation.answer())
                .filter(answer -> answer.format().equals("json"))
                .findFirst()
                .orElseThrow();
        Fuzz.of(
                        "json-answers",
                        Fuzz.Kind.JSON,
                        "{\"orders\":[{\"number\":\"1\",\"total\":12.5,\"lines\":[{\"q\":1e3}]}],\"n\":null}")
                .run(bytes -> read(json, bytes, "application/json"));
    }
}
