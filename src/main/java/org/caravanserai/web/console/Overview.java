package org.caravanserai.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Channels;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Freshness;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Run;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Master;
import org.caravanserai.order.Register;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.web.api.OrderStreams;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: the line as a picture with live counts, and the last runs with their accounts. */
@Controller
class Overview {
    private static final int RUNS = 12;

    private final CurrentHome home;
    private final Master master;
    private final Ingest ingest;
    private final Channels channels;
    private final Register orders;
    private final Happenings happenings;
    private final OrderStreams orderStreams;

    Overview(
            CurrentHome home,
            Master master,
            Ingest ingest,
            Channels channels,
            Register orders,
            Happenings happenings,
            OrderStreams orderStreams) {
        this.orderStreams = orderStreams;
        this.orders = orders;
        this.happenings = happenings;
        this.home = home;
        this.master = master;
        this.ingest = ingest;
        this.channels = channels;
    }

    /**
     * A source in the picture.
     *
     * @param light {@code good}, {@code late}, {@code bad} or {@code none}
     */
    record SourceBox(String name, String title, String system, String light, List<EntityLine> entities) {}

    /** One entity of a source with its last run, null = never. */
    record EntityLine(String entity, Run last) {}

    /** Documents of one kind. */
    record KindLine(String kind, long count) {}

    /**
     * A channel in the picture.
     *
     * @param data whether it carries anything but orders
     * @param orders its streams of orders of which there are figures
     * @param ordersOpen what of these is not settled
     */
    record ChannelBox(
            String name,
            String title,
            String system,
            String mode,
            String light,
            long selected,
            long confirmed,
            long held,
            long pending,
            long unknown,
            long parked,
            boolean data,
            List<OrderStreams.Line> orders,
            long ordersOpen) {}

    @GetMapping("/")
    String show(Model model) {
        model.addAttribute("company", home.get().company());
        model.addAttribute("sources", sources());
        model.addAttribute(
                "kinds",
                java.util.Arrays.stream(Kind.values())
                        .map(kind -> new KindLine(kind.word(), master.goldens().count(kind)))
                        .toList());
        model.addAttribute("changes", master.changes().head());
        model.addAttribute("channels", channels.all().stream().map(this::box).toList());
        model.addAttribute("runs", ingest.runs(Long.MAX_VALUE, RUNS));
        model.addAttribute("heldRuns", ingest.held(RUNS));
        model.addAttribute("ordersWaiting", orders.waiting().all() + happenings.open(100));
        return "console/overview";
    }

    private List<SourceBox> sources() {
        var fresh = ingest.freshness();
        var boxes = new ArrayList<SourceBox>();
        for (var source : home.get().sources().values()) {
            var lines = source.entities().keySet().stream()
                    .sorted()
                    .map(kind -> new EntityLine(
                            kind.word(),
                            ingest.runs(source.name(), kind, Long.MAX_VALUE, 1).stream()
                                    .findFirst()
                                    .orElse(null)))
                    .toList();
            boxes.add(new SourceBox(
                    source.name(), source.title(), source.system(), light(source.name(), lines, fresh), lines));
        }
        return boxes;
    }

    private static String light(String source, List<EntityLine> lines, List<Freshness> fresh) {
        if (lines.stream().allMatch(line -> line.last() == null)) {
            return "none";
        }
        boolean bad = lines.stream()
                .anyMatch(line -> line.last() != null
                        && switch (line.last().state()) {
                            case HELD, REFUSED, BROKEN, INTERRUPTED -> true;
                            case RUNNING, DONE, CANCELLED -> false;
                        });
        if (bad || has(fresh, source, Freshness.State.MISSING)) {
            return "bad";
        }
        return has(fresh, source, Freshness.State.LATE) ? "late" : "good";
    }

    private static boolean has(List<Freshness> fresh, String source, Freshness.State state) {
        return fresh.stream().anyMatch(one -> one.source().equals(source) && one.state() == state);
    }

    private ChannelBox box(Channels.Status status) {
        var data = orderStreams.others(status);
        var lines = orderStreams.of(status).stream()
                .filter(line -> line.waits() != null)
                .toList();
        long open = lines.stream()
                .mapToLong(line -> line.waits() + line.unknown() + line.refused())
                .sum();
        long selected = 0;
        long confirmed = 0;
        long held = 0;
        long pending = 0;
        long unknown = 0;
        long parked = 0;
        for (var stream : data) {
            selected += stream.counts().selected();
            confirmed += stream.counts().of(State.CONFIRMED);
            held += stream.counts().of(State.HELD);
            pending += stream.counts().of(State.PENDING);
            unknown += stream.counts().of(State.UNKNOWN);
            parked += stream.counts().of(State.PARKED);
        }
        var channel = status.channel();
        var light = !status.problems().isEmpty() || status.fault() != null
                ? "bad"
                : selected == 0 && lines.isEmpty()
                        ? "none"
                        : held + pending + unknown + parked + open > 0 ? "late" : "good";
        return new ChannelBox(
                channel.name(),
                channel.title() == null ? channel.name() : channel.title(),
                channel.system(),
                channel.mode().name().toLowerCase(Locale.ROOT),
                light,
                selected,
                confirmed,
                held,
                pending,
                unknown,
                parked,
                !data.isEmpty(),
                lines,
                open);
    }
}
