package org.caravanserai.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Links from a page to itself in another language. */
public final class LanguageLinks {
    private LanguageLinks() {}

    /** The same parameters and another language: a link that forgot the key of a document would lead nowhere. */
    public static String in(String language, HttpServletRequest request) {
        return "?"
                + ServletUriComponentsBuilder.fromRequest(request)
                        .replaceQueryParam("lang", language)
                        .build()
                        .getQuery();
    }
}
