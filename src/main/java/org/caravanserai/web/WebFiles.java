package org.caravanserai.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
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
        return new LanguageCookie(false, new LanguageCookie(true, null));
    }

    /** The language somebody chose. Set over https it stays there, as the cookie of the session does. */
    private static final class LanguageCookie extends CookieLocaleResolver {
        private final LanguageCookie encrypted;

        LanguageCookie(boolean secure, LanguageCookie encrypted) {
            super("HUB_LANGUAGE");
            this.encrypted = encrypted;
            setCookieSecure(secure);
            setCookieHttpOnly(true);
            setCookieSameSite("Lax");
            setCookieMaxAge(Duration.ofDays(365));
            setDefaultLocaleFunction(WebFiles::accepted);
        }

        @Override
        public void setLocaleContext(HttpServletRequest request, HttpServletResponse response, LocaleContext chosen) {
            if (encrypted != null && request.isSecure()) {
                encrypted.setLocaleContext(request, response, chosen);
            } else {
                super.setLocaleContext(request, response, chosen);
            }
        }
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
        // In the shop the language is that of the visit, and no cookie is set.
        registry.addInterceptor(change).excludePathPatterns("/shop/**");
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
