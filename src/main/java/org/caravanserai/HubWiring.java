package org.caravanserai;

import org.apache.camel.CamelContext;
import org.caravanserai.camel.CamelHealth;
import org.caravanserai.web.SecurityChains;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the hub is made of. The database is opened by {@code store}, so Boot's own data source stays out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(SecurityChains.class)
class HubWiring {
    @Bean
    CamelHealth camelHealthIndicator(CamelContext context) {
        return new CamelHealth(context);
    }
}
