package org.caravanserai;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.table.PartnerTables;
import org.caravanserai.connector.table.TableMeter;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.store.DataFolder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Tables of partners: fetched once the hub is up, and taken into maps when they have changed. */
@Configuration(proxyBeanMethods = false)
class HubTables {
    @Bean
    PartnerTables partnerTables(CurrentHome home, Client client, Calls.Caller caller, DataFolder folder, Clock clock) {
        var out = new PartnerTables.Caller() {
            @Override
            public Outcome call(String channel, String operation, Map<String, String> variables) {
                return client.call(channel, operation, List.of(), variables);
            }

            @Override
            public int speed(String channel) {
                return caller.speed(channel);
            }
        };
        return new PartnerTables(home, out, folder.path().resolve("tables"), clock);
    }

    /** A hub that lives for one command asks nobody. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> tablesStart(
            PartnerTables tables, Publishing publishing, Environment environment, MeterRegistry registry) {
        TableMeter.register(registry, tables);
        tables.listen(channel -> publishing.refresh());
        return ready -> {
            if (!HubStandby.is(environment)) {
                tables.start();
            }
        };
    }
}
