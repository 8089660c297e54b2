package org.caravanserai.punchout.oci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.testing.Needs;
import org.jsoup.Jsoup;

/** The shared OCI samples in the form they travel in. */
final class OciSamples {
    private OciSamples() {}

    static String read(String name) throws IOException {
        return Files.readString(Needs.shared("standards/oci").resolve(name), StandardCharsets.UTF_8);
    }

    /** A file of encoded parameters, one a line, as a query or body. */
    static String encoded(String name) throws IOException {
        return read(name)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .collect(Collectors.joining("&"));
    }

    /** A file of decoded name=value pairs. */
    static List<ReturnForm.Field> decoded(String name) throws IOException {
        return read(name)
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("="))
                .map(line -> new ReturnForm.Field(
                        line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)))
                .toList();
    }

    /** The hidden inputs of a page, head of HTTP included or not. */
    static List<ReturnForm.Field> inputs(String html) {
        return Jsoup.parse(html).select("form input[type=hidden]").stream()
                .map(input -> new ReturnForm.Field(input.attr("name"), input.attr("value")))
                .toList();
    }
}
