package org.caravanserai.web.console;

import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Progress;
import org.caravanserai.ingest.Run;
import org.caravanserai.master.Master;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Runs of sources: accounts, refused rows, held deliveries and their release. */
@Controller
class RunPages {
    private static final int PAGE = 50;

    private final Ingest ingest;
    private final Master master;
    private final Audit audit;

    RunPages(Ingest ingest, Master master, Audit audit) {
        this.ingest = ingest;
        this.master = master;
        this.audit = audit;
    }

    @GetMapping("/runs")
    String all(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
        var runs = ingest.runs(before, PAGE);
        model.addAttribute("runs", runs);
        model.addAttribute("heldRuns", ingest.held(PAGE));
        model.addAttribute(
                "next", runs.size() < PAGE ? null : runs.get(runs.size() - 1).id());
        return "console/runs";
    }

    @GetMapping("/runs/{id}")
    String one(@PathVariable long id, @RequestParam(defaultValue = "0") int after, Authentication who, Model model) {
        var run = run(id);
        model.addAttribute("run", run);
        boolean clear = switch (run.kind()) {
            case COMPANIES, CONTACTS -> who instanceof Caller caller && caller.may(Role.CUSTOMERS);
            case PRODUCTS, OFFERS, MEDIA, CATEGORIES -> true;
        };
        model.addAttribute("clear", clear);
        model.addAttribute("waiting", master.sources().waiting(run.source(), run.kind()));
        var refusals = ingest.refusals(run, after, PAGE);
        model.addAttribute("refusals", refusals);
        model.addAttribute("next", refusals.size() < PAGE ? null : after + PAGE);
        model.addAttribute(
                "mayRelease",
                run.state() == Run.State.HELD && who instanceof Caller caller && caller.may(Role.OPERATOR));
        return "console/run";
    }

    /** Takes a held delivery after all; the reason goes into the audit trail. */
    @PostMapping("/runs/{id}/release")
    String release(@PathVariable long id, @RequestParam String reason, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Releasing needs the role operator.");
        }
        if (reason.isBlank()) {
            throw new HttpRefusal(HttpStatus.BAD_REQUEST, "API-003", "Say why the delivery is taken after all.");
        }
        var before = run(id);
        var done = ingest.release(id, who.getName(), reason, Progress.NONE)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.CONFLICT, "API-004", "Run " + id + " is not held; there is nothing to release."));
        audit.record(
                who.getName(),
                "release run " + id,
                before.state().name(),
                done.state().name(),
                "console",
                reason);
        return "redirect:/runs/" + id;
    }

    private Run run(long id) {
        return ingest.run(id)
                .orElseThrow(() -> new HttpRefusal(HttpStatus.NOT_FOUND, "API-005", "There is no run " + id + "."));
    }
}
