package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Master;
import org.caravanserai.punchout.shop.Shelves;
import org.caravanserai.punchout.shop.ShopSearch;
import org.caravanserai.store.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The landing shop: its index, and what accounts see. */
@Configuration(proxyBeanMethods = false)
class HubShop {
    private static final Duration EVERY = Duration.ofSeconds(1);

    @Bean
    ShopSearch shopSearch(DataFolder folder, Master master, CurrentHome home, Environment environment) {
        var index = folder.path().resolve("search");
        return HubStandby.is(environment)
                ? ShopSearch.resting(index, master, home::get)
                : ShopSearch.start(index, master, home::get, EVERY);
    }

    @Bean
    Shelves shelves(CurrentHome home, Master master, ShopSearch search, Clock clock) {
        return new Shelves(home::get, master, search, clock);
    }
}
