package org.caravanserai;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import org.caravanserai.health.Beans;
import org.caravanserai.health.Gauges;
import org.caravanserai.health.Health;
import org.caravanserai.home.Company;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health board, and its figures for those who watch from outside. */
@Configuration(proxyBeanMethods = false)
class HubHealth {
    @Bean
    Health health(
            CurrentHome current, Master master, Ledger ledger, Database database, Clock clock, MeterRegistry registry) {
        var home = current.get();
        // Somebody who tries the hub out waits for figures; an installation has no use for more than one a minute.
        var between = home.company().type() == Company.Type.SANDBOX ? Duration.ofSeconds(10) : Duration.ofMinutes(1);
        var health = new Health(home, master, ledger, database, clock, between);
        Gauges.register(health, registry);
        health.start();
        return health;
    }

    @Bean
    Beans healthBeans(Health health) {
        return new Beans(health, ManagementFactory.getPlatformMBeanServer());
    }
}
