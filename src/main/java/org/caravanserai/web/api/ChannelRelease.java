package org.caravanserai.web.api;

import java.util.List;
import org.caravanserai.access.Audit;
import org.caravanserai.connector.table.PartnerTables;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;

/** The release of what the brake holds of a channel, alike for the API and the console. */
public final class ChannelRelease {
    private ChannelRelease() {}

    /**
     * What was held.
     *
     * @param tables how many tables of the partner came shorter and are used from now on
     */
    public record Released(List<Hold> holds, int tables) {}

    /**
     * Releases and enters it in the audit trail.
     *
     * @param reason in words; refused when it is missing or blank
     * @param source where the wish came from
     * @return what was held
     */
    public static Released release(
            Publishing publishing,
            PartnerTables tables,
            Audit audit,
            String channel,
            String reason,
            String who,
            String source) {
        if (reason == null || reason.isBlank()) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-003", "Say why, as in {\"reason\":\"the range was cut on purpose\"}.");
        }
        var released = new Released(publishing.release(channel, who, reason), tables.accept(channel));
        if (released.holds().isEmpty() && released.tables() == 0) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-013",
                    "The brake holds nothing of channel " + channel + "; there is nothing to release.");
        }
        audit.record(who, "release channel " + channel, "held", "released", source, reason);
        return released;
    }
}
