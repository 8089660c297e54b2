package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.caravanserai.punchout.session.Sessions;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The address a buyer's browser opens first. Its token is good once: only a page that is really opened takes it, not a look ahead of a browser, a mail scanner or a
 * chat. From then on another key is in the addresses.
 */
@Controller
class ShopStart {
    private final Sessions sessions;
    private final ShopViews views;

    ShopStart(Sessions sessions, ShopViews views) {
        this.sessions = sessions;
        this.views = views;
    }

    @GetMapping("/shop/{brand}/start/{token}")
    ModelAndView start(
            @PathVariable String brand,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!request.getMethod().equals("GET") || ahead(request)) {
            return views.nobody(response);
        }
        return sessions.start(brand, token)
                .map(started -> {
                    ShopHeaders.write(
                            response, sessions.account(started.session()).orElse(null), null);
                    var shop = new RedirectView("/shop/" + brand + "/s/" + started.key());
                    shop.setStatusCode(HttpStatus.SEE_OTHER);
                    return new ModelAndView(shop);
                })
                .orElseGet(() -> views.nobody(response));
    }

    private static boolean ahead(HttpServletRequest request) {
        for (var header : new String[] {"Sec-Purpose", "Purpose", "X-Moz"}) {
            var value = request.getHeader(header);
            if (value != null && value.toLowerCase(Locale.ROOT).contains("prefetch")) {
                return true;
            }
        }
        return false;
    }
}
