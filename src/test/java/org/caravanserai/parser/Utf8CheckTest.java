package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time finds what one byte at a time would. */
class Utf8CheckTest {
    private static final List<byte[]> PIECES = List.of(
            "a plain stretch of text".getBytes(UTF_8),
            "\n".getBytes(UTF_8),
            "\n\n\n\n\n\n\n\n\n".getBytes(UTF_8),
            "\u000B\t\r\u007F".getBytes(UTF_8),
            "é".getBytes(UTF_8),
            "€".getBytes(UTF_8),
            "𝄞".getBytes(UTF_8),
            new byte[] {(byte) 0xC3},
            new byte[] {(byte) 0x8A},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xC0, (byte) 0x8A});

    @Test
    void lines_and_faults_are_those_of_the_decoder_of_the_JDK() throws CharacterCodingException {
        var random = new Random(3);
        int good = 0;
        int bad = 0;
        for (int round = 0; round < 20_000; round++) {
            var out = new ByteArrayOutputStream();
            int kinds = random.nextInt(4) > 0 ? 7 : PIECES.size();
            for (int i = random.nextInt(12); i >= 0; i--) {
                out.writeBytes(PIECES.get(random.nextInt(kinds)));
            }
            var bytes = out.toByteArray();
            var check = new Utf8Check();
            boolean fits = true;
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
                fits &= check.feed(bytes, from, to);
                from = to;
            }
            if (decodes(bytes)) {
                good++;
                assertThat(fits && !check.inside()).isTrue();
                assertThat(check.line())
                        .isEqualTo(1
                                + new String(bytes, UTF_8)
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count());
            } else {
                bad++;
                assertThat(fits && !check.inside()).isFalse();
            }
        }
        assertThat(good).isGreaterThan(10_000);
        assertThat(bad).isGreaterThan(1_000);
    }

    private static boolean decodes(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException none) {
            return false;
        }
    }
}
