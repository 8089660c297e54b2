package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caravanserai.home.Brand;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.store.StoreException;
import org.caravanserai.web.ErrorFace;
import org.caravanserai.web.HttpProblem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** What goes wrong below {@code /shop} has the face of the shop and the language of the visit: its users know nothing of a console. */
@Component
class ShopErrors implements ErrorFace {
    private static final Pattern PATH = Pattern.compile("/shop(?:/([^/]*)(?:/s/([A-Za-z0-9_-]+))?.*)?", Pattern.DOTALL);

    private final Sessions sessions;
    private final CurrentHome home;
    private final ShopViews views;

    ShopErrors(Sessions sessions, CurrentHome home, ShopViews views) {
        this.sessions = sessions;
        this.home = home;
        this.views = views;
    }

    @Override
    public Optional<ModelAndView> page(
            HttpProblem problem, String path, HttpServletRequest request, HttpServletResponse response) {
        var asked = PATH.matcher(path);
        if (!asked.matches()) {
            return Optional.empty();
        }
        var visit = visit(asked.group(1), asked.group(2));
        var account = visit.flatMap(sessions::account).orElse(null);
        var face = home.get().brand(account == null ? asked.group(1) : account.brand());
        var locale = visit.map(session -> locale(session.locale())).orElseGet(() -> locale(request, face));
        request.setAttribute(CookieLocaleResolver.LOCALE_REQUEST_ATTRIBUTE_NAME, locale);
        var model = new HashMap<String, Object>();
        model.put("what", what(problem.status()));
        model.put("problem", problem);
        model.put(
                "base",
                visit.filter(session -> session.state() == Session.State.SHOPPING)
                        .map(session -> Sessions.path(session.brand(), asked.group(2)))
                        .orElse(null));
        return Optional.of(views.page("error", face, account, locale, response, null, model));
    }

    /** Whose visit it is; without the database there is a page all the same. */
    private Optional<Session> visit(String brand, String key) {
        try {
            return key == null
                    ? Optional.empty()
                    : sessions.find(key).filter(session -> session.brand().equals(brand));
        } catch (StoreException away) {
            return Optional.empty();
        }
    }

    private static Locale locale(String code) {
        return Locale.forLanguageTag(code.replace('_', '-'));
    }

    /** Without a visit the first language of the brand that the browser asks for, else English. */
    private static Locale locale(HttpServletRequest request, Brand face) {
        for (var wanted : java.util.Collections.list(request.getLocales())) {
            for (var spoken : face.locales()) {
                if (locale(spoken).getLanguage().equals(wanted.getLanguage())) {
                    return locale(spoken);
                }
            }
        }
        return Locale.ENGLISH;
    }

    /** Key of the words. */
    private static String what(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "missing";
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> "busy";
            default -> status.is5xxServerError() ? "broken" : "unread";
        };
    }
}
