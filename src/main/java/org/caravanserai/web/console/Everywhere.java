package org.caravanserai.web.console;

import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the console shows. */
@ControllerAdvice(basePackageClasses = Everywhere.class)
class Everywhere {
    /** Who is signed in. */
    @ModelAttribute("who")
    String who(Authentication who) {
        return who == null ? "" : who.getName();
    }
}
