package org.caravanserai.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.access.AccessCode;
import org.caravanserai.canonical.ErrorCode;
import org.caravanserai.delivery.hold.DeliveryCode;
import org.caravanserai.expression.Code;
import org.caravanserai.health.HealthCode;
import org.caravanserai.home.reload.ReloadCode;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.ingest.IngestCode;
import org.caravanserai.mapping.MapCode;
import org.caravanserai.master.MasterCode;
import org.caravanserai.order.OrderCode;
import org.caravanserai.parser.ParserCode;
import org.caravanserai.quality.QualityCode;
import org.caravanserai.store.StoreCode;

/** All error codes of the hub, and what each area means for the rest of it. A test finds enums and texts that are missing here. */
final class ErrorCodes {
    private static final Map<String, String> SERVED = Map.ofEntries(
            Map.entry(
                    "ACCESS",
                    "Users and keys. Nothing was changed; everything is served as before. Trying again is safe."),
            Map.entry(
                    "API",
                    "Calls that were refused before they did anything. Everything is served as before. Correct the call and send it again."),
            Map.entry(
                    "DELIVERY",
                    "Publications. The last good version of the channel stays served, other channels are not touched, and sources go on"
                            + " being taken. A release is safe in so far as it covers what was seen and no more; nothing has to be restarted."),
            Map.entry(
                    "EXP",
                    "Expressions in maps, gates, assortments and counters. The map, channel or counter with the error does not run, its"
                            + " published files stay served, all others run. Mend the file and start again; `check` and `test` say beforehand"
                            + " whether it is right."),
            Map.entry(
                    "FEED",
                    "Fetching of published files. What is published stays as it is. Repeating the call with the right key or name is safe."),
            Map.entry(
                    "FIL",
                    "Files that are refused as a whole, before anything of them is taken. The master and all feeds stay as they were. Sending"
                            + " the mended file again is safe, also under the same name."),
            Map.entry(
                    "GATE",
                    "Gates. The channel with the error does not run, its published files stay served. Mend the file; `check` says the rest."),
            Map.entry(
                    "HEALTH",
                    "The health board. Feeds, sources and master are not touched; the board keeps its last figures, and a counter with an"
                            + " error is left out. A channel held by a counter (`limits.holds`) stays as the last figure said."),
            Map.entry(
                    "HOM",
                    "Files of config/ and connectors/. What is wrong in one source or channel leaves that one out; what is wrong in hub.yaml,"
                            + " an environment or the model refuses the start, and published files lie where they were. `check` changes"
                            + " nothing and is always safe."),
            Map.entry(
                    "HUB",
                    "The start of the hub. It does not run, so nothing is served by it; its data folder is untouched. Starting again is safe."),
            Map.entry(
                    "ING",
                    "Deliveries of sources. Either nothing of the delivery was taken or its account says what; feeds go on from what the master"
                            + " has. Sending the same delivery again has no effect twice. A held one is taken with `release`, or"
                            + " superseded by the next."),
            Map.entry(
                    "MAP",
                    "Maps. Below 100: the map is wrong and its channel or source does not run, published files stay served. From 101 on: one"
                            + " item is held or one value left out, all others go on. Mend the map or the record; tests beside the map are"
                            + " safe to run at any time."),
            Map.entry(
                    "MST",
                    "Records the master refuses. Only that row is refused; what was known of it before stays and stays published. Sending it"
                            + " again is safe."),
            Map.entry(
                    "ORDER",
                    "Orders. What is refused became no order and may be sent again once it is mended; what is held or unknown is kept and goes"
                            + " nowhere until a human decides. Nothing is ever sent to an ERP a second time without a look. Sending the same"
                            + " order again is safe."),
            Map.entry(
                    "RELOAD",
                    "Changed files of the home. The version that ran before runs on, with everything it serves; nothing has to be restarted."
                            + " Asking again is safe. Putting the old files back is the way back."),
            Map.entry(
                    "ROUTE",
                    "Endpoints of routes. The route does not run; others do, and what it published stays served."),
            Map.entry(
                    "ROW",
                    "Single rows of a file. That row is refused with file and line, its neighbours are taken. Sending the mended row again, alone"
                            + " or in the whole file, is safe."),
            Map.entry(
                    "RTE",
                    "Route files and Kamelets. The route is left out, others run, and what it published stays served. `check` says the rest."),
            Map.entry(
                    "STORE",
                    "The database and the data folder. Published files are served from the disk and stay served while the hub runs; new work is"
                            + " refused or waits, nothing acknowledged is lost. Restarting is safe; deleting anything in the data folder"
                            + " is not."),
            Map.entry(
                    "TAB",
                    "Value tables. What looks values up there does not run or keeps what it had; everything else goes on."),
            Map.entry(
                    "WEB",
                    "HTTP answers. The call did nothing, unless its own answer says otherwise; everything is served as before. Repeat with the"
                            + " same `Idempotency-Key` where one was sent."),
            Map.entry(
                    "YML",
                    "YAML files. The file counts as not written: what it describes is left out or, for hub.yaml and the model, the start is"
                            + " refused."));

    private ErrorCodes() {}

    /** Every code, by package. */
    static List<ErrorCode> all() {
        return Stream.<ErrorCode[]>of(
                        HomeCode.values(),
                        ReloadCode.values(),
                        ParserCode.values(),
                        Code.values(),
                        AccessCode.values(),
                        MapCode.values(),
                        MasterCode.values(),
                        StoreCode.values(),
                        IngestCode.values(),
                        QualityCode.values(),
                        HealthCode.values(),
                        DeliveryCode.values(),
                        OrderCode.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    /** What is still served when a code of this area is read, and what is safe to do; null = nobody has said it. */
    static String served(String area) {
        return SERVED.get(area);
    }
}
