package org.caravanserai.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.Audit;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Users;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/**
 * What partners see of the hub: pages with a session, and the same for their programs without one. Both prove themselves with a key of the channel; which channel an
 * address may show is decided by the controllers ({@code web.distributor}).
 */
@Configuration(proxyBeanMethods = false)
class DistributorChains {
    private static final String PAGES = "/distributor";

    @Bean
    @Order(4)
    SecurityFilterChain distributorApiChain(
            HttpSecurity http, ChannelKeys keys, Attempts attempts, AskToSignIn ask, JsonMapper json) throws Exception {
        return SecurityChains.stateless(http.securityMatcher("/api/v1/distributor", "/api/v1/distributor/**"), ask)
                .httpBasic(basic -> basic.disable())
                .addFilterBefore(
                        new PartnerKeys(new ChannelSignIn(keys, attempts), ask), BasicAuthenticationFilter.class)
                .addFilterBefore(new OwnSiteOnly(json), PartnerKeys.class)
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    rules.anyRequest().authenticated();
                })
                .build();
    }

    @Bean
    @Order(5)
    SecurityFilterChain distributorChain(
            HttpSecurity http, ChannelKeys keys, Attempts attempts, Users users, Audit audit, AskToSignIn ask)
            throws Exception {
        return http.securityMatcher(PAGES, PAGES + "/**")
                .authenticationManager(new ProviderManager(new ChannelSignIn(keys, attempts)))
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                            .permitAll();
                    rules.requestMatchers(HttpMethod.GET, PAGES).permitAll();
                    rules.anyRequest().authenticated();
                })
                .addFilterAfter(new StillWelcome(users, keys), SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage(PAGES)
                        .loginProcessingUrl(PAGES)
                        .usernameParameter("channel")
                        .passwordParameter("key")
                        .successHandler(new Welcome(audit))
                        .failureHandler(new Failure()))
                .logout(logout -> logout.logoutUrl(PAGES + "/out")
                        .logoutSuccessUrl(PAGES + "?out")
                        .deleteCookies("HUB_SESSION"))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(errors -> SecurityChains.people(errors, PAGES, ask))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(SecurityChains.CONSOLE_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** To the partner's own page, whatever was asked for before: that may have been somebody else's. */
    private record Welcome(Audit audit) implements AuthenticationSuccessHandler {
        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication caller) throws IOException {
            audit.record(
                    "channel " + caller.getName(), "sign-in distributor", null, null, request.getRemoteAddr(), "done");
            response.sendRedirect(PAGES + "/" + caller.getName());
        }
    }

    /** Back to the form, which says whether to try again or to wait. */
    private record Failure() implements AuthenticationFailureHandler {
        @Override
        public void onAuthenticationFailure(
                HttpServletRequest request,
                HttpServletResponse response,
                org.springframework.security.core.AuthenticationException failure)
                throws IOException {
            var wait = failure instanceof TooManyAttempts tooMany ? "?wait=" + tooMany.seconds() : "?wrong";
            response.sendRedirect(PAGES + wait);
        }
    }
}
