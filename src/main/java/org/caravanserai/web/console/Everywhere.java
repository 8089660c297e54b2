package org.caravanserai.web.console;

import jakarta.servlet.http.HttpServletRequest;
import org.caravanserai.home.reload.Reload;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What every page of the console shows. */
@ControllerAdvice(basePackageClasses = Everywhere.class)
class Everywhere {
    private final Reload reload;

    Everywhere(Reload reload) {
        this.reload = reload;
    }

    /** Which files run; a refusal is shown on every page. */
    @ModelAttribute("files")
    Reload.State files() {
        return reload.state();
    }

    /** Who is signed in. */
    @ModelAttribute("who")
    String who(Authentication who) {
        return who == null ? "" : who.getName();
    }

    /** This page in English. */
    @ModelAttribute("english")
    String english(HttpServletRequest request) {
        return in("en", request);
    }

    /** This page in French. */
    @ModelAttribute("french")
    String french(HttpServletRequest request) {
        return in("fr", request);
    }

    /** The same parameters and another language: a link that forgot the key of a document would lead nowhere. */
    private static String in(String language, HttpServletRequest request) {
        return "?"
                + ServletUriComponentsBuilder.fromRequest(request)
                        .replaceQueryParam("lang", language)
                        .build()
                        .getQuery();
    }
}
