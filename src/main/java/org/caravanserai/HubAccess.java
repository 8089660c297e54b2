package org.caravanserai;

import java.time.Clock;
import java.util.Optional;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.Audit;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Users;
import org.caravanserai.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Users, keys and the audit trail. */
@Configuration(proxyBeanMethods = false)
class HubAccess {
    @Bean
    Audit audit(Database database) {
        return new Audit(database);
    }

    @Bean
    Attempts attempts(Clock clock) {
        return new Attempts(clock);
    }

    @Bean
    Users users(Database database, Audit audit, Attempts attempts, Clock clock, Environment environment) {
        var users = new Users(database, audit, attempts, clock);
        users.firstAdmin(Optional.ofNullable(environment.getProperty("HUB_ADMIN_PASSWORD")))
                // On standard output and not in the log: logs are kept and passed on.
                .ifPresent(password -> System.out.println("Sign in as admin with the password " + password
                        + "  (shown at each start until the first sign-in)"));
        return users;
    }

    @Bean
    ApiKeys apiKeys(Database database, Audit audit, Clock clock) {
        return new ApiKeys(database, audit, clock);
    }

    @Bean
    ChannelKeys channelKeys(Database database, Audit audit, Clock clock) {
        return new ChannelKeys(database, audit, clock);
    }
}
