package org.caravanserai.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.punchout.door.OciDoor;
import org.caravanserai.punchout.door.Pace;
import org.caravanserai.web.HttpProblem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The doors of punch-out: open, since what is sent proves itself there; two addresses and nothing beside them. No session, hence no cookie that could be
 * used from elsewhere, and a ceiling for each address that calls.
 */
@Configuration(proxyBeanMethods = false)
class PunchoutChain {
    /** A network sends for many buyers from one address. */
    private static final int PER_MINUTE = 1200;
    /** Of the 200 threads of the server. */
    private static final int AT_ONCE = 100;

    private static final int AT_ONCE_FROM_ONE = 30;
    private static final Duration MOST = Duration.ofSeconds(20);

    @Bean
    @Order(3)
    SecurityFilterChain punchoutDoors(HttpSecurity http, AskToSignIn ask, JsonMapper json, Clock clock)
            throws Exception {
        return SecurityChains.stateless(http.securityMatcher("/punchout", "/punchout/**"), ask)
                .httpBasic(basic -> basic.disable())
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new Ceiling(new Pace(PER_MINUTE, clock), json), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    rules.requestMatchers(HttpMethod.POST, CxmlDoor.PATH).permitAll();
                    rules.requestMatchers(HttpMethod.POST, OciDoor.PATH + "*").permitAll();
                    rules.requestMatchers(HttpMethod.GET, OciDoor.PATH + "*").permitAll();
                    rules.anyRequest().denyAll();
                })
                .build();
    }

    private static final class Ceiling extends OncePerRequestFilter {
        private final SlowBodies bodies = new SlowBodies(AT_ONCE_FROM_ONE, AT_ONCE, MOST, System::nanoTime);
        private final Pace pace;
        private final JsonMapper json;

        Ceiling(Pace pace, JsonMapper json) {
            this.pace = pace;
            this.json = json;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var address = request.getRemoteAddr();
            if (!pace.allows(address)) {
                response.setHeader("Retry-After", "60");
                HttpProblem.of(HttpStatus.TOO_MANY_REQUESTS).write(request, response, json);
                return;
            }
            if (!bodies.begin(address)) {
                response.setHeader("Retry-After", "5");
                refuse(HttpStatus.SERVICE_UNAVAILABLE, request, response);
                return;
            }
            Whole whole;
            try {
                whole = new Whole(request, bodies.read(request.getInputStream()));
            } catch (BodyTooLarge tooLarge) {
                refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
                return;
            } catch (SlowBodies.TooSlow slow) {
                refuse(HttpStatus.REQUEST_TIMEOUT, request, response);
                return;
            } finally {
                bodies.end(address);
            }
            chain.doFilter(whole, response);
        }

        /** With a status after which Tomcat does not wait for the rest of the body. */
        private void refuse(HttpStatus status, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setHeader("Connection", "close");
            HttpProblem.of(status).write(request, response, json);
        }
    }

    /** A body that was read to its end, within its limit: a route behind it meets no fault of the stream. */
    private static final class Whole extends HttpServletRequestWrapper {
        private final byte[] body;

        Whole(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    return bytes.read(buffer, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("doors are not asynchronous");
                }
            };
        }
    }
}
