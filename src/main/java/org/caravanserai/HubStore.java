package org.caravanserai;

import java.time.Clock;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Profile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database in the data folder. */
@Configuration(proxyBeanMethods = false)
class HubStore {
    @Bean(destroyMethod = "close")
    Database database(HubOptions options, Clock clock) {
        return Database.open(DatabaseSettings.h2(options.data(), Profile.EVALUATION), clock);
    }
}
