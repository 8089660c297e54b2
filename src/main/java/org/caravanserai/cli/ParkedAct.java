package org.caravanserai.cli;

import java.util.LinkedHashMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which parked items a command is about: one by its number, or all of a channel, narrowed down. */
final class ParkedAct {
    @Parameters(paramLabel = "ITEM|CHANNEL", descriptionKey = "parked.what")
    private String what;

    @Option(names = "--stream", paramLabel = "STREAM", descriptionKey = "parked.option.stream")
    private String stream;

    @Option(names = "--complaint", paramLabel = "FINGERPRINT", descriptionKey = "parked.option.complaint")
    private String complaint;

    /**
     * Does it.
     *
     * @param verb of the API
     * @param reason null = none
     */
    Answer call(HubClient hub, String verb, String reason) {
        var body = new LinkedHashMap<String, String>();
        if (reason != null) {
            body.put("reason", reason);
        }
        if (what.matches("[0-9]+-[0-9]+")) {
            return hub.post("/api/v1/parked/" + what + "/" + verb, body);
        }
        body.put("channel", what);
        if (stream != null) {
            body.put("stream", stream);
        }
        if (complaint != null) {
            body.put("fingerprint", complaint);
        }
        return hub.post("/api/v1/parked/" + verb, body);
    }
}
