package org.caravanserai.web.console;

import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.store.Caretaker;
import org.caravanserai.store.Database;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** What the hub stands on: its database, what an acknowledgement is worth, size and compaction. */
@Controller
class SystemPages {
    private final Database database;
    private final Caretaker caretaker;
    private final CurrentHome home;
    private final Audit audit;

    SystemPages(Database database, Caretaker caretaker, CurrentHome home, Audit audit) {
        this.database = database;
        this.caretaker = caretaker;
        this.home = home;
        this.audit = audit;
    }

    @GetMapping("/system")
    String one(Authentication who, Model model) {
        model.addAttribute("dialect", database.dialect().name());
        model.addAttribute("promise", database.promise());
        model.addAttribute("sizes", database.sizes());
        model.addAttribute("free", database.guard().free().usable());
        model.addAttribute("last", caretaker.last().orElse(null));
        model.addAttribute("received", home.get().company().retention().received());
        model.addAttribute("warnings", home.get().problems());
        model.addAttribute("mayCompact", who instanceof Caller caller && caller.may(Role.ADMIN));
        return "console/system";
    }

    @PostMapping("/system/compact")
    String compact(Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.ADMIN)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Compacting needs the role admin.");
        }
        var done = caretaker.compact();
        audit.record(
                who.getName(),
                "compact database",
                Long.toString(done.before().file()),
                Long.toString(done.after().file()),
                "console",
                "done");
        return "redirect:/system";
    }
}
