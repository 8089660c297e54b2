package org.caravanserai.web.distributor;

import jakarta.servlet.http.HttpServletRequest;
import org.caravanserai.web.LanguageLinks;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of a partner has. */
@ControllerAdvice(basePackageClasses = OwnPages.class)
class OwnPages {
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
