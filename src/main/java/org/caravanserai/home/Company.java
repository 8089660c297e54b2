package org.caravanserai.home;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.parser.Position;

/**
 * What {@code config/hub.yaml} says about the installation, with the patch of the environment applied.
 *
 * @param title name of the company
 * @param type what the installation promises
 * @param locales at least one; the first is the reference language
 * @param currency ISO 4217
 * @param timeZone zone of all dates without a zone; ends are exclusive
 * @param sellers legal entities that invoice, by name
 * @param zones territories by name
 * @param teams who answers, by name
 * @param warehouses places of stock, by name; empty = any name will do
 * @param calendars days on which nothing is sent, by name
 * @param retention how long things are kept
 * @param redirectMail the one box all mail goes to, null when mail goes to its real recipients
 * @param publicUrl address under which partners reach the hub, without a slash at the end, null = the address it listens on
 * @param allowPrivate private hosts, addresses and networks that may be called
 * @param database where the data is kept; never null
 * @param orders how orders are taken and who receives them
 * @param digest references of the secrets of users who call the SOAP service with a digest, by name
 * @param kafka topics changes go into and orders come from, null = none
 * @param reload when changed files take effect, the usual of the type of installation when not said
 */
public record Company(
        String title,
        Type type,
        List<String> locales,
        String currency,
        ZoneId timeZone,
        Map<String, Seller> sellers,
        Map<String, Zone> zones,
        Map<String, Team> teams,
        Map<String, Warehouse> warehouses,
        Map<String, Calendar> calendars,
        Retention retention,
        String redirectMail,
        String publicUrl,
        List<String> allowPrivate,
        Database database,
        Reload reload,
        OrderRules orders,
        Map<String, String> digest,
        Kafka kafka) {

    /** When changed files take effect. */
    public enum Reload {
        /** As soon as they are saved. */
        WATCH,
        /** When somebody with the role admin asks. */
        MANUAL,
        /** At the next start. */
        OFF
    }

    /** What an installation is. */
    public enum Type {
        /** Invented partners: samples are copied to the inboxes at first start and keys are issued without asking. */
        SANDBOX,
        /** A promise: no production connection, mail to one box, no order to a production ERP. */
        TEST,
        PRODUCTION
    }

    /** A legal entity that invoices. Identifiers are null when not given. */
    public record Seller(String name, String title, String country, String siren, String vatId, Position position) {}

    /**
     * A territory.
     *
     * @param countries ISO 3166-1 alpha-2, those of {@code within} when not given
     * @param within the zone around it, null = none
     * @param subdivisions ISO 3166-2, empty = the whole of the countries
     * @param currency ISO 4217, null = the company's
     * @param vatTable value table {@code taxClass;rate;category}, null = none
     */
    public record Zone(
            String name,
            List<String> countries,
            String within,
            List<String> subdivisions,
            String currency,
            String vatTable,
            Position position) {}

    /** Who answers. {@code onCall} is a secret reference, null = nobody is called. */
    public record Team(String name, String title, String mail, String onCall, Position position) {}

    /** A place of stock. */
    public record Warehouse(String name, String title, Position position) {}

    /**
     * A time in which nothing is sent.
     *
     * @param from first day
     * @param to first day after it
     * @param except streams that go on
     */
    public record Calendar(String name, LocalDate from, LocalDate to, List<String> except, Position position) {
        boolean closes(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }
    }

    /** How long things are kept, null = for ever: received files and the accounts of their runs, conversations with partners, visits of buyers, orders. */
    public record Retention(Period received, Period conversations, Period visits, Period orders) {}

    /**
     * Where the data is kept.
     *
     * @param url JDBC address of a PostgreSQL database, null = an H2 file in the data folder
     * @param user null with the H2 file
     * @param password a secret reference, null = none
     * @param durability what an acknowledged change survives on H2, the usual one of the type of installation when not said; PostgreSQL always
     *     survives both
     */
    public record Database(String url, String user, String password, Durability durability, Position position) {}

    /** What an acknowledged change survives. */
    public enum Durability {
        /** The death of the process. */
        PROCESS,
        /** The loss of power as well; one forced write dearer for each commit. */
        POWER
    }

    /** The reference language. */
    public String mainLocale() {
        return locales.get(0);
    }

    /** First day on which the streams go out again, when a calendar closes this day for at least one of them; else empty. */
    public Optional<LocalDate> closedUntil(LocalDate day, Collection<String> streams) {
        LocalDate until = null;
        for (boolean moved = true; moved; ) {
            moved = false;
            var at = until == null ? day : until;
            for (var calendar : calendars.values()) {
                if (calendar.closes(at) && !calendar.except().containsAll(streams)) {
                    until = calendar.to();
                    moved = true;
                }
            }
        }
        return Optional.ofNullable(until);
    }
}
