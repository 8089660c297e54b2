package org.caravanserai.connector;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a file says about itself.
 *
 * @param channel name of the channel
 * @param title of the channel, for people
 * @param company name of who publishes
 * @param locale language of the file ({@code fr_FR}), null when it has several
 * @param currency ISO 4217
 * @param linkBase address the shop's pages begin with, null = none
 * @param connection what the channel says about the partner, without secrets
 * @param version version of the publication
 * @param at when its content was read
 * @param zone the hub's zone
 */
public record FeedHeader(
        String channel,
        String title,
        String company,
        String locale,
        String currency,
        String linkBase,
        Map<String, String> connection,
        long version,
        Instant at,
        ZoneId zone) {
    public FeedHeader {
        connection = Map.copyOf(connection);
    }
}
