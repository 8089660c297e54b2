package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.caravanserai.delivery.Calls;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.Deliveries;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.Publishing;
import org.caravanserai.delivery.Reconciler;
import org.caravanserai.delivery.Switches;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.home.Home;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Upload;
import org.caravanserai.ingest.Ways;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.master.Timekeeper;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pillars and flows. */
@Configuration(proxyBeanMethods = false)
class HubFlows {
    @Bean
    Master master(Database database, Home home) {
        return Master.open(database, Rules.of(home, Map.of()));
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
    Publishing publishing(Home home, Master master, Ledger ledger, FeedFolder feeds, Clock clock, Ingest ingest) {
        return new Publishing(home, master, ledger, feeds, clock, ingest::busy);
    }

    @Bean
    Switches switches(Database database) {
        return new Switches(database);
    }

    @Bean
    Reconciler reconciler(Home home, Master master, Ledger ledger, Publishing publishing, Clock clock, Ingest ingest) {
        return new Reconciler(home, master, ledger, publishing, clock, ingest::busy);
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
    Channels channels(Home home, Ledger ledger, FeedFolder feeds, Publishing publishing) {
        return new Channels(home, ledger, feeds, publishing);
    }

    @Bean
    Explain explain(Home home, Master master, Ledger ledger, Publishing publishing, Clock clock) {
        return new Explain(home, master, ledger, publishing, clock);
    }
}
