package org.caravanserai;

import java.time.Clock;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.connector.depot.Drop;
import org.caravanserai.connector.depot.Pickup;
import org.caravanserai.home.Acknowledgement;
import org.caravanserai.home.Channel;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.order.AcknowledgementFiles;
import org.caravanserai.order.Orders;
import org.caravanserai.order.target.FileTargets;
import org.caravanserai.store.DataFolder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Orders to an ERP by files: a folder below the data folder, or one at the partner. */
@Configuration(proxyBeanMethods = false)
class HubOrderFiles {
    @Bean
    FileTargets fileTargets(Depots depots, DataFolder folder, Clock clock) {
        return new FileTargets(channel -> drop(depots, folder, channel), clock);
    }

    /** Spring closes it before what it was made of. */
    @Bean
    AcknowledgementFiles acknowledgementFiles(
            Orders orders, CurrentHome home, Depots depots, DataFolder folder, Clock clock) {
        return new AcknowledgementFiles(
                orders, home, (channel, files) -> pickup(depots, folder, channel, files), clock);
    }

    /** Begins when everything stands. A hub that lives for one command looks nowhere. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> acknowledging(AcknowledgementFiles files, Environment environment) {
        return ready -> {
            if (!HubStandby.is(environment)) {
                files.start();
            }
        };
    }

    private static Pickup pickup(Depots depots, DataFolder folder, Channel channel, Acknowledgement files) {
        if (!channel.deliver().isEmpty()) {
            var target = channel.deliver().get(0);
            return depots.pickup(target.to(), target.connection(), files.directory());
        }
        var said = files.directory();
        return Pickup.folder(folder.path().resolve(said == null ? "inbox/" + channel.name() : said));
    }

    private static Drop drop(Depots depots, DataFolder folder, Channel channel) {
        if (!channel.deliver().isEmpty()) {
            var target = channel.deliver().get(0);
            return depots.drop(target.to(), target.connection());
        }
        var said = channel.connection().value("directory");
        return Drop.folder(folder.path().resolve(said == null ? "outbox/" + channel.name() : said));
    }
}
