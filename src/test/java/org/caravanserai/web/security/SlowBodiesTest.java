package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowBodiesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SlowBodies bodies = new SlowBodies(2, 3, Duration.ofSeconds(20), nanos::get);

    @Test
    void soManyAtATimeFromOneAndFromAll() {
        assertThat(bodies.begin("a")).isTrue();
        assertThat(bodies.begin("a")).isTrue();
        assertThat(bodies.begin("a")).as("a third of one").isFalse();
        assertThat(bodies.begin("b")).isTrue();
        assertThat(bodies.begin("c")).as("a fourth of all").isFalse();
        bodies.end("a");
        assertThat(bodies.begin("c")).isTrue();
        bodies.end("b");
        assertThat(bodies.begin("a")).isTrue();
        assertThat(bodies.begin("a")).isFalse();
    }

    @Test
    void aBodyIsReadWholeInTime() throws IOException {
        var body = new byte[20_000];
        body[19_999] = 7;
        assertThat(bodies.read(new ByteArrayInputStream(body))).isEqualTo(body);
    }

    /** Each byte comes in time, all of them do not; the clock passes its turning point meanwhile. */
    @Test
    void aBodyThatDripsIsGivenUp() {
        var drip = new InputStream() {
            @Override
            public int read() {
                nanos.addAndGet(4_000_000_000L);
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        long begun = nanos.get();
        assertThatThrownBy(() -> bodies.read(drip)).isInstanceOf(SlowBodies.TooSlow.class);
        assertThat(nanos.get() - begun).isEqualTo(24_000_000_000L);
    }

    @Test
    void whatIsLeftPassesInTimeAndUpToALimit() throws IOException {
        var whole = new ByteArrayInputStream(new byte[1000]);
        assertThat(bodies.pass(() -> whole.skip(400), 1000)).isTrue();
        var more = new ByteArrayInputStream(new byte[3000]);
        assertThat(bodies.pass(() -> more.skip(400), 1000)).as("it is cut off").isFalse();
        assertThat(more.available()).isPositive();
        var drip = new ByteArrayInputStream(new byte[1000]);
        assertThat(bodies.pass(
                        () -> {
                            nanos.addAndGet(4_000_000_000L);
                            return drip.skip(1);
                        },
                        1000))
                .isFalse();
        assertThat(drip.available()).isEqualTo(994);
    }
}
