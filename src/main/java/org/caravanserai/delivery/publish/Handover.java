package org.caravanserai.delivery.publish;

import java.util.List;
import java.util.Optional;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.wanted.Publication;
import org.caravanserai.home.Channel;

/**
 * When rows of a published file count as confirmed. A file that is fetched from us: when it is published. One that is pushed: when every target that counts has
 * received the current version, and the ledger still wants exactly the rows of that version.
 */
final class Handover {
    private final Receipts receipts;
    private final FeedFolder folder;

    Handover(Receipts receipts, FeedFolder folder) {
        this.receipts = receipts;
        this.folder = folder;
    }

    /** Targets files of a channel are pushed to. */
    static List<Channel.Target> pushed(Channel channel) {
        return channel.deliver().stream().filter(Channel.Target::pushed).toList();
    }

    /** Name of a target: way and address. */
    static String name(Channel.Target target) {
        return target.to() + " " + Depots.address(target.to(), target.connection());
    }

    /** Whether confirming is left to targets. */
    boolean counts(Publication publication) {
        return pushed(publication.channel()).stream().anyMatch(Channel.Target::confirms);
    }

    /** True while rows that are not confirmed are on their way, so that they alone are no reason to publish again. */
    boolean underWay(Publication publication) {
        return counts(publication) && standing(publication) != 0 && standing(publication) == version(publication);
    }

    /** The newest version that every target is known to have; where files are only fetched, the current one. Null = there is none. */
    Long base(Publication publication) {
        Long least = version(publication);
        for (var target : pushed(publication.channel())) {
            var sent = receipts.sent(publication.channel().name(), publication.name(), name(target));
            if (sent.isEmpty()) {
                return null;
            }
            least = Math.min(least, sent.get().version());
        }
        return least == 0 ? null : least;
    }

    /** Rows of the ledger are about to change.
     * @return the version whose rows they were, for {@link #ends} */
    long begins(Publication publication) {
        long before = standing(publication);
        if (before != 0) {
            receipts.stands(publication.channel().name(), publication.name(), 0);
        }
        return before;
    }

    /** They have changed, or not. */
    void ends(Publication publication, long before, Publication.Outcome outcome) {
        long version = outcome.manifest()
                .map(Manifest::version)
                .orElse(outcome.settled().changed() ? 0L : before);
        if (counts(publication) && version != 0) {
            receipts.stands(publication.channel().name(), publication.name(), version);
        }
    }

    /** True when all targets that count have what is published now, and the ledger wants nothing else. */
    boolean complete(Publication publication) {
        return underWay(publication)
                && pushed(publication.channel()).stream()
                        .filter(Channel.Target::confirms)
                        .allMatch(target -> has(publication, target));
    }

    private boolean has(Publication publication, Channel.Target target) {
        Optional<Receipt> sent = receipts.sent(publication.channel().name(), publication.name(), name(target));
        return sent.isPresent() && sent.get().version() == version(publication);
    }

    private long standing(Publication publication) {
        return receipts.standing(publication.channel().name(), publication.name());
    }

    private long version(Publication publication) {
        return folder.manifest(publication.channel().name(), publication.name())
                .map(Manifest::version)
                .orElse(0L);
    }
}
