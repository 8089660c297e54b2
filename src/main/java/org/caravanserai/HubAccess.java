package org.caravanserai;

import java.time.Clock;
import java.util.Optional;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.Audit;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Users;
import org.caravanserai.home.reload.CurrentHome;
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
    Users users(Database database, Audit audit, Attempts attempts, Clock clock) {
        return new Users(database, audit, attempts, clock);
    }

    @Bean
    HubGreeting greeting(
            Environment environment, Users users, SandboxKeys sandbox, Database database, CurrentHome home) {
        var publicUrl = Optional.ofNullable(home.get().company().publicUrl());
        return new HubGreeting(environment, users, sandbox, database, publicUrl);
    }

    @Bean
    SandboxKeys sandboxKeys(CurrentHome home, ChannelKeys keys) {
        return new SandboxKeys(home, keys);
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
