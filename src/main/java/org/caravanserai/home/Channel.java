package org.caravanserai.home;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.parser.Position;

/**
 * A partner we feed: {@code config/channels/<name>.yaml}.
 *
 * @param name file name
 * @param system folder under connectors/
 * @param owner team that answers, null = not said
 * @param mode launch dial
 * @param pilot value table whose keys are the SKUs of a soft launch, null = open
 * @param seller who invoices, null = not said
 * @param zone territory, null = not said
 * @param locales languages, the first is the channel's main one; those of the company when not said
 * @param scope scope of scoped attributes, null = {@code "*"}
 * @param currency ISO 4217: of the price list, else the zone's, else the company's
 * @param prices null = no prices go out
 * @param stock null = no stock goes out
 * @param assortment name of the selection, null = everything
 * @param linkBase address product links begin with, null = none
 * @param streams by plural word
 * @param verify how what stands there is compared with what should
 * @param answers letters to whoever ordered there, null = none
 * @param deliver targets published files are pushed to, in this order
 */
public record Channel(
        String name,
        String title,
        String description,
        String system,
        String owner,
        Mode mode,
        String pilot,
        Connection connection,
        String seller,
        String zone,
        List<String> locales,
        String scope,
        String currency,
        ChannelPrices prices,
        Stock stock,
        String assortment,
        String linkBase,
        Map<String, Stream> streams,
        Brake brake,
        Verify verify,
        Contract contract,
        Processor processor,
        Answers answers,
        List<Target> deliver,
        Position position) {

    /** A channel that is a connection and little else, to try a connector with. */
    public static Channel trying(String name, String system, Connection connection, String locale, String currency) {
        return new Channel(
                name,
                name,
                null,
                system,
                null,
                Mode.AUTO,
                null,
                connection,
                null,
                null,
                List.of(locale),
                null,
                currency,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                connection.position());
    }

    /** The launch dial. */
    public enum Mode {
        OFF,
        /** Computed and shown, nothing sent. */
        SHADOW,
        /** Sent after somebody said so. */
        APPROVE,
        AUTO
    }

    /**
     * What goes out of one kind.
     *
     * @param name plural word
     * @param map name of the map, {@code <system>/<record>-out} when not said; null when the system needs none
     * @param gate name of the gate file, null = no gate
     * @param perLocale one lane per locale
     * @param onHold what happens to an item the gate stops after it was confirmed
     * @param after streams in which an item must be confirmed first
     * @param files published files, empty for streams that are sent
     * @param can what this partner can do about an order that may have arrived, null = as its system says
     * @param settle how long an order may take to be seen there, null = as its system says
     * @param handover how orders become files, null = they do not
     * @param acknowledgements files the ERP answers with, empty = none are read
     * @param accept who decides about orders of this marketplace
     * @param compare how its orders are compared with ours
     */
    public record Stream(
            String name,
            String map,
            String gate,
            Schedule schedule,
            boolean perLocale,
            OnHold onHold,
            List<String> after,
            List<FeedFile> files,
            Handing.Can can,
            Duration settle,
            OrderFile handover,
            List<Acknowledgement> acknowledgements,
            Accept accept,
            Compare compare,
            Position position) {}

    /**
     * How orders of a marketplace are compared with ours, so that none is missing.
     *
     * @param every how often
     * @param back of how long before
     */
    public record Compare(Duration every, Duration back) {}

    /** Who decides about an order of a marketplace. */
    public enum Accept {
        /** The hub, once it has checked it: the order goes on when it is paid. */
        HUB,
        /** Whoever carries it out, by its confirmation: the order goes there first. */
        ERP
    }

    /** What becomes of an item at the partner while a gate holds it. */
    public enum OnHold {
        KEEP,
        RETIRE
    }

    /**
     * A published file.
     *
     * @param file name, may hold {@code {locale}}
     * @param sheet sheet of a workbook; streams naming the same file with other sheets are one workbook; null = the only one
     * @param delta true: only what has changed
     */
    public record FeedFile(String file, String sheet, Format format, boolean delta, Position position) {}

    /**
     * Prices of a channel.
     *
     * @param list price list
     * @param vat whether amounts contain VAT, null = as the list
     * @param show {@code list} and/or {@code net}
     * @param announceNext shows the coming list before it applies
     * @param ecoContribution whether the eco contribution is in the amount
     */
    public record ChannelPrices(
            String list,
            Prices.Vat vat,
            List<String> show,
            boolean announceNext,
            Prices.Vat ecoContribution,
            Position position) {}

    /** Stock of a channel: warehouses that count (empty = all) and what is kept back. */
    public record Stock(List<String> warehouses, BigDecimal safety, Position position) {}

    /** What stops a channel. Shares as fractions: 0.05 = 5 %; null = not limited. */
    public record Brake(boolean empty, BigDecimal retirements, BigDecimal priceMove) {}

    /**
     * How what the partner holds is compared with what it should hold.
     *
     * @param mode what becomes of differences
     * @param schedule when it is compared without anybody asking
     */
    public record Verify(Mode mode, Schedule schedule) {
        /** What becomes of differences. */
        public enum Mode {
            /** They are sent, the normal way. */
            REPAIR,
            /** They are counted and shown. */
            REPORT,
            /** Nothing is compared unless somebody asks. */
            OFF
        }
    }

    /** What was agreed with whoever fetches the feed. All may be null. */
    public record Contract(String version, Duration freshness, Duration notice, String contact) {}

    /** For the register of processing. */
    public record Processor(String country, LocalDate agreement, List<String> data) {}

    /**
     * Where published files go: {@code https} (fetched from us), or pushed to a system with a connection.
     *
     * @param confirms whether rows count as confirmed only when this target has them
     * @param load {@code full} or {@code delta}: which files it gets, null = all
     */
    public record Target(String to, boolean confirms, String load, Connection connection, Position position) {
        /** Fetched from us. */
        public static final String HTTPS = "https";

        /** Systems files can be pushed to, all ways the hub has. */
        public static final Set<String> PUSHED = Set.of("ftps", "mail", "s3", "sftp");

        /** Whether it gets whole files, or those of changes. */
        public boolean takes(boolean delta) {
            return load == null || load.equals(delta ? "delta" : "full");
        }

        /** False when the partner fetches. */
        public boolean pushed() {
            return PUSHED.contains(to);
        }
    }
}
