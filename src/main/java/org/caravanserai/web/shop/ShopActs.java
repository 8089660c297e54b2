package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.caravanserai.punchout.session.Basket;
import org.caravanserai.punchout.session.Ended;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.shop.Till;
import org.caravanserai.web.shop.Porter.Welcome;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a user of a buyer does: puts into the cart, changes it, brings it back or gives up. The key in the address proves that the page with the form was
 * ours: nobody else knows it, so there is no other token.
 */
@Controller
@RequestMapping("/shop/{brand}/s/{key}")
class ShopActs {
    /** What a cart says about what has just been done. */
    static final Set<String> NOTICES =
            Set.of("added", "raised", "changed", "unread", "elsewhere", "full", "fixed", "moved");

    private static final int WHOLE_DIGITS = 9;
    private static final int DECIMALS = 3;

    private final Porter porter;
    private final ShopViews views;
    private final Sessions sessions;

    ShopActs(Porter porter, ShopViews views, Sessions sessions) {
        this.porter = porter;
        this.views = views;
        this.sessions = sessions;
    }

    @PostMapping("/cart/add")
    ModelAndView add(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam String sku,
            @RequestParam(defaultValue = "") String quantity,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            var article = visit.shelf().article(sku);
            if (article.isEmpty()) {
                return ShopPages.to(visit, "/home?unknown");
            }
            var wanted = number(quantity);
            if (wanted.isEmpty() || article.get().steps().isEmpty()) {
                return ShopPages.to(visit, "/cart?notice=unread");
            }
            boolean there =
                    visit.basket().lines().stream().anyMatch(line -> line.sku().equals(sku) && line.unit() == null);
            if (!there && visit.basket().lines().size() >= Basket.MOST) {
                return ShopPages.to(visit, "/cart?notice=full");
            }
            var put = there ? wanted.get() : article.get().next(wanted.get());
            var kept = sessions.keep(key, visit.basket().plus(sku, put, null));
            return kept(kept, visit, put.compareTo(wanted.get()) == 0 ? "added" : "raised", brand, request, response);
        });
    }

    @PostMapping("/cart/change")
    ModelAndView change(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam int revision,
            @RequestParam(required = false) String remove,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            var wanted = wanted(visit.basket(), fields, remove);
            var kept = sessions.keep(key, new Basket(revision, wanted.lines()));
            return kept(kept, visit, wanted.unread() ? "unread" : "changed", brand, request, response);
        });
    }

    /** @param unread a quantity was none; the line has its old one */
    private record Wanted(List<Basket.Line> lines, boolean unread) {
        /** Whether what is paid would be another sum than the one that was shown. */
        boolean moves(Basket shown) {
            return unread
                    || lines.size() != shown.lines().size()
                    || IntStream.range(0, lines.size())
                            .anyMatch(i -> lines.get(i)
                                            .quantity()
                                            .compareTo(shown.lines().get(i).quantity())
                                    != 0);
        }
    }

    /** The lines as the fields of the cart say; what no field names stays as it is. */
    private static Wanted wanted(Basket basket, Map<String, String> fields, String remove) {
        var lines = new ArrayList<Basket.Line>();
        boolean unread = false;
        for (var line : basket.lines()) {
            var text = fields.get("q." + line.mark());
            var wanted = text == null ? Optional.of(line.quantity()) : number(text);
            boolean gone = line.mark().equals(remove)
                    || text != null && wanted.isEmpty() && text.strip().matches("0+([.,]0*)?");
            if (!gone) {
                unread |= wanted.isEmpty();
                lines.add(new Basket.Line(
                        line.mark(),
                        line.sku(),
                        wanted.orElse(line.quantity()),
                        line.unit(),
                        fields.getOrDefault("n." + line.mark(), line.note())));
            }
        }
        return new Wanted(lines, unread);
    }

    /** The page comes again in another language; what it showed stays. */
    @PostMapping("/language")
    ModelAndView language(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String locale,
            @RequestParam(defaultValue = "") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            if (views.spoken(visit.account()).contains(locale)) {
                sessions.speak(key, locale);
            }
            return ShopPages.to(visit, Porter.PAGE.matcher(back).matches() ? back : "/home");
        });
    }

    private ModelAndView kept(
            Basket.Kept kept,
            Visit visit,
            String notice,
            String brand,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (kept instanceof Basket.Done) {
            return ShopPages.to(visit, "/cart?notice=" + notice);
        }
        if (kept instanceof Basket.Changed) {
            return ShopPages.to(visit, "/cart?notice=elsewhere");
        }
        if (visit.session().lookingOnly()) {
            return ShopPages.to(visit, "/cart?notice=fixed");
        }
        return porter.closed(porter.welcome(brand, visit.key(), request), brand, visit.key(), response);
    }

    /** A quantity as people write it; empty when it is none. */
    static Optional<BigDecimal> number(String text) {
        var plain = text.strip().replace(',', '.');
        if (!plain.matches("[0-9]{1," + WHOLE_DIGITS + "}(\\.[0-9]{1," + DECIMALS + "})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain)).filter(number -> number.signum() > 0);
    }

    @PostMapping("/transfer")
    ModelAndView transfer(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam(defaultValue = "-1") int revision,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response) {
        var welcome = porter.welcome(brand, key, request);
        if (!(welcome instanceof Welcome.Shopping shopping)) {
            return porter.closed(welcome, brand, key, response);
        }
        var visit = shopping.visit();
        if (revision != visit.basket().revision()) {
            return ShopPages.to(visit, "/cart?notice=elsewhere");
        }
        var wanted = wanted(visit.basket(), fields, null);
        var basket = visit.basket();
        if (!visit.session().lookingOnly() && !wanted.lines().equals(basket.lines())) {
            var kept = sessions.keep(key, new Basket(revision, wanted.lines()));
            // Another quantity is another sum: it is shown before it goes.
            if (wanted.moves(basket) || !(kept instanceof Basket.Done done)) {
                return kept(kept, visit, wanted.unread() ? "unread" : "moved", brand, request, response);
            }
            basket = done.basket();
        }
        var lines = Till.lines(visit.shelf(), visit.session(), basket);
        if (lines.stream().anyMatch(line -> line.wrong() != null)) {
            return ShopPages.to(visit, "/cart");
        }
        var cart =
                Till.cart(visit.shelf(), visit.session(), lines, visit.locale().getLanguage());
        return ended(sessions.transfer(key, cart), welcome, brand, key, response);
    }

    /** Also of a visit whose time is over: the user finds the way back. */
    @PostMapping("/cancel")
    ModelAndView cancel(
            @PathVariable String brand,
            @PathVariable String key,
            HttpServletRequest request,
            HttpServletResponse response) {
        var welcome = porter.welcome(brand, key, request);
        if (welcome instanceof Welcome.Nobody
                || welcome instanceof Welcome.Over over && over.session().state() != Session.State.EXPIRED) {
            return porter.closed(welcome, brand, key, response);
        }
        return ended(sessions.cancel(key), welcome, brand, key, response);
    }

    private ModelAndView ended(Ended ended, Welcome welcome, String brand, String key, HttpServletResponse response) {
        if (ended instanceof Ended.Go go) {
            return views.page(
                    "leave", welcome.account(), welcome.locale(), response, go.form(), Map.of("form", go.form()));
        }
        if (ended instanceof Ended.Already already) {
            return views.over(welcome, ShopViews.how(already.state()), null, response);
        }
        if (ended instanceof Ended.Nowhere nowhere) {
            return views.over(welcome, ShopViews.how(nowhere.state()), null, response);
        }
        if (ended instanceof Ended.Impossible impossible && welcome instanceof Welcome.Shopping shopping) {
            var page = ShopPages.cart(shopping.visit(), null, impossible.problems(), views, response);
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        return views.nobody(response);
    }
}
