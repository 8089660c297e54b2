package org.caravanserai;

import java.time.Clock;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.connector.depot.Drop;
import org.caravanserai.home.Channel;
import org.caravanserai.order.FileTargets;
import org.caravanserai.store.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Orders to an ERP by files: a folder below the data folder, or one at the partner. */
@Configuration(proxyBeanMethods = false)
class HubOrderFiles {
    @Bean
    FileTargets fileTargets(Depots depots, DataFolder folder, Clock clock) {
        return new FileTargets(channel -> drop(depots, folder, channel), clock);
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
