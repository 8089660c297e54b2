package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.home.Account;
import org.caravanserai.home.Brand;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.web.shop.Porter.Welcome;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Pages with what all of them have: headers, nonce, words, the face. */
@Component
class ShopViews {
    private final MessageSource messages;
    private final CurrentHome home;

    ShopViews(MessageSource messages, CurrentHome home) {
        this.messages = messages;
        this.home = home;
    }

    /** A page of a visit that goes on. */
    ModelAndView of(String name, Visit visit, HttpServletResponse response, Map<String, ?> model) {
        var all = new HashMap<String, Object>(model);
        all.put("base", visit.base());
        all.putIfAbsent("here", visit.here());
        all.put("spoken", visit.session().locale());
        all.put("looking", visit.session().lookingOnly());
        all.put("inCart", visit.basket().lines().size());
        all.put("roots", visit.shelf().below(null));
        all.putIfAbsent("query", "");
        return page(name, visit.account(), visit.locale(), response, null, all);
    }

    /**
     * A page outside of a visit that goes on.
     *
     * @param account null = nobody's
     * @param form where it posts to, null = nowhere
     */
    ModelAndView page(
            String name,
            Account account,
            Locale locale,
            HttpServletResponse response,
            ReturnForm form,
            Map<String, ?> model) {
        return page(
                name,
                home.get().brand(account == null ? null : account.brand()),
                account,
                locale,
                response,
                form,
                model);
    }

    /** The same with the face of a brand. */
    ModelAndView page(
            String name,
            Brand face,
            Account account,
            Locale locale,
            HttpServletResponse response,
            ReturnForm form,
            Map<String, ?> model) {
        var page = new ModelAndView("shop/" + name, new HashMap<>(model));
        page.addObject("nonce", ShopHeaders.write(response, account, form));
        page.addObject("say", new ShopWords(messages, locale));
        page.addObject("company", face.title());
        page.addObject("face", face);
        page.addObject("legal", new TreeMap<>(face.legal()));
        page.addObject("help", face.help(locale));
        page.addObject("logo", ShopLogo.path(face));
        page.addObject("seller", home.get().company().sellers().get(face.seller()));
        page.addObject("buyer", account == null ? null : account.title());
        return page;
    }

    /** The languages a user may choose. */
    List<String> spoken(Account account) {
        return home.get().brand(account.brand()).locales();
    }

    /** Nothing to see: the same for every reason. */
    ModelAndView nobody(HttpServletResponse response) {
        var page = over(new Welcome.Nobody(), "nobody", null, response);
        page.setStatus(HttpStatus.FORBIDDEN);
        return page;
    }

    /**
     * The visit is over.
     *
     * @param how as the messages call it
     * @param base of the visit the user may still go back from, null = of none
     */
    ModelAndView over(Welcome welcome, String how, String base, HttpServletResponse response) {
        var model = new HashMap<String, Object>(Map.of("how", how));
        model.put("base", base);
        return page("over", welcome.account(), welcome.locale(), response, null, model);
    }

    static String how(Session.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
