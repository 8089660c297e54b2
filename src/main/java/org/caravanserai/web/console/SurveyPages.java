package org.caravanserai.web.console;

import java.util.Arrays;
import java.util.List;
import org.caravanserai.access.Role;
import org.caravanserai.delivery.survey.Survey;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.api.OperatorActs;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What partners hold: compared, and linked when a channel is taken over. */
@Controller
class SurveyPages {
    private static final int PAGE = 100;
    private static final String SOURCE = "console";

    private final CurrentHome home;
    private final Surveys surveys;
    private final OperatorActs acts;

    SurveyPages(CurrentHome home, Surveys surveys, OperatorActs acts) {
        this.home = home;
        this.surveys = surveys;
        this.acts = acts;
    }

    @PostMapping("/channels/{channel}/verify")
    String verify(
            @PathVariable String channel,
            @RequestParam(defaultValue = "false") boolean reportOnly,
            Authentication who) {
        operator(who);
        known(channel);
        return "redirect:/surveys/" + acts.verify(channel, reportOnly, who.getName(), SOURCE);
    }

    @PostMapping("/channels/{channel}/adopt")
    String adopt(
            @PathVariable String channel,
            @RequestParam(defaultValue = "") String match,
            @RequestParam(defaultValue = "false") boolean retire,
            Authentication who) {
        operator(who);
        known(channel);
        var rules = Arrays.stream(match.split("[,; ]+"))
                .filter(rule -> !rule.isEmpty())
                .toList();
        return "redirect:/surveys/" + acts.adopt(channel, rules, retire, who.getName(), SOURCE);
    }

    @GetMapping("/surveys/{id}")
    String one(@PathVariable long id, @RequestParam(defaultValue = "0") long after, Authentication who, Model model) {
        var survey = surveys.find(id)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND, "API-042", "There is no survey of this number (any more)."));
        var lines = surveys.lines(id, Math.max(0, after), PAGE);
        model.addAttribute("survey", survey);
        model.addAttribute("channel", home.get().channel(survey.channel()).orElse(null));
        model.addAttribute("words", words(survey));
        model.addAttribute("lines", List.copyOf(lines.values()));
        model.addAttribute(
                "next",
                lines.size() < PAGE
                        ? null
                        : lines.keySet().stream().reduce((first, last) -> last).orElse(null));
        model.addAttribute("mayOperate", may(who, Role.OPERATOR));
        model.addAttribute("clear", may(who, Role.CUSTOMERS));
        return "console/survey";
    }

    @PostMapping("/surveys/{id}/apply")
    String apply(@PathVariable long id, Authentication who) {
        operator(who);
        acts.apply(id, who.getName(), SOURCE);
        return "redirect:/surveys/" + id;
    }

    /** Figures there are, in the order they are shown. */
    static List<String> words(Survey survey) {
        var words = survey.kind() == Survey.Kind.VERIFY
                ? List.of("records", "believed", "same", "unread", "missing", "changed", "extra", "moved", "repaired")
                : List.of("records", "linked", "links", "same", "unread", "differ", "conflicts", "orphans");
        return words.stream()
                .filter(word -> survey.counts().values().stream().anyMatch(figures -> figures.containsKey(word)))
                .toList();
    }

    private void known(String channel) {
        if (home.get().channel(channel).isEmpty()) {
            throw new HttpRefusal(HttpStatus.NOT_FOUND, "WEB-404", "There is no channel of this name.");
        }
    }

    private static void operator(Authentication who) {
        if (!may(who, Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "This needs the role operator.");
        }
    }

    private static boolean may(Authentication who, Role role) {
        return who instanceof Caller caller && caller.may(role);
    }
}
