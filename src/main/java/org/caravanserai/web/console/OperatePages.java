package org.caravanserai.web.console;

import java.util.List;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Recordings;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.plan.Planning;
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

/** What an operator does on the console: switches, plans, parked items, conversations. Each act is one form, one reason and one row of the audit trail. */
@Controller
class OperatePages {
    private static final int PAGE = 50;
    private static final String SOURCE = "console";

    private final CurrentHome home;
    private final Planning planning;
    private final Parked parked;
    private final Recordings recordings;
    private final OperatorActs acts;

    OperatePages(CurrentHome home, Planning planning, Parked parked, Recordings recordings, OperatorActs acts) {
        this.home = home;
        this.planning = planning;
        this.parked = parked;
        this.recordings = recordings;
        this.acts = acts;
    }

    @PostMapping("/channels/{channel}/pause")
    String pause(@PathVariable String channel, @RequestParam String reason, Authentication who) {
        operator(who);
        known(channel);
        acts.pause(channel, reason, who.getName(), SOURCE);
        return "redirect:/channels/" + channel;
    }

    @PostMapping("/channels/{channel}/resume")
    String resume(@PathVariable String channel, @RequestParam(required = false) String reason, Authentication who) {
        operator(who);
        known(channel);
        acts.resume(channel, reason, who.getName(), SOURCE);
        return "redirect:/channels/" + channel;
    }

    @PostMapping("/channels/{channel}/plan")
    String plan(@PathVariable String channel, Authentication who) {
        operator(who);
        known(channel);
        var plan = acts.plan(channel, who.getName(), SOURCE);
        return plan.isEmpty() || plan.get().id() == 0
                ? "redirect:/channels/" + channel + "?planned=nothing"
                : "redirect:/plans/" + plan.get().id();
    }

    @GetMapping("/plans/{id}")
    String plan(@PathVariable long id, @RequestParam(defaultValue = "0") long from, Authentication who, Model model) {
        operator(who);
        var kept = acts.kept(id);
        var plan = planning.page(id, Math.max(0, from)).orElse(null);
        model.addAttribute("kept", kept);
        model.addAttribute("plan", plan);
        model.addAttribute("channel", home.get().channel(kept.channel()).orElse(null));
        if (plan != null) {
            long shown = Math.max(0, from) + plan.items().size();
            boolean clear = who instanceof Caller caller && caller.may(Role.CUSTOMERS);
            model.addAttribute("next", shown < plan.creates() + plan.updates() + plan.retirements() ? shown : null);
            model.addAttribute(
                    "hidden",
                    clear
                            ? List.of()
                            : plan.items().stream()
                                    .map(line -> line.stream())
                                    .distinct()
                                    .filter(stream -> personal(Parked.kind(stream)))
                                    .toList());
        }
        return "console/plan";
    }

    @PostMapping("/plans/{id}/apply")
    String apply(@PathVariable long id, Authentication who) {
        operator(who);
        var kept = acts.kept(id);
        acts.apply(id, who.getName(), SOURCE);
        return "redirect:/channels/" + kept.channel() + "?planned=applied";
    }

    /** Parked items of a channel by complaint, or those of one complaint. */
    @GetMapping("/channels/{channel}/parked")
    String parked(
            @PathVariable String channel,
            @RequestParam(required = false) String stream,
            @RequestParam(required = false) Long complaint,
            @RequestParam(required = false) String after,
            Authentication who,
            Model model) {
        known(channel);
        var page = parked.page(new Parked.Filter(channel, empty(stream), complaint), empty(after), PAGE);
        model.addAttribute("channel", home.get().channel(channel).orElseThrow());
        model.addAttribute("stream", empty(stream));
        model.addAttribute("complaint", complaint);
        model.addAttribute("page", page);
        model.addAttribute("mayOperate", may(who, Role.OPERATOR));
        model.addAttribute("clear", may(who, Role.CUSTOMERS));
        return "console/parked";
    }

    @PostMapping("/channels/{channel}/parked/replay")
    String replay(
            @PathVariable String channel,
            @RequestParam(required = false) String stream,
            @RequestParam(required = false) Long complaint,
            Authentication who) {
        operator(who);
        known(channel);
        acts.replay(new Parked.Filter(channel, empty(stream), complaint), who.getName(), SOURCE);
        return "redirect:/channels/" + channel;
    }

    @PostMapping("/channels/{channel}/parked/discard")
    String discard(
            @PathVariable String channel,
            @RequestParam(required = false) String stream,
            @RequestParam(required = false) Long complaint,
            @RequestParam String reason,
            Authentication who) {
        operator(who);
        known(channel);
        acts.discard(new Parked.Filter(channel, empty(stream), complaint), reason, who.getName(), SOURCE);
        return "redirect:/channels/" + channel;
    }

    @PostMapping("/parked/{id}/replay")
    String replay(@PathVariable String id, Authentication who) {
        operator(who);
        var channel = parked.find(id).map(Parked.Entry::channel).orElse("");
        acts.replay(id, who.getName(), SOURCE);
        return "redirect:/channels/" + channel + "/parked";
    }

    @PostMapping("/parked/{id}/discard")
    String discard(@PathVariable String id, @RequestParam String reason, Authentication who) {
        operator(who);
        var channel = parked.find(id).map(Parked.Entry::channel).orElse("");
        acts.discard(id, reason, who.getName(), SOURCE);
        return "redirect:/channels/" + channel + "/parked";
    }

    /** What was said to a partner and what it answered, masked and cut as it is kept. */
    @GetMapping("/conversations/{id}")
    String conversation(@PathVariable long id, Authentication who, Model model) {
        operator(who);
        model.addAttribute(
                "said",
                recordings
                        .find(id)
                        .orElseThrow(() -> new HttpRefusal(
                                HttpStatus.NOT_FOUND,
                                "API-041",
                                "There is no conversation of this number (any more).")));
        return "console/conversation";
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

    static boolean personal(Kind kind) {
        return kind == Kind.COMPANIES || kind == Kind.CONTACTS;
    }

    private static String empty(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
