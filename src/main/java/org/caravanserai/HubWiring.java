package org.caravanserai;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.caravanserai.camel.CamelHealth;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * What the hub is made of, one class for each ring. Pages and controllers are found by a scan of {@code web}; everything
 * else is wired by hand. The database is opened by {@code store}; Boot knows of none.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "org.caravanserai.web",
        // The management port is a child context of its own and takes this class from META-INF/spring.
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.web\\.management\\..*"))
@Import({
    HubStore.class,
    HubAccess.class,
    HubHome.class,
    HubFlows.class,
    HubAnswers.class,
    HubOrders.class,
    HubOrderFiles.class,
    HubMarkets.class,
    HubHealth.class,
    HubOutbound.class,
    HubTables.class,
    HubRoutes.class,
    HubPunchout.class,
    HubShop.class,
    HubTopics.class,
    HubReload.class,
    HubSandbox.class
})
class HubWiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CamelHealth camelHealthIndicator(CamelContext context) {
        return new CamelHealth(context);
    }
}
