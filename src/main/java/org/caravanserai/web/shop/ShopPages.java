package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.shop.Article;
import org.caravanserai.punchout.shop.Shelf;
import org.caravanserai.punchout.shop.Till;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

/** What a user of a buyer sees: home, search, categories, products, cart. */
@Controller
@RequestMapping("/shop/{brand}/s/{key}")
class ShopPages {
    private static final int LONGEST = 200;

    private final Porter porter;
    private final ShopViews views;

    ShopPages(Porter porter, ShopViews views) {
        this.porter = porter;
        this.views = views;
    }

    /** The first page: what the buyer asked for. */
    @GetMapping({"", "/"})
    ModelAndView first(
            @PathVariable String brand,
            @PathVariable String key,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            var setup = visit.session().setup();
            if (setup.selected() != null) {
                var known = visit.shelf().article(setup.selected().sku());
                return to(
                        visit,
                        known.isEmpty()
                                ? "/home?unknown"
                                : "/product?sku=" + encoded(known.get().sku()));
            }
            if (setup.operation() != Setup.Operation.CREATE
                    || !visit.basket().lines().isEmpty()) {
                return to(visit, "/cart");
            }
            return to(
                    visit,
                    setup.search() == null || setup.search().isBlank()
                            ? "/home"
                            : "/search?q=" + encoded(setup.search()));
        });
    }

    static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    static ModelAndView to(Visit visit, String path) {
        return new ModelAndView("redirect:" + visit.base() + path);
    }

    @GetMapping("/home")
    ModelAndView home(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam(required = false) String unknown,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(
                brand,
                key,
                request,
                response,
                visit -> views.of("home", visit, response, Map.of("unknown", unknown != null)));
    }

    @GetMapping("/search")
    ModelAndView search(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int from,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            var text = q.length() > LONGEST ? q.substring(0, LONGEST) : q;
            var model = list(visit.shelf().page(text, null, from));
            model.put("query", text);
            model.put("categories", text.isBlank() ? List.of() : visit.shelf().categoriesCalled(text));
            model.put("next", "/search?q=" + encoded(text) + "&from=" + model.get("from"));
            return views.of("list", visit, response, model);
        });
    }

    @GetMapping("/category")
    ModelAndView category(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam String code,
            @RequestParam(defaultValue = "0") int from,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            var category = visit.shelf().category(code);
            if (category.isEmpty()) {
                return missing(visit, response);
            }
            var model = list(visit.shelf().page(null, code, from));
            model.put("category", category.get());
            model.put("path", visit.shelf().path(code));
            model.put("categories", visit.shelf().below(code));
            model.put("next", "/category?code=" + encoded(code) + "&from=" + model.get("from"));
            return views.of("list", visit, response, model);
        });
    }

    private static Map<String, Object> list(Shelf.Page page) {
        var model = new HashMap<String, Object>();
        model.put("building", page instanceof Shelf.Page.Building);
        model.put("articles", page instanceof Shelf.Page.Articles found ? found.articles() : List.of());
        model.put("from", page instanceof Shelf.Page.Articles found ? found.next() : 0);
        return model;
    }

    private ModelAndView missing(Visit visit, HttpServletResponse response) {
        var page = views.of("home", visit, response, Map.of("unknown", true, "here", "/home"));
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }

    @GetMapping("/product")
    ModelAndView product(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam String sku,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> {
            var found = visit.shelf().article(sku);
            if (found.isEmpty()) {
                return missing(visit, response);
            }
            var article = found.get();
            var model = new HashMap<String, Object>();
            model.put("article", article);
            model.put("variants", visit.shelf().variants(article));
            model.put(
                    "path",
                    article.categories().isEmpty()
                            ? List.of()
                            : visit.shelf().path(article.categories().get(0)));
            model.put("packs", packs(article));
            model.put("classes", visit.shelf().codes(article));
            return views.of("product", visit, response, model);
        });
    }

    /** Packages of more than one piece, by what they are called. */
    private static Map<String, BigDecimal> packs(Article article) {
        var packs = new java.util.TreeMap<>(article.units());
        packs.values().removeIf(pieces -> pieces.compareTo(BigDecimal.ONE) == 0);
        return packs;
    }

    @GetMapping("/cart")
    ModelAndView cart(
            @PathVariable String brand,
            @PathVariable String key,
            @RequestParam(required = false) String notice,
            HttpServletRequest request,
            HttpServletResponse response) {
        return porter.visit(brand, key, request, response, visit -> cart(visit, notice, List.of(), views, response));
    }

    /** @param problems why it cannot go back, in the buyer's protocol */
    static ModelAndView cart(
            Visit visit, String notice, List<String> problems, ShopViews views, HttpServletResponse response) {
        var lines = Till.lines(visit.shelf(), visit.session(), visit.basket());
        var model = new HashMap<String, Object>();
        model.put("lines", lines);
        model.put("revision", visit.basket().revision());
        model.put("wrong", lines.stream().anyMatch(line -> line.wrong() != null));
        model.put("notice", notice != null && ShopActs.NOTICES.contains(notice) ? notice : null);
        model.put("problems", problems);
        model.put("returns", visit.session().setup().returnUrl() != null);
        model.put("edit", visit.session().setup().operation() == Setup.Operation.EDIT);
        var totals = new java.util.TreeMap<String, BigDecimal>();
        lines.stream()
                .filter(line -> line.price() != null)
                .forEach(line -> totals.merge(line.price().currency(), line.total(), BigDecimal::add));
        model.put("totals", totals);
        return views.of("cart", visit, response, model);
    }
}
