package org.caravanserai.web.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.health.Counter;
import org.caravanserai.health.Figure;
import org.caravanserai.health.Health;
import org.caravanserai.health.Item;
import org.caravanserai.health.Scope;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The health board: a card per counter under the team that answers, and the list behind each figure. */
@Controller
class HealthPages {
    private static final int PAGE = 100;
    private static final Set<String> BROAD = Set.of("channel", "locale");

    private final CurrentHome home;
    private final Health health;
    private final Master master;
    private final Show show;
    private final MessageSource messages;

    HealthPages(CurrentHome home, Health health, Master master, Show show, MessageSource messages) {
        this.home = home;
        this.health = health;
        this.master = master;
        this.show = show;
        this.messages = messages;
    }

    /**
     * A counter on the board.
     *
     * @param whole the figure of the whole population
     * @param parts the others
     * @param split by what they are split, in words
     * @param light the worst of the whole and of its parts by channel and language; other parts are often a handful of records
     */
    record Card(Counter counter, String title, Figure whole, List<Figure> parts, String split, String light) {}

    /** One line of a drill-down. {@code kind} is null when there is no document to show. */
    record Line(String key, String kind, String name, String detail) {}

    @GetMapping("/health")
    String board(Model model) {
        var board = health.board();
        var byCounter = new LinkedHashMap<Counter, List<Figure>>();
        board.figures()
                .forEach(figure -> byCounter
                        .computeIfAbsent(figure.counter(), none -> new ArrayList<>())
                        .add(figure));
        var owners = new LinkedHashMap<String, List<Card>>();
        home.get().company().teams().keySet().forEach(team -> owners.put(team, new ArrayList<>()));
        byCounter.forEach((counter, figures) -> owners.computeIfAbsent(
                        counter.owner() == null ? "" : counter.owner(), none -> new ArrayList<>())
                .add(card(counter, figures)));
        owners.values().removeIf(List::isEmpty);
        model.addAttribute("board", board);
        model.addAttribute("owners", owners);
        model.addAttribute("teams", titles());
        return "console/health";
    }

    private Map<String, String> titles() {
        var titles = new LinkedHashMap<String, String>();
        home.get()
                .company()
                .teams()
                .forEach((name, team) -> titles.put(name, team.title() == null ? name : team.title()));
        return titles;
    }

    private Card card(Counter counter, List<Figure> figures) {
        var whole = figures.stream()
                .filter(figure -> figure.scope().equals(Scope.ALL))
                .findFirst()
                .orElse(figures.get(0));
        var parts = figures.stream().filter(figure -> figure != whole).toList();
        var worst = figures.stream()
                .filter(figure -> BROAD.containsAll(figure.scope().dimensions().keySet()))
                .map(Figure::light)
                .min(java.util.Comparator.naturalOrder())
                .orElse(Counter.Light.NONE);
        return new Card(counter, title(counter), whole, parts, split(parts), word(worst));
    }

    /** By what a counter is split: the dimensions of its parts in words. */
    private String split(List<Figure> parts) {
        return parts.stream()
                .flatMap(part -> part.scope().dimensions().keySet().stream())
                .distinct()
                .map(dimension -> messages.getMessage("health.by." + dimension, null, LocaleContextHolder.getLocale()))
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private String title(Counter counter) {
        return counter.own()
                ? messages.getMessage("counter." + counter.id(), null, LocaleContextHolder.getLocale())
                : show.text(counter.title(), counter.id());
    }

    /** The class and message of a light. */
    static String word(Counter.Light light) {
        return light.name().toLowerCase(Locale.ROOT);
    }

    @GetMapping("/health/{counter}")
    String counter(
            @PathVariable String counter,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String afterKey,
            @RequestParam(defaultValue = "-1") long afterId,
            @RequestParam(defaultValue = "") String afterDetail,
            Authentication who,
            Model model) {
        var figures = health.figures().stream()
                .filter(each -> each.counter().id().equals(counter))
                .toList();
        var figure = figures.stream()
                .filter(each -> each.scope().text().equals(scope))
                .findFirst()
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND, "WEB-404", "There is no figure of this counter and scope."));
        var items = health.items(counter, figure.scope(), new Item(afterId, afterKey, afterDetail), PAGE);
        boolean customers = who instanceof Caller caller && caller.may(Role.CUSTOMERS);
        model.addAttribute("figure", figure);
        model.addAttribute("title", title(figure.counter()));
        var parts =
                figures.stream().filter(each -> !each.scope().equals(Scope.ALL)).toList();
        model.addAttribute("parts", parts);
        model.addAttribute("split", split(parts));
        model.addAttribute("light", word(figure.light()));
        model.addAttribute("lines", lines(items, customers));
        model.addAttribute("next", items.size() < PAGE ? null : items.get(items.size() - 1));
        model.addAttribute("first", afterId < 0);
        model.addAttribute("pending", health.pending());
        return "console/counter";
    }

    private List<Line> lines(List<Item> items, boolean customers) {
        var found = master.goldens()
                .byIds(items.stream()
                        .map(Item::recordId)
                        .filter(id -> id > 0)
                        .distinct()
                        .toList());
        return items.stream()
                .map(item -> line(item, found.get(item.recordId()), customers))
                .toList();
    }

    private Line line(Item item, Golden golden, boolean customers) {
        if (golden == null) {
            return new Line(item.key(), null, "", item.detail());
        }
        // What is missing is listed by its own key; the document that needs it is the one to open.
        var detail = golden.key().equals(item.key()) ? item.detail() : item.detail() + " " + item.key();
        return new Line(golden.key(), golden.kind().word(), name(golden, customers), detail.strip());
    }

    /** Companies and persons are named to those who may see customers only. */
    private String name(Golden golden, boolean customers) {
        if (golden.kind() == Kind.CONTACTS) {
            return customers && golden.document().values().get("name") instanceof String name ? name : "";
        }
        return golden.kind() == Kind.COMPANIES && !customers ? "" : Names.of(golden, master);
    }
}
