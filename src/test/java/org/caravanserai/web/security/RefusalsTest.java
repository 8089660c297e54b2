package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.punchout.door.Reception;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** What a sender hears whose document nobody reads. */
class RefusalsTest {
    private final Clock clock = Clock.systemUTC();
    private final CxmlDoor door = new CxmlDoor(
            new Reception(null, null, null, null, null, null, clock),
            new PayloadIds(clock, new SecureRandom(), "hub.morvan.example"),
            null);
    private final Refusals refusals = new Refusals(JsonMapper.builder().build(), () -> door);

    @ParameterizedTest
    @CsvSource({
        "413, 499, longer than",
        "408, 560, too slowly",
        "429, 560, too many requests",
        "503, 560, too many requests",
        "415, 406, compressed",
        "400, 400, no HTTP"
    })
    void aBuyersSystemHearsItInItsOwnWords(int http, int status, String why) throws Exception {
        var request = new MockHttpServletRequest("POST", CxmlDoor.PATH);
        var response = new MockHttpServletResponse();
        refusals.write(HttpStatus.valueOf(http), request, response);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).startsWith("text/xml");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .contains("code=\"" + status + "\"", why, "payloadID=");
        assertThat(Refusals.slow(request)).isEqualTo(http == 408);
    }

    @ParameterizedTest
    @CsvSource({"413", "408", "429", "503", "415", "400"})
    void everybodyElseHearsAProblem(int http) throws Exception {
        var response = new MockHttpServletResponse();
        refusals.write(HttpStatus.valueOf(http), new MockHttpServletRequest("POST", "/punchout/oci/acme"), response);
        assertThat(response.getStatus()).isEqualTo(http);
        assertThat(response.getContentAsString()).contains("WEB-" + http);
    }
}
