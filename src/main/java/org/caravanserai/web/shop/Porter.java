package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.shop.Shelves;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** Who stands at the door: every page of the shop asks here first, and gets nothing without a visit that goes on. */
@Component
class Porter {
    /** Pages one may come back to, as they stand in addresses. */
    static final Pattern PAGE =
            Pattern.compile("/(home|search|category|product|cart)(\\?[A-Za-z0-9%&=._~+*-]{0,1000})?");

    private final Sessions sessions;
    private final Shelves shelves;
    private final ShopViews views;

    Porter(Sessions sessions, Shelves shelves, ShopViews views) {
        this.sessions = sessions;
        this.shelves = shelves;
        this.views = views;
    }

    /** What a key opens. */
    sealed interface Welcome {
        /** Null = nobody's. */
        Account account();

        Locale locale();

        /** It goes on. */
        record Shopping(Visit visit) implements Welcome {
            @Override
            public Account account() {
                return visit.account();
            }

            @Override
            public Locale locale() {
                return visit.locale();
            }
        }

        /** It is over, and the page says how. */
        record Over(Session session, Account account, Locale locale) implements Welcome {}

        /** The account sees nothing (any more): its company is closed, or a file is wrong. */
        record Shut(Session session, Account account, Locale locale) implements Welcome {}

        /** No such visit, or not in this shop: the same to whoever asks. */
        record Nobody() implements Welcome {
            @Override
            public Account account() {
                return null;
            }

            @Override
            public Locale locale() {
                return Locale.ENGLISH;
            }
        }
    }

    /** The page that is asked for, without what it says about the last act. */
    private static String here(HttpServletRequest request, String base) {
        var path = request.getRequestURI();
        var query = request.getQueryString();
        var page = path.startsWith(base + "/") ? path.substring(base.length()) : "/home";
        return request.getMethod().equals("GET")
                        && query != null
                        && !page.equals("/cart")
                        && PAGE.matcher(page + "?" + query).matches()
                ? page + "?" + query
                : request.getMethod().equals("GET") && PAGE.matcher(page).matches() ? page : "/cart";
    }

    Welcome welcome(String brand, String key, HttpServletRequest request) {
        var found = sessions.find(key).filter(session -> session.brand().equals(brand));
        var account = found.flatMap(sessions::account);
        if (found.isEmpty() || account.isEmpty()) {
            return new Welcome.Nobody();
        }
        var session = found.get();
        var locale = Locale.forLanguageTag(session.locale().replace('_', '-'));
        // The language is the buyer's word; a cookie of ours would not arrive in a frame.
        request.setAttribute(CookieLocaleResolver.LOCALE_REQUEST_ATTRIBUTE_NAME, locale);
        if (session.state() != Session.State.SHOPPING) {
            return new Welcome.Over(session, account.get(), locale);
        }
        return shelves.of(session.account(), session.locale())
                .<Welcome>map(shelf -> new Welcome.Shopping(new Visit(
                        key,
                        Sessions.path(brand, key),
                        here(request, Sessions.path(brand, key)),
                        session,
                        account.get(),
                        shelf,
                        sessions.basket(key),
                        locale)))
                .orElseGet(() -> new Welcome.Shut(session, account.get(), locale));
    }

    /** A page of a visit that goes on; otherwise why there is none. */
    ModelAndView visit(
            String brand,
            String key,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<Visit, ModelAndView> page) {
        var welcome = welcome(brand, key, request);
        return welcome instanceof Welcome.Shopping shopping
                ? page.apply(shopping.visit())
                : closed(welcome, brand, key, response);
    }

    ModelAndView closed(Welcome welcome, String brand, String key, HttpServletResponse response) {
        if (welcome instanceof Welcome.Over over) {
            var state = over.session().state();
            boolean back = state == Session.State.EXPIRED && returns(over.session());
            return views.over(welcome, ShopViews.how(state), back ? Sessions.path(brand, key) : null, response);
        }
        if (welcome instanceof Welcome.Shut shut) {
            return views.over(welcome, "shut", returns(shut.session()) ? Sessions.path(brand, key) : null, response);
        }
        return views.nobody(response);
    }

    private static boolean returns(Session session) {
        return session.setup().returnUrl() != null;
    }
}
