package org.caravanserai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Samples;
import org.caravanserai.parser.Problem;
import org.caravanserai.store.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The installation's files. What is wrong in one source, channel, route or map leaves that one out; what is wrong in what everything rests on
 * refuses the start.
 */
@Configuration(proxyBeanMethods = false)
class HubHome {
    private static final Logger LOG = LoggerFactory.getLogger(HubHome.class);

    /** Files without which nothing is right. */
    private static final List<String> GROUND =
            List.of("config/hub.yaml", "config/environments/", "config/model/", "connectors/hub/");

    @Bean
    CurrentHome home(HubOptions options) {
        var home = Home.read(options.home(), options.environment().orElse(null), Library.ofClassPath());
        var ground = home.problems().stream()
                .filter(problem -> !problem.warning() && ground(problem))
                .toList();
        if (!ground.isEmpty()) {
            throw new HubRefused("HUB-010 the hub does not start: " + ground.size()
                    + " problem(s) in files everything rests on\n  "
                    + String.join("\n  ", ground.stream().map(Problem::toString).toList()));
        }
        home.problems().forEach(problem -> LOG.warn("{}", problem));
        return new CurrentHome(home);
    }

    /** A sandbox shows something at the first start: its samples arrive in the inboxes like any delivery. */
    @Bean
    SamplesCopied samples(CurrentHome current, DataFolder folder, Clock clock) {
        try {
            var home = current.get();
            var today = clock.instant().atZone(home.company().timeZone()).toLocalDate();
            return new SamplesCopied(Samples.copy(home, folder.path(), today));
        } catch (IOException failed) {
            throw new UncheckedIOException("the samples cannot be copied to the inboxes", failed);
        }
    }

    /** Says that the inboxes are filled, so that whoever reads them comes after. */
    record SamplesCopied(int files) {}

    private static boolean ground(Problem problem) {
        return GROUND.stream().anyMatch(problem.position().file()::startsWith);
    }
}
