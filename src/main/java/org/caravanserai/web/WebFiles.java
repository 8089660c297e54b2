package org.caravanserai.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/** Style sheets and scripts: our own and those of libraries; the languages pages are written in; and what Spring makes of an error nobody names. */
@Configuration(proxyBeanMethods = false)
class WebFiles implements WebMvcConfigurer {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // The version is part of a library's address.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic());
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/assets/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.replaceAll(one -> one instanceof DefaultHandlerExceptionResolver ? new LostCallers() : one);
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver("HUB_LANGUAGE");
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setDefaultLocaleFunction(WebFiles::accepted);
        return resolver;
    }

    /** {@code ?lang=fr} on any page chooses the language for good. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return LANGUAGES.stream()
                        .filter(one -> one.getLanguage().equals(value))
                        .findFirst()
                        .orElse(Locale.ENGLISH);
            }
        };
        change.setParamName("lang");
        registry.addInterceptor(change);
    }

    private static Locale accepted(HttpServletRequest request) {
        for (var wanted : Collections.list(request.getLocales())) {
            for (var known : LANGUAGES) {
                if (known.getLanguage().equals(wanted.getLanguage())) {
                    return known;
                }
            }
        }
        return Locale.ENGLISH;
    }
}
