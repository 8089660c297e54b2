package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import org.caravanserai.connector.Recordings;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.delivery.Calls;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.Couriers;
import org.caravanserai.delivery.Deliveries;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.Planning;
import org.caravanserai.delivery.Publishing;
import org.caravanserai.delivery.Reconciler;
import org.caravanserai.delivery.Switches;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.health.Health;
import org.caravanserai.home.Home;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Retention;
import org.caravanserai.ingest.Upload;
import org.caravanserai.ingest.Ways;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.master.Timekeeper;
import org.caravanserai.store.Caretaker;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Pillars and flows. */
@Configuration(proxyBeanMethods = false)
class HubFlows {
    private static final Logger LOG = LoggerFactory.getLogger(HubFlows.class);

    @Bean
    Master master(Database database, Home home) {
        return Master.open(database, Rules.of(home));
    }

    @Bean
    Timekeeper timekeeper(Master master) {
        return Timekeeper.start(master, Duration.ofSeconds(5));
    }

    @Bean
    Ways ways(Home home, Clock clock) {
        return new Ways(home, clock);
    }

    @Bean
    Ingest ingest(Master master, Database database, Home home, Ways ways, DataFolder folder) {
        var ingest = new Ingest(master, database, home::sources, ways, folder.path());
        ingest.start();
        return ingest;
    }

    @Bean
    Retention retention(Database database, Home home, DataFolder folder) {
        return new Retention(
                database, home::sources, folder.path(), home.company().timeZone());
    }

    /** What happens at night. A hub that lives for one command does without. */
    @Bean
    Caretaker caretaker(
            Environment environment,
            Database database,
            Home home,
            Ingest ingest,
            Retention retention,
            Recordings recordings) {
        var received = home.company().retention().received();
        var chores = new ArrayList<Caretaker.Chore>();
        if (received != null) {
            chores.add(() -> forget(retention, received));
        }
        chores.add(recordings::sweep);
        var caretaker = new Caretaker(database, home.company().timeZone(), ingest::busy, chores);
        if (!HubStandby.is(environment)) {
            caretaker.start();
        }
        return caretaker;
    }

    private static void forget(Retention retention, Period received) {
        var forgotten = retention.forget(received);
        if (forgotten.any()) {
            LOG.info(
                    "retention.received {}: forgot {} runs, {} refused rows, {} archived files",
                    received,
                    forgotten.runs(),
                    forgotten.refusedRows(),
                    forgotten.files());
        }
    }

    @Bean
    Upload upload(Ingest ingest, DataFolder folder) {
        return new Upload(ingest, folder.path());
    }

    @Bean
    Ledger ledger(Database database) {
        return new Ledger(database);
    }

    @Bean
    FeedFolder feedFolder(DataFolder folder) {
        return new FeedFolder(folder.path().resolve("feeds"));
    }

    @Bean
    Publishing publishing(
            Home home,
            Master master,
            Ledger ledger,
            FeedFolder feeds,
            Database database,
            Clock clock,
            Ingest ingest,
            Health health) {
        return new Publishing(home, master, ledger, feeds, database, clock, ingest::busy, health::holding);
    }

    @Bean
    Switches switches(Database database) {
        return new Switches(database);
    }

    @Bean
    Reconciler reconciler(
            Home home,
            Master master,
            Ledger ledger,
            Publishing publishing,
            Clock clock,
            Ingest ingest,
            Environment environment) {
        var reconciler = new Reconciler(home, master, ledger, publishing, clock, ingest::busy);
        if (!HubStandby.is(environment)) {
            reconciler.start();
        }
        return reconciler;
    }

    @Bean
    Deliveries deliveries(
            Home home,
            Master master,
            Ledger ledger,
            Publishing publishing,
            Switches switches,
            Calls.Caller caller,
            Clock clock) {
        return new Deliveries(home, master, ledger, publishing, switches, caller, clock);
    }

    @Bean
    Planning planning(
            Home home,
            Master master,
            Ledger ledger,
            Publishing publishing,
            Reconciler reconciler,
            Database database,
            Clock clock) {
        return new Planning(home, master, ledger, publishing, reconciler, database, clock);
    }

    @Bean
    Couriers couriers(
            Home home,
            FeedFolder feeds,
            Publishing publishing,
            Switches switches,
            Depots depots,
            Clock clock,
            Environment environment) {
        var couriers = new Couriers(home, feeds, publishing, switches, depots::store, clock);
        if (!HubStandby.is(environment)) {
            couriers.start();
        }
        return couriers;
    }

    @Bean
    Channels channels(Home home, Ledger ledger, FeedFolder feeds, Publishing publishing) {
        return new Channels(home, ledger, feeds, publishing);
    }

    @Bean
    Explain explain(Home home, Master master, Ledger ledger, Publishing publishing, Clock clock) {
        return new Explain(home, master, ledger, publishing, clock);
    }
}
