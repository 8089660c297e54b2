package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.caravanserai.access.Audit;
import org.caravanserai.camel.RouteSwap;
import org.caravanserai.cli.Checkers;
import org.caravanserai.delivery.ChannelReload;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.push.Deliveries;
import org.caravanserai.health.Health;
import org.caravanserai.home.Company;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.home.reload.HomeReloads;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.ingest.Ways;
import org.caravanserai.master.Remerging;
import org.caravanserai.store.DataFolder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Changed files take effect while the hub runs. */
@Configuration(proxyBeanMethods = false)
class HubReload {
    /** Longer than a call to a partner may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Bean
    Reload reload(
            HubOptions options,
            CurrentHome current,
            CamelContext camel,
            DataFolder folder,
            Environment environment,
            Remerging remerging,
            Ways ways,
            Publishing publishing,
            Deliveries deliveries,
            Health health,
            Audit audit,
            Clock clock) {
        var parts =
                new ArrayList<Reload.Part>(List.of(remerging, ways, new ChannelReload(publishing, deliveries), health));
        if (!HubStandby.is(environment)) {
            parts.add(new RouteSwap(camel, current.get(), folder.path(), PATIENCE));
        }
        var library = Library.ofClassPath();
        return new Reload(
                current,
                () -> Home.read(options.home(), options.environment().orElse(null), library),
                Checkers::everything,
                parts,
                (who, source, what, before, after, result) -> audit.record(who, what, before, after, source, result),
                clock);
    }

    /** Watches the files, where the home says so. */
    static final class Watching implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {
        private final Reload reload;
        private final HubOptions options;
        private final boolean wanted;
        private Optional<HomeReloads> running = Optional.empty();

        Watching(Reload reload, HubOptions options, boolean wanted) {
            this.reload = reload;
            this.options = options;
            this.wanted = wanted;
        }

        @Override
        public synchronized void onApplicationEvent(ApplicationReadyEvent ready) {
            if (wanted && running.isEmpty()) {
                running = Optional.of(HomeReloads.start(reload, options.home()));
            }
        }

        @Override
        public synchronized void close() {
            running.ifPresent(HomeReloads::close);
        }
    }

    @Bean
    Watching homeWatching(Reload reload, HubOptions options, CurrentHome current, Environment environment) {
        var wanted = current.get().company().reload() == Company.Reload.WATCH && !HubStandby.is(environment);
        return new Watching(reload, options, wanted);
    }
}
