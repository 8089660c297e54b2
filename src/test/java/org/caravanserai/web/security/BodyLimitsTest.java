package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
    private final BodyLimits limits =
            new BodyLimits(3_000_000, JsonMapper.builder().build(), () -> true);

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

    @ParameterizedTest
    @CsvSource({"413, 413, WEB-413", "400, 400, WEB-400"})
    void parametersThatCannotBeReadAreRefusedBeforeAnybodyAsksForThem(int fault, int status, String code)
            throws Exception {
        var request = new MockHttpServletRequest("POST", "/login") {
            @Override
            public Map<String, String[]> getParameterMap() {
                throw new InvalidParameterException("too much", fault);
            }
        };
        var response = new MockHttpServletResponse();
        limits.doFilter(request, response, (in, out) -> {
            throw new AssertionError("reached the hub");
        });
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentAsString()).contains("\"code\":\"" + code + "\"");
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
