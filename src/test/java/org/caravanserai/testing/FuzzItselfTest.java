package org.caravanserai.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Bent parsers are found. */
class FuzzItselfTest {
    private static void finds(String text, Fuzz.Parser bent) {
        assertThatThrownBy(() -> Fuzz.of("bent", Fuzz.Kind.JSON, "{\"a\":12}").run(bent))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bent, seed ")
                .hasMessageContaining(text);
    }

    @Test
    void whoThrows() {
        finds("NumberFormatException", bytes -> Integer.parseInt(new String(bytes).replaceAll("[^0-9e]", "")));
        finds("StackOverflowError", FuzzItselfTest::endless);
    }

    private static void endless(byte[] bytes) {
        endless(bytes);
    }

    @Test
    void whoConnects() {
        finds("about to connect", bytes -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), 9)) {
                socket.getOutputStream().write(bytes);
            }
        });
        finds(
                "about to connect",
                bytes -> URI.create("http://127.0.0.1:9/x").toURL().openStream());
    }

    @Test
    void whoTakesTooMuch() {
        finds("allocates", bytes -> {
            for (int i = 0; i < 200; i++) {
                bytes = new byte[1 << 20];
            }
        });
        finds("takes", bytes -> {
            long sum = 0;
            for (long end = System.nanoTime() + 30_000_000_000L, i = 0; i < 20_000_000_000L; i++) {
                sum += i * sum + bytes.length;
                if ((i & 0xFFFFF) == 0 && (sum == 42 || System.nanoTime() > end || spent() > 2_200_000_000L)) {
                    return;
                }
            }
        });
    }

    private static long spent() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
