package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths into the tree of an answer. */
class PathsTest {
    private static final String RECORD = """
            {"sku":"A","price":{"net":"12.50"},"a.b":"dotted",
             "refs":[{"type":"MPN","code":"M1"},{"type":"EAN","code":"401"},{"type":"EAN","code":"402"}],
             "names":[{"lang":1,"text":"un"},{"lang":2,"text":"two"}],"tags":["x","y"]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sku                   | A",
                "price.net             | 12.50",
                "a.b                   | dotted",
                "refs.code             | M1,401,402",
                "refs[type=EAN].code   | 401,402",
                "refs[type=GTIN].code  | ''",
                "refs[type=EAN]        | ''",
                "names[lang=2].text    | two",
                "price[net=12.50].x    | ''",
                "refs[type].code       | ''",
                "refs[type=EAN         | ''",
                "nothing               | ''",
                "tags                  | x,y"
            })
    void finds(String path, String expected) throws IOException {
        var read = Json.read(new ByteArrayInputStream(RECORD.getBytes(StandardCharsets.UTF_8)));
        var record = ((Outcome.Taken<Object>) read).value();
        assertThat(String.join(",", Paths.texts(record, path))).isEqualTo(expected);
    }
}
