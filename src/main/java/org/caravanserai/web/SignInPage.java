package org.caravanserai.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page with the form; the form itself is handled by the security chain. */
@Controller
class SignInPage {
    @GetMapping("/login")
    String show(
            @RequestParam(required = false) String wrong,
            @RequestParam(required = false) String out,
            @RequestParam(required = false) Integer wait,
            Model model) {
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("out", out != null);
        model.addAttribute("wait", wait == null ? null : Math.max(1, Math.min(wait, 900)));
        return "login";
    }
}
