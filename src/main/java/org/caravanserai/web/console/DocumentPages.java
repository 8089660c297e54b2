package org.caravanserai.web.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.Explain;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Candidate;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.Masking;
import org.caravanserai.web.api.Sentence;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Documents of the master: lists by key, and one document with its values, who said them, who lost, and how each channel takes it. */
@Controller
class DocumentPages {
    private static final int PAGE = 50;

    private final CurrentHome home;
    private final Master master;
    private final Channels channels;
    private final Explain explain;

    private final Sentence sentence;

    DocumentPages(CurrentHome home, Master master, Channels channels, Explain explain, Sentence sentence) {
        this.sentence = sentence;
        this.home = home;
        this.master = master;
        this.channels = channels;
        this.explain = explain;
    }

    /** One line of a list. */
    record Line(String key, String name, String status, String family) {}

    /**
     * One value of a document.
     *
     * @param inherited the value comes from a parent
     * @param losers what other sources said, best first
     */
    record ValueLine(
            String address,
            String label,
            Object value,
            String source,
            String rule,
            boolean inherited,
            List<Candidate> losers) {}

    @GetMapping("/documents/{entity}")
    String list(
            @PathVariable String entity,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String q,
            Model model) {
        var kind = kind(entity);
        if (!q.isBlank() && master.goldens().byKey(kind, q.strip()).isPresent()) {
            return "redirect:/documents/" + kind.word() + "/view?key="
                    + org.springframework.web.util.UriUtils.encodeQueryParam(
                            q.strip(), java.nio.charset.StandardCharsets.UTF_8);
        }
        var page = master.goldens().pageByKey(kind, q.isBlank() ? after : before(q.strip()), PAGE);
        model.addAttribute("kind", kind.word());
        model.addAttribute(
                "kinds", java.util.Arrays.stream(Kind.values()).map(Kind::word).toList());
        model.addAttribute("total", master.goldens().count(kind));
        model.addAttribute("q", q);
        model.addAttribute("lines", page.stream().map(this::line).toList());
        model.addAttribute(
                "next", page.size() < PAGE ? null : page.get(page.size() - 1).key());
        return "console/documents";
    }

    /** The last key before everything that begins like this. */
    private static String before(String prefix) {
        return prefix.substring(0, prefix.length() - 1)
                + (char) (prefix.charAt(prefix.length() - 1) - 1)
                + Character.MAX_VALUE;
    }

    private Line line(Golden golden) {
        var values = master.goldens().effective(golden).values();
        return new Line(golden.key(), Names.of(golden, master), text(values.get("status")), text(values.get("family")));
    }

    @GetMapping("/documents/{entity}/view")
    String view(@PathVariable String entity, @RequestParam String key, Authentication who, Model model) {
        var kind = kind(entity);
        var golden = master.goldens()
                .byKey(kind, key)
                .orElseThrow(() ->
                        new HttpRefusal(HttpStatus.NOT_FOUND, "API-010", "The master has no document of this key."));
        boolean clear = !personal(kind) || who instanceof Caller caller && caller.may(Role.CUSTOMERS);
        model.addAttribute("kind", kind.word());
        model.addAttribute("golden", golden);
        model.addAttribute("name", clear ? Names.of(golden, master) : "");
        model.addAttribute("chain", master.goldens().chain(golden));
        model.addAttribute("children", master.goldens().children(kind, key, 0, PAGE));
        model.addAttribute("values", values(golden, clear));
        model.addAttribute("sources", master.sources().of(golden.id()));
        model.addAttribute("standings", channels.of(golden.id()));
        var answers = clear ? answers(golden) : List.<Explain.Answer>of();
        var language = org.springframework.context.i18n.LocaleContextHolder.getLocale();
        model.addAttribute("answers", answers);
        model.addAttribute(
                "sentences",
                answers.stream()
                        .map(answer -> sentence.of(answer, golden.key(), language))
                        .toList());
        model.addAttribute("mayOperate", who instanceof Caller caller && caller.may(Role.OPERATOR));
        if (kind == Kind.PRODUCTS) {
            model.addAttribute(
                    "offer",
                    master.goldens()
                            .byKey(Kind.OFFERS, key)
                            .map(offer -> offer.document().values())
                            .orElse(Map.of()));
        }
        return "console/document";
    }

    private List<Explain.Answer> answers(Golden golden) {
        var answers = new ArrayList<Explain.Answer>();
        home.get().channels().keySet().forEach(channel -> answers.addAll(explain.explain(golden, channel)));
        if (golden.kind() == Kind.PRODUCTS) {
            master.goldens()
                    .byKey(Kind.OFFERS, golden.key())
                    .ifPresent(offer -> home.get()
                            .channels()
                            .keySet()
                            .forEach(channel -> answers.addAll(explain.explain(offer, channel))));
        }
        return answers;
    }

    private List<ValueLine> values(Golden golden, boolean clear) {
        KindModel fields = master.rules().model().of(golden.kind());
        var masking = Masking.of(fields, clear);
        var winners = new LinkedHashMap<String, Candidate>();
        var losers = new LinkedHashMap<String, List<Candidate>>();
        for (var candidate : master.goldens().candidates(golden.id())) {
            var shown = new Candidate(
                    candidate.address(),
                    candidate.source(),
                    masking.value(candidate.address(), candidate.value()),
                    candidate.run(),
                    candidate.rule(),
                    candidate.rank(),
                    candidate.wins());
            if (candidate.wins()) {
                winners.put(candidate.address(), shown);
            } else {
                losers.computeIfAbsent(candidate.address(), none -> new ArrayList<>())
                        .add(shown);
            }
        }
        var own = golden.document().values();
        var lines = new ArrayList<ValueLine>();
        winners.forEach((address, winner) -> lines.add(new ValueLine(
                address,
                label(fields, address),
                winner.value(),
                winner.source(),
                winner.rule(),
                false,
                losers.getOrDefault(address, List.of()))));
        master.goldens().effective(golden).values().forEach((field, value) -> {
            if (!own.containsKey(field)) {
                lines.add(new ValueLine(
                        field, label(fields, field), masking.value(field, value), null, null, true, List.of()));
            }
        });
        return lines;
    }

    private static String label(KindModel fields, String address) {
        int dot = address.indexOf('.');
        var code = dot < 0 ? address : address.substring(0, dot);
        return fields.attribute(code)
                .map(attribute -> {
                    var language = org.springframework.context.i18n.LocaleContextHolder.getLocale()
                                    .getLanguage() + "_";
                    return attribute.label().entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith(language))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(code);
                })
                .orElse(code);
    }

    private static boolean personal(Kind kind) {
        return kind == Kind.COMPANIES || kind == Kind.CONTACTS;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Kind kind(String entity) {
        return Kind.of(entity)
                .orElseThrow(() -> new HttpRefusal(HttpStatus.NOT_FOUND, "API-001", "There are no such documents."));
    }
}
