package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.Audit;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.LocalToken;
import org.caravanserai.access.Role;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** How many wrong keys are borne, and that a right one is the end of it. The clock stands still. */
class WrongKeysTest {
    private static final int PASSED = 200;
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);
    private final Attempts attempts = new Attempts(clock);
    private final AskToSignIn ask = new AskToSignIn(JsonMapper.builder().build());
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabases.h2();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRightChannelKeyForgivesTheWrongOnesBefore() throws Exception {
        var keys = new ChannelKeys(database, new Audit(database), clock);
        var right = keys.issue("shop", "test", "test");
        var filter = new FeedKeys(keys, attempts, ask);
        slips(filter, "/feeds/shop/articles.csv", right, "wrong");
    }

    @Test
    void aRightProgramKeyForgivesTheWrongOnesBefore() throws Exception {
        var keys = new ApiKeys(database, new Audit(database), clock);
        var right = keys.issue("erp", Set.of(Role.OPERATOR), "test", "test");
        var filter = new BearerKeys(keys, new LocalToken("local-token-of-this-test"), attempts, ask);
        // The same first half: a slip in the secret of this very key.
        slips(filter, "/api/v1/channels", right, right.substring(0, right.length() - 4) + "slip");
    }

    /** Four slips are free each time, because a right key came between; the fifth in a row makes everybody wait. */
    private static void slips(OncePerRequestFilter filter, String path, String right, String wrong) throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int slip = 0; slip < 4; slip++) {
                assertThat(status(filter, path, wrong)).isEqualTo(401);
            }
            assertThat(status(filter, path, right)).as("round %s", round).isEqualTo(PASSED);
        }
        for (int slip = 0; slip < 5; slip++) {
            assertThat(status(filter, path, wrong)).isEqualTo(401);
        }
        assertThat(status(filter, path, right)).as("after five in a row").isEqualTo(429);
    }

    private static int status(OncePerRequestFilter filter, String path, String key) throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.addHeader("Authorization", "Bearer " + key);
        var response = new MockHttpServletResponse();
        filter.doFilter(request, response, (in, out) -> response.setStatus(PASSED));
        return response.getStatus();
    }
}
