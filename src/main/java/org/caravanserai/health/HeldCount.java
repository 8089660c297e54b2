package org.caravanserai.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Goldens;

/** Items held back, by channel and reason, from the ledger. */
final class HeldCount {
    static final String HELD = "held-items";

    private static final int PAGE = 500;
    private static final int REASON_PARTS = 0x2000_0000;
    private static final int LANE_PARTS = 0x1000_0000;

    private final Ledger ledger;
    private final Goldens goldens;
    private final Book book;
    private final Sheet sheet;

    HeldCount(Ledger ledger, Goldens goldens, Book book, Sheet sheet) {
        this.ledger = ledger;
        this.goldens = goldens;
        this.book = book;
        this.sheet = sheet;
    }

    /** Changes whenever any lane was settled or any of its items changed state. */
    static long fingerprint(Ledger ledger, List<Lane> lanes) {
        long print = 17;
        for (var lane : lanes) {
            var progress = ledger.progress(lane);
            print = print * 31 + lane.id();
            print = print * 31 + progress.seq();
            print = print * 31 + progress.revision();
            var counts = ledger.counts(lane);
            for (var state : State.values()) {
                print = print * 31 + counts.of(state);
            }
        }
        return print;
    }

    void run(List<Lane> lanes) {
        sheet.among(HELD, Scope.ALL, 0);
        lanes.forEach(this::lane);
    }

    private void lane(Lane lane) {
        long selected = ledger.counts(lane).selected();
        sheet.among(HELD, Scope.ALL, selected);
        var ids = LongStream.builder();
        for (var reason : ledger.reasons(lane).keySet()) {
            var scope = Scope.of(
                    "channel",
                    lane.channel(),
                    "stream",
                    lane.stream(),
                    "locale",
                    lane.locale().isEmpty() ? null : lane.locale(),
                    "reason",
                    reason);
            sheet.among(HELD, scope, selected);
            int part = REASON_PARTS + book.number(new Book.Name(HELD, scope));
            long after = 0;
            while (true) {
                var page = ledger.held(lane, reason, after, PAGE);
                page.forEach(ids::add);
                boolean end = page.size() < PAGE;
                long upTo = end ? Long.MAX_VALUE : page.get(page.size() - 1);
                settle(scope, part, page, after, upTo, "");
                if (end) {
                    break;
                }
                after = upTo;
            }
        }
        whole(lane, ids.build().sorted().distinct().toArray());
    }

    /** An item with two reasons counts once in the whole. */
    private void whole(Lane lane, long[] ids) {
        var detail = lane.channel() + " " + lane.stream() + (lane.locale().isEmpty() ? "" : " " + lane.locale());
        long after = 0;
        for (int from = 0; ; from += PAGE) {
            boolean end = from + PAGE >= ids.length;
            var page = new ArrayList<Long>();
            Arrays.stream(ids, Math.min(from, ids.length), Math.min(from + PAGE, ids.length))
                    .forEach(page::add);
            long upTo = end ? Long.MAX_VALUE : page.get(page.size() - 1);
            settle(Scope.ALL, LANE_PARTS + lane.id(), page, after, upTo, detail);
            if (end) {
                return;
            }
            after = upTo;
        }
    }

    private void settle(Scope scope, int part, List<Long> ids, long after, long upTo, String detail) {
        var documents = goldens.byIds(ids);
        for (long id : ids) {
            var golden = documents.get(id);
            sheet.hit(HELD, scope, id, golden == null ? "#" + id : golden.key(), detail);
        }
        sheet.settle(part, after, upTo);
    }
}
