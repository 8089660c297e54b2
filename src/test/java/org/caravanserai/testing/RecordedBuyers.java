package org.caravanserai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a buyer of each pack said once, and what it heard; {@code src/test/resources/recordings/buyer}. */
public final class RecordedBuyers {
    /** The packs of which there are recordings. */
    public static final List<String> PACKS = List.of("generic", "coupa", "ariba", "sap-oci");

    private static final Path FOLDER = Path.of("src/test/resources/recordings/buyer");

    private RecordedBuyers() {}

    /** The account {@code acme-<pack>} of the buyer that spoke, as a file of a home; its secret is {@code sandbox-acme-<pack>}. */
    public static String account(String pack) {
        var names = switch (pack) {
            case "ariba" ->
                "identity: { domain: NetworkID, value: AN1-T }\n  sender: { domain: NetworkID, value: AN0-T }";
            case "sap-oci" -> "login: srm\n  identity: { domain: DUNS, value: srm-t }";
            default -> "identity: { domain: DUNS, value: " + pack + "-t }";
        };
        return """
                # yaml-language-server: $schema=../../.schemas/account.json
                title: %1$s
                extends: %1$s
                company: C-1
                test:
                  %2$s
                  supplier: { domain: DUNS, value: "987654321" }
                  secret: secret:acme-%1$s
                  returnHosts: [buyer.example, localhost]
                  allow: [http]
                  answers: { url: "sandbox:buyer/acme-%1$s" }
                """.formatted(pack, names);
    }

    /** What it said, with its secret. */
    public static String said(String pack, String step) {
        return read(pack, step + ".request.txt").replace("*****", "sandbox-acme-" + pack);
    }

    /** What it heard, as {@link #alike} shows it. */
    public static String heard(String pack, String step) {
        return read(pack, step + ".response.txt");
    }

    /** Keeps what it hears now; for a run with {@code -Drecord=true}, to be looked at before it is kept. */
    public static void keep(String pack, String step, String answer) {
        try {
            Files.writeString(FOLDER.resolve(pack).resolve(step + ".response.txt"), alike(answer) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An answer without what is new each time. */
    public static String alike(String answer) {
        return answer.strip()
                .replaceAll("payloadID=\"[^\"]*", "payloadID=\"ID")
                .replaceAll("timestamp=\"[^\"]*", "timestamp=\"MOMENT")
                .replaceAll("http://(127\\.0\\.0\\.1|localhost):[0-9]+", "http://HUB")
                .replaceAll("/start/[A-Za-z0-9_-]{43}", "/start/TOKEN")
                .replaceAll("<SupplierPartAuxiliaryID>[^<]*", "<SupplierPartAuxiliaryID>MARK")
                .replaceAll("(EXT_QUOTE_ID\\[[0-9]+] = ).*", "$1CART");
    }

    private static String read(String pack, String file) {
        try {
            return Files.readString(FOLDER.resolve(pack).resolve(file)).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
