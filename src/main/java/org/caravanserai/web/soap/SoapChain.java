package org.caravanserai.web.soap;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Who calls the SOAP service is proved by its message ({@link TokenCheck}); no cookie and no other header proves anything here. All else is refused. */
@Configuration(proxyBeanMethods = false)
class SoapChain {
    @Bean
    @Order(3)
    SecurityFilterChain soapServiceChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/soap/**")
                .authorizeHttpRequests(rules -> {
                    rules.requestMatchers("/soap/hub").permitAll();
                    rules.anyRequest().denyAll();
                })
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .httpBasic(basic -> basic.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .build();
    }
}
