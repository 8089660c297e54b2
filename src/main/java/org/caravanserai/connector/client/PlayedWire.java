package org.caravanserai.connector.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.caravanserai.connector.PlayedPartner;

/** The way to a partner that is played: nothing leaves this process. */
record PlayedWire(PlayedPartner partner) implements Wire {
    @Override
    public Received send(Request request, Duration limit, int maxBytes) {
        var body = request.body();
        var said = partner.answer(new PlayedPartner.Asked(
                request.method(),
                request.path(),
                request.headers(),
                body == null ? null : body.mediaType(),
                body == null ? new byte[0] : body.bytes()));
        if (said == null) {
            return new Received.Nothing(Received.Kind.CUT, true, "the line was cut before the answer was whole");
        }
        var headers = new LinkedHashMap<String, String>();
        said.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Received.Answer(said.status(), headers, said.body(), null);
    }

    @Override
    public void close() {
        // There is no line.
    }
}
