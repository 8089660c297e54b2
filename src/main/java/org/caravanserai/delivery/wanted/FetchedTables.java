package org.caravanserai.delivery.wanted;

import java.util.Map;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.Tables;

/** Rows of tables that were fetched from the partner of a channel, by the name maps use. */
@FunctionalInterface
public interface FetchedTables {
    /** Nothing is fetched. */
    FetchedTables NONE = (home, channel) -> Map.of();

    Map<String, Tables.Table> of(Home home, Channel channel);
}
