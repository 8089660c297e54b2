package org.caravanserai.web.console;

import jakarta.servlet.http.HttpServletRequest;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.web.LanguageLinks;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

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
        return LanguageLinks.in("en", request);
    }

    /** This page in French. */
    @ModelAttribute("french")
    String french(HttpServletRequest request) {
        return LanguageLinks.in("fr", request);
    }
}
