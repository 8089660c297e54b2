package org.caravanserai.web.console;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.table.PartnerTables;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.Why;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Couriers;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.survey.Survey;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.home.Channel;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.api.ChannelRelease;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Channels: how each stream stands, what is published, why items are held. */
@Controller
class ChannelPages {
    private static final int PAGE = 100;

    private final Channels channels;
    private final Master master;
    private final CurrentHome home;
    private final Publishing publishing;
    private final Couriers couriers;
    private final Audit audit;

    private final Parked parked;
    private final Switches switches;
    private final Surveys surveys;
    private final PartnerTables tables;
    private final OwnItems ownItems;
    private final Clock clock;

    ChannelPages(
            Channels channels,
            Master master,
            CurrentHome home,
            Publishing publishing,
            Couriers couriers,
            Audit audit,
            Parked parked,
            Switches switches,
            Surveys surveys,
            PartnerTables tables,
            OwnItems ownItems,
            Clock clock) {
        this.ownItems = ownItems;
        this.surveys = surveys;
        this.tables = tables;
        this.couriers = couriers;
        this.parked = parked;
        this.switches = switches;
        this.clock = clock;
        this.publishing = publishing;
        this.audit = audit;
        this.home = home;
        this.channels = channels;
        this.master = master;
    }

    @GetMapping("/channels")
    String all(Model model) {
        model.addAttribute("channels", channels.all());
        return "console/channels";
    }

    @GetMapping("/channels/{channel}")
    String one(@PathVariable String channel, Authentication who, Model model) {
        var status = status(channel);
        model.addAttribute("status", status);
        model.addAttribute(
                "meanings",
                status.streams().stream()
                        .collect(Collectors.toMap(Channels.StreamStatus::stream, stream -> meanings(channel, stream))));
        var publicUrl = home.get().company().publicUrl();
        model.addAttribute("publicUrl", publicUrl == null ? "" : publicUrl);
        model.addAttribute("targets", couriers.of(channel));
        model.addAttribute("tables", tables.standings(channel));
        model.addAttribute("offered", tables.standings(channel).stream().anyMatch(table -> table.offered() >= 0));
        model.addAttribute("stand", switches.of(channel));
        model.addAttribute("waits", switches.waits(channel, clock.instant()).orElse(null));
        model.addAttribute("groups", parked.groups(channel));
        model.addAttribute("clear", who instanceof Caller caller && caller.may(Role.CUSTOMERS));
        model.addAttribute(
                "publishes",
                home.get()
                        .channel(channel)
                        .filter(one -> one.streams().values().stream()
                                .anyMatch(stream -> !stream.files().isEmpty()))
                        .isPresent());
        model.addAttribute("readable", !surveys.readable(channel).isEmpty());
        var compared = surveys.newest(channel, Survey.Kind.VERIFY, 1);
        model.addAttribute("compared", compared.isEmpty() ? null : compared.get(0));
        model.addAttribute("comparedWords", compared.isEmpty() ? List.of() : SurveyPages.words(compared.get(0)));
        var adopted = surveys.newest(channel, Survey.Kind.ADOPT, 1);
        model.addAttribute("adopted", adopted.isEmpty() ? null : adopted.get(0));
        model.addAttribute(
                "deltas",
                home.get()
                        .channel(channel)
                        .filter(one -> one.streams().values().stream()
                                .anyMatch(stream -> stream.files().stream().anyMatch(Channel.FeedFile::delta)))
                        .isPresent());
        model.addAttribute("mayFetch", who instanceof Caller caller && caller.may(Role.OPERATOR));
        return "console/channel";
    }

    /** What the reasons of a stream mean, by reason. */
    private Map<String, Why> meanings(String channel, Channels.StreamStatus stream) {
        return stream.reasons().keySet().stream()
                .collect(Collectors.toMap(
                        reason -> reason, reason -> ownItems.meaning(channel, stream.stream(), reason)));
    }

    /** Lets what the brake holds leave after all; the reason goes into the audit trail. */
    @PostMapping("/channels/{channel}/release")
    String release(@PathVariable String channel, @RequestParam String reason, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Releasing needs the role operator.");
        }
        status(channel);
        ChannelRelease.release(publishing, tables, audit, channel, reason, who.getName(), "console");
        return "redirect:/channels/" + channel;
    }

    /** Asks the partner for its tables now, as far as its ceilings allow. */
    @PostMapping("/channels/{channel}/tables")
    String fetch(@PathVariable String channel, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Fetching needs the role operator.");
        }
        status(channel);
        int asked = tables.fetch(channel).size();
        audit.record(who.getName(), "fetch tables of channel " + channel, null, null, "console", asked + " asked");
        return "redirect:/channels/" + channel;
    }

    /** Publishes once more, the files of changes holding everything. */
    @PostMapping("/channels/{channel}/targets/whole")
    String whole(@PathVariable String channel, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Publishing everything needs the role operator.");
        }
        status(channel);
        publishing.whole(channel);
        audit.record(who.getName(), "publish everything of channel " + channel, null, null, "console", "asked");
        return "redirect:/channels/" + channel;
    }

    /** Tries at once what failed at the channel's targets. */
    @PostMapping("/channels/{channel}/targets/retry")
    String again(@PathVariable String channel, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "WEB-403", "Trying again needs the role operator.");
        }
        status(channel);
        int count = couriers.again(channel);
        audit.record(
                who.getName(), "retry targets of channel " + channel, null, null, "console", count + " tried again");
        return "redirect:/channels/" + channel;
    }

    /** The documents a reason holds, a page at a time. */
    @GetMapping("/channels/{channel}/{stream}/held")
    String held(
            @PathVariable String channel,
            @PathVariable String stream,
            @RequestParam String reason,
            @RequestParam(defaultValue = "0") long after,
            Model model) {
        var status = status(channel);
        if (status.streams().stream().noneMatch(one -> one.stream().equals(stream))) {
            throw new HttpRefusal(HttpStatus.NOT_FOUND, "WEB-404", "This channel has no such stream.");
        }
        var ids = channels.held(channel, stream, reason, after, PAGE);
        var found = master.goldens().byIds(ids);
        List<Golden> documents =
                ids.stream().map(found::get).filter(golden -> golden != null).toList();
        model.addAttribute("status", status);
        model.addAttribute("stream", stream);
        model.addAttribute("reason", reason);
        model.addAttribute("documents", documents);
        model.addAttribute(
                "names",
                documents.stream().map(golden -> Names.of(golden, master)).toList());
        model.addAttribute("next", ids.size() < PAGE ? null : ids.get(ids.size() - 1));
        model.addAttribute("kind", Kind.of(stream).map(Kind::word).orElse("products"));
        return "console/held";
    }

    private Channels.Status status(String channel) {
        return channels.of(channel)
                .orElseThrow(
                        () -> new HttpRefusal(HttpStatus.NOT_FOUND, "WEB-404", "There is no channel of this name."));
    }
}
