package org.caravanserai.web.distributor;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.feed.Edition;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.home.Channel;
import org.springframework.stereotype.Component;

/** What one version of a channel's files has changed, item by item. */
@Component
final class OwnEditions {
    private final FeedFolder folder;
    private final OwnItems items;

    OwnEditions(FeedFolder folder, OwnItems items) {
        this.folder = folder;
        this.items = items;
    }

    /** What became of rows; the words are those of plans. */
    enum Fate {
        CREATES,
        UPDATES,
        RETIREMENTS;

        /** As in addresses and the API. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        private Edition.Rows of(Edition.Part part) {
            return switch (this) {
                case CREATES -> part.created();
                case UPDATES -> part.updated();
                case RETIREMENTS -> part.gone();
            };
        }
    }

    /**
     * Items with the same fate in one stream and language.
     *
     * @param count all of them
     * @param listed how many of them are known by name
     * @param lines some of those
     * @param next where the next ones begin, null = those were the last
     */
    record Changes(
            String stream,
            String locale,
            String fate,
            boolean compared,
            long count,
            int listed,
            List<OwnItems.Line> lines,
            Integer next) {}

    /** A version that is still remembered.
     * @throws org.caravanserai.web.HttpRefusal when there is none of this number */
    Edition find(Channel channel, String publication, long version) {
        return folder.editions(channel.name(), publication).stream()
                .filter(one -> one.version() == version && channel.streams().containsKey(publication))
                .findFirst()
                .orElseThrow(Door::nothing);
    }

    /**
     * What it changed.
     *
     * @param stream null = all
     * @param locale null = all
     * @param fate null = all
     * @param from how many of each to pass over
     */
    List<Changes> changes(
            Channel channel, Edition edition, String stream, String locale, String fate, int from, int limit) {
        var changes = new ArrayList<Changes>();
        for (var part : edition.parts()) {
            if (stream != null && !stream.equals(part.stream()) || locale != null && !locale.equals(part.locale())) {
                continue;
            }
            for (var one : Fate.values()) {
                if (fate == null || fate.equals(one.word())) {
                    changes.add(changes(channel, part, one, from, limit));
                }
            }
        }
        return changes;
    }

    private Changes changes(Channel channel, Edition.Part part, Fate fate, int from, int limit) {
        var rows = fate.of(part);
        int listed = OwnItems.listed(part.stream()) ? rows.ids().size() : 0;
        int start = Math.max(0, Math.min(from, listed));
        int end = Math.min(listed, start + limit);
        return new Changes(
                part.stream(),
                part.locale(),
                fate.word(),
                part.compared(),
                rows.count(),
                listed,
                items.lines(channel.name(), part.stream(), rows.ids().subList(start, end)),
                end < listed ? end : null);
    }
}
