package org.caravanserai.web.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The landing shop knows no passwords and no cookies: the key in each address names the visit, and without it every page says the same. Who may frame a page, what it
 * may run and where it may post is written by the page itself ({@code web.shop}), since it depends on the buyer. What is no page of the shop is missing, and asks
 * nobody to sign in at the console.
 */
@Configuration(proxyBeanMethods = false)
class ShopChain {
    @Bean
    @Order(5)
    SecurityFilterChain shopPagesChain(HttpSecurity http, AskToSignIn ask) throws Exception {
        return SecurityChains.stateless(http.securityMatcher("/shop", "/shop/**"), ask)
                .httpBasic(basic -> basic.disable())
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .headers(headers -> headers.frameOptions(frame -> frame.disable()))
                .build();
    }
}
