package org.caravanserai.punchout.cxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.TestXml;

/**
 * The DTDs of the reference material. Two versions are there: what declares an older version than 1.2.050 is held against
 * 1.2.014, which had less, everything else against 1.2.071.
 */
public final class Dtds {
    private Dtds() {}

    static Path samples() {
        return Needs.shared("standards/cxml/samples");
    }

    /** What the DTD says against a document, empty when it is valid. */
    public static String complaint(byte[] document) {
        var folder = Needs.shared("standards/cxml");
        try {
            return TestXml.dtdComplaint(document, address -> {
                var parts = address.split("/");
                var version = parts[parts.length - 2];
                var file = parts[parts.length - 1];
                boolean old = file.equals("cXML.dtd") && version.compareTo("1.2.050") < 0;
                return folder.resolve(old ? "dtd-1.2.014" : "dtd-1.2.071")
                        .resolve(file)
                        .toString();
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static void assertValid(Cxml document, CxmlDtd dtd) {
        assertThat(complaint(CxmlWriter.write(document, dtd))).isEmpty();
    }
}
