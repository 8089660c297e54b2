package org.caravanserai.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.Audit;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.LocalToken;
import org.caravanserai.access.Users;
import org.caravanserai.home.Company;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.web.management.ManagementPort;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import tools.jackson.databind.json.JsonMapper;

/**
 * The filter chains, ours and no other, first match wins: management port, feeds, sandbox, distributors ({@link DistributorChains}), API, console. What no
 * rule names needs a sign-in, so an address that does not exist looks like one that does.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityChains {
    private static final String COMMON =
            " frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
    static final String CONSOLE_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;" + COMMON;
    /** Hawtio's components write style attributes. */
    private static final String HAWTIO_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self' data:;" + COMMON;

    private static final String VIEWER = "viewer";
    private static final String OPERATOR = "operator";
    private static final String ADMIN = "admin";

    /** Everything that signs somebody in with a password asks here. */
    @Bean
    AuthenticationManager signIn(Users users) {
        return new ProviderManager(new SignInProvider(users));
    }

    /** Timing each filter of each request cost more than the filters; requests are timed as a whole. */
    @Bean
    SecurityObservationSettings noTimesOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AskToSignIn askToSignIn(JsonMapper json) {
        return new AskToSignIn(json);
    }

    /** The server has 200 threads. */
    @Bean
    SlowBodies slowBodies() {
        return new SlowBodies(30, 100, Duration.ofSeconds(20), System::nanoTime);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> restOfBodies(SlowBodies bodies) {
        return factory -> factory.addEngineValves(new RestOfBodies(bodies));
    }

    @Bean
    Refusals refusals(JsonMapper json, ObjectProvider<CxmlDoor> door) {
        return new Refusals(json, door::getObject);
    }

    /** Before the security filter: nobody, signed in or not, may send more than an address takes. */
    @Bean
    FilterRegistrationBean<BodyLimits> bodyLimits(
            Refusals refusals, Environment environment, SlowBodies bodies, ObjectProvider<CurrentHome> home) {
        var registration = new FilterRegistrationBean<>(new BodyLimits(
                BodyLimits.ingest(environment),
                BodyLimits.FormLimits.of(environment),
                refusals,
                bodies,
                () -> home.getObject().get().company().type() == Company.Type.SANDBOX));
        registration.setOrder(-200);
        return registration;
    }

    @Bean
    @Order(1)
    SecurityFilterChain managementChain(HttpSecurity http, AskToSignIn ask, Environment environment) throws Exception {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.path("/hawtio").sameSite("Strict"));
        var openFigures = Loopback.is(environment.getProperty("management.server.address", ""));
        return http.securityMatcher(ManagementPort::received)
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    rules.requestMatchers("/actuator/health", "/actuator/health/*")
                            .permitAll();
                    if (openFigures) {
                        rules.requestMatchers("/actuator/prometheus").permitAll();
                    }
                    rules.requestMatchers("/actuator/prometheus").hasRole(VIEWER);
                    rules.requestMatchers("/hawtio", "/hawtio/**").hasRole(ADMIN);
                    rules.anyRequest().denyAll();
                })
                .httpBasic(basic -> basic.authenticationEntryPoint(ask))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(ask).accessDeniedHandler(ask))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.spa()
                        .csrfTokenRepository(tokens)
                        // Every request signs in anew; a token that changed each time would never match.
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(HAWTIO_POLICY)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain feedChain(HttpSecurity http, ChannelKeys keys, Attempts attempts, AskToSignIn ask)
            throws Exception {
        return stateless(http.securityMatcher("/feeds/**"), ask)
                .addFilterBefore(new FeedKeys(keys, attempts, ask), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    // A partner's key opens its own channel only (FeedKeys); who else may read is up to the page.
                    rules.requestMatchers(HttpMethod.GET, "/feeds/**").authenticated();
                    rules.requestMatchers(HttpMethod.HEAD, "/feeds/**").authenticated();
                    rules.anyRequest().denyAll();
                })
                .build();
    }

    /** Stand-ins of a sandbox check keys of their own, as the partners do; in any other home there is nothing here. */
    @Bean
    @Order(3)
    SecurityFilterChain sandboxChain(HttpSecurity http, AskToSignIn ask, CurrentHome home) throws Exception {
        var open = home.get().company().type() == Company.Type.SANDBOX;
        return stateless(
                        http.securityMatcher(request -> open
                                && (request.getRequestURI().equals("/sandbox")
                                        || request.getRequestURI().startsWith("/sandbox/"))),
                        ask)
                .httpBasic(basic -> basic.disable())
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(6)
    SecurityFilterChain apiChain(
            HttpSecurity http, ApiKeys keys, LocalToken local, Attempts attempts, AskToSignIn ask, JsonMapper json)
            throws Exception {
        return stateless(http.securityMatcher("/api/**", "/v3/api-docs/**", "/v3/api-docs", "/v3/api-docs.yaml"), ask)
                .addFilterBefore(new BearerKeys(keys, local, attempts, ask), BasicAuthenticationFilter.class)
                .addFilterBefore(new OwnSiteOnly(json), BearerKeys.class)
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    rules.requestMatchers(HttpMethod.GET, "/api/v1/surveys/*", "/api/v1/channels/*/verify")
                            .hasAnyRole("planner", VIEWER);
                    rules.requestMatchers(HttpMethod.GET).hasRole(VIEWER);
                    rules.requestMatchers(HttpMethod.HEAD).hasRole(VIEWER);
                    rules.requestMatchers(HttpMethod.POST, "/api/v1/ingest/**")
                            .hasAnyRole("catalogue", "customers", OPERATOR);
                    rules.requestMatchers(HttpMethod.POST, "/api/v1/orders").hasAnyRole("customers", OPERATOR);
                    rules.requestMatchers(HttpMethod.POST, "/api/v1/channels/*/plan")
                            .hasAnyRole("planner", OPERATOR);
                    rules.anyRequest().hasRole(OPERATOR);
                })
                .build();
    }

    @Bean
    @Order(7)
    SecurityFilterChain consoleChain(HttpSecurity http, Users users, ChannelKeys keys, Audit audit, AskToSignIn ask)
            throws Exception {
        return http.authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                            .permitAll();
                    rules.requestMatchers("/login", "/assets/**", "/webjars/**").permitAll();
                    rules.anyRequest().hasRole(VIEWER);
                })
                .addFilterAfter(new StillWelcome(users, keys), SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(new AfterSignIn(audit))
                        .failureHandler(new AfterSignIn.Failure()))
                .logout(logout -> logout.logoutSuccessUrl("/login?out").deleteCookies("HUB_SESSION"))
                .exceptionHandling(errors -> people(errors, "/login", ask))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONSOLE_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(
                                org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter
                                        .ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** People are led to the page on which they sign in, programs get a problem document. */
    static void people(ExceptionHandlingConfigurer<HttpSecurity> errors, String page, AskToSignIn ask) {
        var html = new MediaTypeRequestMatcher(new HeaderContentNegotiationStrategy(), MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(java.util.Set.of(MediaType.ALL));
        errors.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint(page), html)
                .defaultAuthenticationEntryPointFor(ask, request -> true)
                .accessDeniedHandler((request, response, why) -> {
                    // The error page says what the person can do about it.
                    request.setAttribute(WebAttributes.ACCESS_DENIED_403, why);
                    response.sendError(HttpServletResponse.SC_FORBIDDEN);
                });
    }

    /** HTTP Basic without a session, hence without a CSRF token: see {@link OwnSiteOnly}. */
    static HttpSecurity stateless(HttpSecurity http, AskToSignIn ask) throws Exception {
        return http.httpBasic(basic -> basic.authenticationEntryPoint(ask))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(ask).accessDeniedHandler(ask))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")));
    }
}
