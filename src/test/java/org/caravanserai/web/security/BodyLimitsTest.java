package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class BodyLimitsTest {
    private final SlowBodies bodies = new SlowBodies(1, 2, Duration.ofSeconds(20), System::nanoTime);
    private final BodyLimits limits = new BodyLimits(
            3_000_000,
            new BodyLimits.FormLimits(100, 3),
            new Refusals(JsonMapper.builder().build(), () -> null),
            bodies,
            () -> true);

    @Test
    void aBodyWithoutADeclaredLengthIsCountedWhileItIsRead() throws Exception {
        assertThat(read("/api/v1/x", 1 << 20)).isEqualTo(1 << 20);
        assertThatThrownBy(() -> read("/api/v1/x", (1 << 20) + 1)).isInstanceOf(BodyTooLarge.class);
        assertThat(read("/api/v1/ingest/api/products", 3_000_000)).isEqualTo(3_000_000);
        assertThatThrownBy(() -> read("/api/v1/ingest/api/products", 3_000_001)).isInstanceOf(BodyTooLarge.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "identity, gzip", "GZIP"})
    void aCompressedBodyIsRefused(String encoding) throws Exception {
        var request = new MockHttpServletRequest("POST", "/api/v1/x");
        request.addHeader("Content-Encoding", encoding);
        var response = new MockHttpServletResponse();
        limits.doFilter(request, response, (in, out) -> {
            throw new AssertionError("reached the hub");
        });
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentAsString()).contains("\"code\":\"WEB-415\"");
    }

    @Test
    void aFaultInAnAddressIsRefusedBeforeAnybodyAsksForIt() throws Exception {
        var request = new MockHttpServletRequest("POST", "/login") {
            @Override
            public Map<String, String[]> getParameterMap() {
                throw new InvalidParameterException("%ff", 400);
            }
        };
        refused(request, 400, "WEB-400");
    }

    @Test
    void aFormIsReadWholeAndStandsBehindTheAddress() throws Exception {
        var request = form("name=H%C3%A9l%C3%A8ne+M&name=2");
        request.setParameter("name", "address");
        limits.doFilter(request, new MockHttpServletResponse(), (in, out) -> {
            var read = (HttpServletRequest) in;
            assertThat(read.getParameter("name")).isEqualTo("address");
            assertThat(read.getParameterValues("name")).containsExactly("address", "Hélène M", "2");
            assertThat(read.getParameterMap()).containsOnlyKeys("name");
            assertThat(Collections.list(read.getParameterNames())).containsExactly("name");
            assertThat(read.getParameter("other")).isNull();
            assertThat(read.getInputStream().read()).as("it was read").isNegative();
        });
        assertThat(bodies.begin(request.getRemoteAddr()))
                .as("its place is free")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a=%zz, 400", "a=1&b=2&c=3&d=4, 400", "LONG, 413", "LONGER, 413"})
    void aFormThatCannotBeTakenIsRefused(String body, int status) throws Exception {
        var form = body.startsWith("LONG") ? form("a=" + "x".repeat(99)) : form(body);
        if (body.equals("LONGER")) {
            form = new MockHttpServletRequest("POST", "/login") {
                @Override
                public long getContentLengthLong() {
                    return -1;
                }
            };
            form.setContentType("Application/X-www-form-urlencoded; charset=UTF-8");
            form.setContent(new byte[101]);
        }
        refused(form, status, "WEB-" + status);
    }

    @Test
    void whoTakesTooManyPlacesIsToldToComeAgain() throws Exception {
        var request = form("a=1");
        bodies.begin(request.getRemoteAddr());
        assertThat(refused(request, 503, "WEB-503").getHeader("Retry-After")).isEqualTo("5");
        bodies.end(request.getRemoteAddr());
        limits.doFilter(request, new MockHttpServletResponse(), (in, out) -> {});
    }

    private static MockHttpServletRequest form(String body) {
        var request = new MockHttpServletRequest("POST", "/login");
        request.setContentType("application/x-www-form-urlencoded");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private MockHttpServletResponse refused(MockHttpServletRequest request, int status, String code) throws Exception {
        var response = new MockHttpServletResponse();
        limits.doFilter(request, response, (in, out) -> {
            throw new AssertionError("reached the hub");
        });
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentAsString()).contains("\"code\":\"" + code + "\"");
        return response;
    }

    @Test
    void theLimitOfIngestIsASetting() {
        assertThat(BodyLimits.ingest(new MockEnvironment())).isEqualTo(512L << 20);
        assertThat(BodyLimits.ingest(new MockEnvironment().withProperty("hub.http.ingest-limit", "2GB")))
                .isEqualTo(2L << 30);
    }

    /** Reads to the end, once in blocks and once byte by byte, and says how much it was. */
    private int read(String path, int size) throws Exception {
        var request = new MockHttpServletRequest("POST", path) {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(new byte[size]);
        var count = new int[1];
        limits.doFilter(request, new MockHttpServletResponse(), (in, out) -> {
            try (var body = ((HttpServletRequest) in).getInputStream()) {
                for (int i = 0; i < 10; i++) {
                    count[0] += body.read() < 0 ? 0 : 1;
                }
                count[0] += body.readAllBytes().length;
            } catch (BodyTooLarge refused) {
                throw refused;
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        return count[0];
    }
}
