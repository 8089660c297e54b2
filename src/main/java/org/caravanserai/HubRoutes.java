package org.caravanserai;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.caravanserai.camel.HubComponent;
import org.caravanserai.camel.Intake;
import org.caravanserai.camel.Publisher;
import org.caravanserai.camel.RouteInstances;
import org.caravanserai.camel.Routes;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.push.Deliveries;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Progress;
import org.caravanserai.order.Desk;
import org.caravanserai.store.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What stands behind {@code hub:} in routes, and the routes of the home. */
@Configuration(proxyBeanMethods = false)
class HubRoutes {
    @Bean("hub")
    HubComponent hubComponent(
            Ingest ingest, Publishing publishing, Switches switches, Deliveries deliveries, Desk desk) {
        return new HubComponent(intake(ingest), publisher(publishing, switches), deliveries, desk);
    }

    @Bean
    CamelContextConfiguration routesOfTheHome(
            Environment environment, CurrentHome home, DataFolder folder, HubHome.SamplesCopied samples) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                if (HubStandby.is(environment)) {
                    return;
                }
                try {
                    Routes.load(context, home.get(), RouteInstances.of(home.get(), folder.path()));
                } catch (Exception failed) {
                    throw new IllegalStateException("the routes of the home cannot be loaded", failed);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {}
        };
    }

    /** One file may hold several kinds (sheets of a workbook): one run each. */
    private static Intake intake(Ingest ingest) {
        return (source, kinds, file) -> kinds.forEach(kind -> ingest.file(source, kind, file, Progress.NONE));
    }

    /** What somebody has paused is not published either; its last version stays served. */
    private static Publisher publisher(Publishing publishing, Switches switches) {
        return (channel, stream) -> switches.of(channel).pausedAt() != null
                ? Optional.empty()
                : publishing.publish(channel, stream).map(HubRoutes::publication);
    }

    private static Publisher.Publication publication(Publishing.Published published) {
        return new Publisher.Publication() {
            @Override
            public byte[] manifest() {
                return ManifestJson.write(published.manifest());
            }

            @Override
            public void confirm() {
                published.confirm();
            }
        };
    }
}
