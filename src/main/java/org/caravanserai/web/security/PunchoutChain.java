package org.caravanserai.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.punchout.door.OciDoor;
import org.caravanserai.punchout.door.Pace;
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

/**
 * The doors of punch-out: open, since what is sent proves itself there; two addresses and nothing beside them. No session, hence no cookie that could be
 * used from elsewhere, and a ceiling for each address that calls.
 */
@Configuration(proxyBeanMethods = false)
class PunchoutChain {
    /** A network sends for many buyers from one address. */
    private static final int PER_MINUTE = 1200;

    @Bean
    @Order(3)
    SecurityFilterChain punchoutDoors(HttpSecurity http, AskToSignIn ask, Refusals refusals, Clock clock)
            throws Exception {
        return SecurityChains.stateless(http.securityMatcher("/punchout", "/punchout/**"), ask)
                .httpBasic(basic -> basic.disable())
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new Ceiling(new Pace(PER_MINUTE, clock), refusals), AuthorizationFilter.class)
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
        private final Pace pace;
        private final Refusals refusals;

        Ceiling(Pace pace, Refusals refusals) {
            this.pace = pace;
            this.refusals = refusals;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var address = request.getRemoteAddr();
            if (!pace.allows(address)) {
                response.setHeader("Retry-After", "60");
                refusals.write(HttpStatus.TOO_MANY_REQUESTS, request, response);
                return;
            }
            chain.doFilter(request, response);
        }
    }
}
