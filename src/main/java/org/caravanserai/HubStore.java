package org.caravanserai;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.caravanserai.access.LocalToken;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.store.Bind;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data folder and the database in it. Closed in the reverse order: the folder last. */
@Configuration(proxyBeanMethods = false)
class HubStore {
    private static final Logger LOG = LoggerFactory.getLogger(HubStore.class);

    @Bean(destroyMethod = "close")
    DataFolder dataFolder(HubOptions options, Clock clock) {
        return DataFolder.open(options.data(), options.environment().orElse(""), clock);
    }

    @Bean(destroyMethod = "close")
    Database database(DataFolder folder, CurrentHome current, Clock clock) {
        var home = current.get();
        var database = Database.open(HubDatabase.settings(home, home.secrets(), folder.path()), clock);
        LOG.info("database {}: {}", database.dialect(), database.promise().text());
        return database;
    }

    @Bean
    MeterBinder storeMeters(Database database) {
        return database::meters;
    }

    @Bean
    HealthIndicator databaseHealthIndicator(Database database) {
        return () -> {
            database.read(tx -> tx.number("select 1", Bind.NONE));
            var health = database.guard().open() ? Health.up() : Health.down();
            return health.withDetail("kind", database.dialect().name())
                    .withDetail("promise", database.promise().text())
                    .withDetail("freeBytes", database.guard().free().usable())
                    .build();
        };
    }

    @Bean
    LocalToken localToken(DataFolder folder) {
        return new LocalToken(folder.token());
    }

    /** Tells the commands on this machine where the hub answers. */
    @Bean
    ApplicationListener<WebServerInitializedEvent> announceAddress(DataFolder folder) {
        return event -> {
            var context = event.getApplicationContext();
            if (context.getServerNamespace() == null) {
                var port = event.getWebServer().getPort();
                folder.announce(HubBinding.address(context.getEnvironment(), "server", port));
            }
        };
    }
}
