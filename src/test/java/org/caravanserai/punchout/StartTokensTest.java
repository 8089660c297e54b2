package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** A token is long, random, and nowhere kept as it is; that it opens one visit once is in SessionsTest. */
class StartTokensTest {
    private final StartTokens tokens = new StartTokens(new SecureRandom());

    @Test
    void needsNoEscaping() {
        var token = tokens.next();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(StartTokens.plausible(token)).isTrue();
        assertThat(StartTokens.hash(token)).matches("[0-9a-f]{64}").doesNotContain(token);
    }

    @Test
    void whatIsNoTokenIsNotLookedUp() {
        for (var wrong : new String[] {null, "", "x", "A".repeat(42), "A".repeat(44), "A".repeat(100_000)}) {
            assertThat(StartTokens.plausible(wrong)).isFalse();
        }
    }

    @Test
    void noTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(tokens.next())).isTrue();
        }
    }
}
