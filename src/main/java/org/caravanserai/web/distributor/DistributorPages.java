package org.caravanserai.web.distributor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.home.Channel;
import org.caravanserai.web.FeedAnswers;
import org.caravanserai.web.security.Caller;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** A partner's own pages. Every address names the channel, and {@link Door} says whether the caller may see it. */
@Controller
class DistributorPages {
    private static final int PAGE = 100;
    private static final int FIRST = 20;

    private final Door door;
    private final OwnChannels channels;
    private final OwnEditions editions;
    private final OwnItems items;
    private final Renewal renewal;
    private final FeedAnswers answers;
    private final Words words;

    DistributorPages(
            Door door,
            OwnChannels channels,
            OwnEditions editions,
            OwnItems items,
            Renewal renewal,
            FeedAnswers answers,
            Words words) {
        this.door = door;
        this.channels = channels;
        this.editions = editions;
        this.items = items;
        this.renewal = renewal;
        this.answers = answers;
        this.words = words;
    }

    /** The form, or for somebody who is signed in the way to the own page. */
    @GetMapping("/distributor")
    String signIn(
            @RequestParam(required = false) String wrong,
            @RequestParam(required = false) String out,
            @RequestParam(required = false) Integer wait,
            Authentication who,
            Model model) {
        if (who instanceof Caller caller && caller.kind() == Caller.Kind.CHANNEL) {
            return "redirect:/distributor/" + caller.name();
        }
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("out", out != null);
        model.addAttribute("wait", wait == null ? null : Math.max(1, Math.min(wait, 900)));
        return "distributor/sign-in";
    }

    @GetMapping("/distributor/{channel}")
    String show(@PathVariable String channel, Authentication who, Model model) {
        show(door.open(channel, who), who, model);
        return "distributor/channel";
    }

    private OwnChannel show(Channel channel, Authentication who, Model model) {
        var own = channels.of(channel, who);
        model.addAttribute("own", own);
        model.addAttribute("partner", who instanceof Caller caller && caller.isChannel(channel.name()));
        return own;
    }

    /** What a version has changed: the first of everything, or more of one kind. */
    @GetMapping("/distributor/{channel}/versions/{publication}/{version}")
    String version(
            @PathVariable String channel,
            @PathVariable String publication,
            @PathVariable long version,
            @RequestParam(required = false) String stream,
            @RequestParam(required = false) String locale,
            @RequestParam(required = false) String fate,
            @RequestParam(defaultValue = "0") int from,
            Authentication who,
            Model model) {
        var config = door.open(channel, who);
        var edition = editions.find(config, publication, version);
        boolean one = stream != null && fate != null;
        var own = show(config, who, model);
        var changes = editions.changes(config, edition, stream, locale, fate, one ? from : 0, one ? PAGE : FIRST);
        model.addAttribute("edition", edition);
        model.addAttribute("publication", publication);
        model.addAttribute("one", one);
        model.addAttribute("changes", changes);
        model.addAttribute("nothing", changes.stream().allMatch(change -> change.count() == 0));
        model.addAttribute(
                "deltas",
                own.files().stream()
                        .filter(file ->
                                file.delta() && file.publication().equals(publication) && file.version() == version)
                        .toList());
        return "distributor/version";
    }

    /** The items a reason keeps back, a page at a time. */
    @GetMapping("/distributor/{channel}/missing/{stream}")
    String missing(
            @PathVariable String channel,
            @PathVariable String stream,
            @RequestParam String reason,
            @RequestParam(defaultValue = "0") long after,
            Locale language,
            Authentication who,
            Model model) {
        var config = door.open(channel, who);
        var own = show(config, who, model);
        var held = own.streams().stream()
                .filter(one -> one.name().equals(stream))
                .flatMap(one -> one.reasons().stream())
                .filter(one -> one.reason().equals(reason))
                .findFirst()
                .orElseThrow(Door::nothing);
        var lines = items.missing(channel, stream, reason, Math.max(0, after), PAGE);
        model.addAttribute("stream", stream);
        model.addAttribute("held", held);
        model.addAttribute("why", words.why(held.why(), language));
        model.addAttribute("lines", lines);
        model.addAttribute(
                "next", lines.size() < PAGE ? null : lines.get(lines.size() - 1).id());
        return "distributor/missing";
    }

    /** Where an item stands, by SKU or GTIN. */
    @GetMapping("/distributor/{channel}/items")
    String items(
            @PathVariable String channel, @RequestParam(defaultValue = "") String q, Authentication who, Model model) {
        var config = door.open(channel, who);
        show(config, who, model);
        var asked = q.strip();
        model.addAttribute("asked", asked.length() > 100 ? asked.substring(0, 100) : asked);
        model.addAttribute("found", items.find(channel, asked));
        return "distributor/items";
    }

    /** The current version of a file, for whoever is signed in; programs fetch it below {@code /feeds} with the key. */
    @GetMapping("/distributor/{channel}/files/{file}")
    ResponseEntity<Resource> file(
            @PathVariable String channel,
            @PathVariable String file,
            @RequestHeader(value = HttpHeaders.ACCEPT_ENCODING, required = false) String accepts,
            @RequestHeader(value = HttpHeaders.RANGE, required = false) String range,
            @RequestHeader(value = HttpHeaders.IF_RANGE, required = false) String ifRange,
            Authentication who,
            HttpServletResponse response)
            throws IOException {
        door.open(channel, who);
        var answer = answers.of(channel, file, accepts, range, ifRange);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file).build().toString());
        return answer;
    }

    /** A new key, shown this once. */
    @PostMapping("/distributor/{channel}/key")
    String renew(
            @PathVariable String channel,
            Authentication who,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var partner = door.partner(channel, who);
        var key = renewal.of(partner, request.getRemoteAddr());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        show(door.open(channel, who), who, model);
        model.addAttribute("key", key);
        // This page cannot be asked for again.
        model.addAttribute("english", "/distributor/" + channel + "?lang=en");
        model.addAttribute("french", "/distributor/" + channel + "?lang=fr");
        return "distributor/key";
    }
}
