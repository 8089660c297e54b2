package org.caravanserai.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A body that begins like an answer and never ends: until the caller hangs up, the sandbox stops or an hour is over. */
final class Endless {
    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final int MOST = 720_000;

    private Endless() {}

    static void send(OutputStream out, Sandbox sandbox) throws IOException {
        out.write("{\"results\":[".getBytes(StandardCharsets.UTF_8));
        var piece = new byte[1 << 16];
        Arrays.fill(piece, (byte) ' ');
        for (int i = 0; i < MOST && sandbox.goesOn(BETWEEN); i++) {
            out.write(piece);
            out.flush();
        }
    }
}
