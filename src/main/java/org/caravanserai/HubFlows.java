package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.caravanserai.connector.Recordings;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.connector.table.PartnerTables;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.publish.Couriers;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.delivery.push.Deliveries;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.health.Health;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Retention;
import org.caravanserai.ingest.Upload;
import org.caravanserai.ingest.Ways;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.master.Remerging;
import org.caravanserai.master.Rules;
import org.caravanserai.master.Timekeeper;
import org.caravanserai.order.Dispatcher;
import org.caravanserai.order.MarketOrders;
import org.caravanserai.punchout.session.Forgetting;
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
    Master master(Database database, CurrentHome home) {
        return Master.open(database, Rules.of(home.get()));
    }

    @Bean
    Remerging remerging(Environment environment, Master master) {
        var remerging = new Remerging(master);
        if (!HubStandby.is(environment)) {
            remerging.look();
        }
        return remerging;
    }

    @Bean
    Timekeeper timekeeper(Master master) {
        return Timekeeper.start(master, Duration.ofSeconds(5));
    }

    @Bean
    Ways ways(CurrentHome home, Clock clock) {
        return new Ways(home.get(), clock);
    }

    @Bean
    Ingest ingest(Master master, Database database, Ways ways, DataFolder folder) {
        var ingest = new Ingest(master, database, ways::sources, ways, folder.path());
        ingest.start();
        return ingest;
    }

    @Bean
    Retention retention(Database database, CurrentHome home, DataFolder folder) {
        return new Retention(
                database,
                () -> home.get().sources(),
                folder.path(),
                home.get().company().timeZone());
    }

    /** What happens at night. A hub that lives for one command does without. */
    @Bean
    Caretaker caretaker(
            Environment environment,
            Database database,
            CurrentHome home,
            Ingest ingest,
            Retention retention,
            Recordings recordings,
            Forgetting visits) {
        var chores = List.<Caretaker.Chore>of(
                () -> forget(retention, home.get().company().retention().received()),
                () -> forget(visits, home.get().company().retention().visits()),
                recordings::sweep);
        var caretaker = new Caretaker(database, home.get().company().timeZone(), ingest::busy, chores);
        if (!HubStandby.is(environment)) {
            caretaker.start();
        }
        return caretaker;
    }

    private static void forget(Forgetting visits, Period age) {
        var forgotten = age == null ? null : visits.forget(age);
        if (forgotten != null && forgotten.any()) {
            LOG.info(
                    "retention.visits {}: forgot {} visits, {} answers, {} events, {} documents about orders",
                    age,
                    forgotten.visits(),
                    forgotten.answers(),
                    forgotten.events(),
                    forgotten.notices());
        }
    }

    private static void forget(Retention retention, Period received) {
        if (received == null) {
            return;
        }
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
            CurrentHome home,
            Master master,
            Ledger ledger,
            FeedFolder feeds,
            Database database,
            Clock clock,
            Ingest ingest,
            Health health,
            PartnerTables tables) {
        return new Publishing(
                home.get(), master, ledger, feeds, database, clock, ingest::busy, health::holding, tables::of);
    }

    @Bean
    Switches switches(Database database) {
        return new Switches(database);
    }

    @Bean
    Reconciler reconciler(
            Master master, Ledger ledger, Publishing publishing, Clock clock, Ingest ingest, Environment environment) {
        var reconciler = new Reconciler(master, ledger, publishing, clock, ingest::busy);
        if (!HubStandby.is(environment)) {
            reconciler.start();
        }
        return reconciler;
    }

    @Bean
    Deliveries deliveries(
            Master master, Ledger ledger, Publishing publishing, Switches switches, Calls.Caller caller, Clock clock) {
        return new Deliveries(master, ledger, publishing, switches, caller, clock);
    }

    @Bean
    Planning planning(
            Master master,
            Ledger ledger,
            Publishing publishing,
            Reconciler reconciler,
            Database database,
            Clock clock) {
        return new Planning(master, ledger, publishing, reconciler, database, clock);
    }

    @Bean
    Surveys surveys(
            Master master,
            Ledger ledger,
            Publishing publishing,
            Reconciler reconciler,
            Switches switches,
            Calls.Caller caller,
            Database database,
            DataFolder folder,
            Clock clock,
            Environment environment) {
        var surveys =
                new Surveys(master, ledger, publishing, reconciler, switches, caller, database, folder.path(), clock);
        if (!HubStandby.is(environment)) {
            surveys.start();
        }
        return surveys;
    }

    @Bean
    Couriers couriers(
            FeedFolder feeds,
            Publishing publishing,
            Switches switches,
            Depots depots,
            Clock clock,
            Environment environment) {
        var couriers = new Couriers(feeds, publishing, switches, depots::store, clock);
        if (!HubStandby.is(environment)) {
            couriers.start();
        }
        return couriers;
    }

    @Bean
    Channels channels(
            Ledger ledger, FeedFolder feeds, Publishing publishing, MarketOrders markets, Dispatcher dispatcher) {
        return new Channels(
                ledger,
                feeds,
                publishing,
                channel -> HubMarkets.fault(markets, channel).or(() -> HubOrders.fault(dispatcher, channel)));
    }

    @Bean
    Parked parked(CurrentHome home, Master master, Ledger ledger, Clock clock) {
        return new Parked(home, master, ledger, clock);
    }

    @Bean
    OwnItems ownItems(Master master, Ledger ledger, Publishing publishing, FeedFolder feeds) {
        return new OwnItems(master, ledger, publishing, feeds);
    }

    @Bean
    Explain explain(Master master, Ledger ledger, Publishing publishing, Clock clock) {
        return new Explain(master, ledger, publishing, clock);
    }
}
