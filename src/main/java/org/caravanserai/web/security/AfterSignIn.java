package org.caravanserai.web.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.caravanserai.access.Audit;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** After the sign-in page: on to the page first asked for, and a row in the audit trail. */
final class AfterSignIn extends SavedRequestAwareAuthenticationSuccessHandler {
    private final Audit audit;

    AfterSignIn(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication caller)
            throws IOException, ServletException {
        audit.record(caller.getName(), "sign-in console", null, null, request.getRemoteAddr(), "done");
        super.onAuthenticationSuccess(request, response, caller);
    }

    /** Back to the sign-in page, which says whether to try again or to wait. */
    static final class Failure implements AuthenticationFailureHandler {
        @Override
        public void onAuthenticationFailure(
                HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
                throws IOException {
            var wait = failure instanceof TooManyAttempts tooMany ? "?wait=" + tooMany.seconds() : "?wrong";
            response.sendRedirect("/login" + wait);
        }
    }
}
