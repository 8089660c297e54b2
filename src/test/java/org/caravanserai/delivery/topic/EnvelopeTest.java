package org.caravanserai.delivery.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.topic.Letter;
import org.caravanserai.master.Golden;
import org.caravanserai.parser.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the topic is what the published schema says, and the schema refuses what a reader could not rely on. */
class EnvelopeTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Envelope.schema(), InputFormat.JSON);

    @Test
    void aChangedDocumentGoesOutWhole() {
        var letter = Envelope.upsert(golden(), 17, AT);
        assertThat(letter.key()).isEqualTo("products/GL \"200\"");
        assertThat(text(letter))
                .isEqualTo(
                        "{\"at\":\"2026-11-22T10:00:00.123Z\",\"change\":\"upsert\",\"id\":5,\"key\":\"GL \\\"200\\\"\","
                                + "\"kind\":\"products\",\"sequence\":17,\"version\":1,"
                                + "\"document\":{\"sku\":\"GL \\\"200\\\"\",\"name\":{\"fr_FR\":\"Gant é\"}}}");
        assertThat(SCHEMA.validate(text(letter), InputFormat.JSON)).isEmpty();
    }

    @Test
    void whatIsGoneOrTooLargeGoesOutWithoutTheDocument() {
        var gone = Envelope.delete(5, Kind.OFFERS, "GL-200", 18, AT);
        assertThat(gone.key()).isEqualTo("offers/GL-200");
        assertThat(text(gone)).contains("\"change\":\"delete\"").doesNotContain("document");
        assertThat(SCHEMA.validate(text(gone), InputFormat.JSON)).isEmpty();
        var large = Envelope.omitted(golden(), 19, AT);
        assertThat(text(large)).contains("\"omitted\":\"size\"").doesNotContain("document");
        assertThat(SCHEMA.validate(text(large), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "version":1      | "version":2        | version
                    "id":5,          |                    | id
                    products         | gadgets            | kind
                    upsert           | update             | change
                    upsert           | delete             | document
                    "sequence":17    | "sequence":"17"    | sequence
                    ,"document"      | ,"documents"       | document
                    T10:00:00.123Z   | 10:00              | at
                    """)
    void theSchemaRefuses(String part, String instead, String named) {
        var bent = text(Envelope.upsert(golden(), 17, AT)).replace(part, instead == null ? "" : instead);
        assertThat(SCHEMA.validate(bent, InputFormat.JSON).toString()).contains(named);
    }

    private static Golden golden() {
        var document = new Document(Kind.PRODUCTS, "GL \"200\"", Map.of("name", Map.of("fr_FR", "Gant é")));
        var json = CanonicalJson.write(document);
        return new Golden(5, Kind.PRODUCTS, document.key(), CanonicalJson.hash(json), json);
    }

    private static String text(Letter letter) {
        return new String(letter.body(), StandardCharsets.UTF_8);
    }
}
