package org.caravanserai;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.caravanserai.camel.HubComponent;
import org.caravanserai.camel.Intake;
import org.caravanserai.camel.Publisher;
import org.caravanserai.camel.RouteInstances;
import org.caravanserai.camel.Routes;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Publishing;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.home.Home;
import org.caravanserai.store.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands behind {@code hub:} in routes, and the routes of the home. */
@Configuration(proxyBeanMethods = false)
class HubRoutes {
    @Bean("hub")
    HubComponent hubComponent(Intake intake, Publishing publishing) {
        return new HubComponent(intake, publisher(publishing));
    }

    @Bean
    Intake intake() {
        return (source, kinds, file) -> System.out.println("INTAKE " + source + kinds + file);
    }

    @Bean
    CamelContextConfiguration routesOfTheHome(Home home, DataFolder folder, HubHome.SamplesCopied samples) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                try {
                    Routes.load(context, home, RouteInstances.of(home, folder.path()));
                } catch (Exception failed) {
                    throw new IllegalStateException("the routes of the home cannot be loaded", failed);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {}
        };
    }

    private static Publisher publisher(Publishing publishing) {
        return (channel, stream) -> publishing.publish(channel, stream).map(published -> new Publisher.Publication() {
            @Override
            public byte[] manifest() {
                return ManifestJson.write(published.manifest());
            }

            @Override
            public void confirm() {
                published.confirm();
            }
        });
    }
}
