package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Ceilings;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Recordings;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Company;
import org.caravanserai.home.Connector;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The way out to partners. */
@Configuration(proxyBeanMethods = false)
class HubOutbound {
    private static final int CONVERSATIONS = 20_000;
    private static final Period KEPT = Period.ofDays(30);

    @Bean
    Ceilings ceilings(Database database, Clock clock) {
        return new Ceilings(database, clock);
    }

    @Bean
    Recordings recordings(CurrentHome home, Database database, Clock clock) {
        var said = home.get().company().retention().conversations();
        var kept = said == null ? KEPT : said;
        var days = kept.toTotalMonths() * 31 + kept.getDays();
        return new Recordings(database, CONVERSATIONS, Duration.ofDays(days), clock);
    }

    @Bean
    ClientSettings clientSettings(CurrentHome home, Environment environment) {
        var settings = home.get().company().type() == Company.Type.SANDBOX
                ? ClientSettings.sandbox()
                        .speed(HubSandbox.FACTOR)
                        .standIns(() -> HubBinding.address(
                                environment, "server", environment.getRequiredProperty("local.server.port")))
                : ClientSettings.production();
        return settings.allowing(home.get().company().allowPrivate());
    }

    @Bean
    Client client(CurrentHome home, Ceilings ceilings, Recordings recordings, ClientSettings settings, Clock clock) {
        var secrets = home.get().secrets();
        return new Client(home, secrets, ceilings, recordings, settings, clock);
    }

    /** The way out for published files that are pushed: the same addresses may be called. */
    @Bean
    Depots depots(CurrentHome home, ClientSettings settings, Clock clock) {
        return new Depots(home.get().secrets(), settings, home.get().company().redirectMail(), clock);
    }

    @Bean
    Calls.Caller caller(Client client, CurrentHome home) {
        return new Calls.Caller() {
            @Override
            public int speed(String channel) {
                return home.get()
                        .channel(channel)
                        .map(Channel::connection)
                        .map(connection -> connection.value(Connector.BASE_URL))
                        .filter(address -> address.startsWith("sandbox:"))
                        .map(standIn -> HubSandbox.FACTOR)
                        .orElse(1);
            }

            @Override
            public boolean serves(String channel, Connector.Operation operation) {
                return client.serves(channel, operation);
            }

            @Override
            public Outcome call(
                    String channel, String operation, List<Batch.Item> items, java.util.Map<String, String> variables) {
                return client.call(channel, operation, items, variables);
            }

            @Override
            public Outcome page(
                    String channel, String operation, java.util.Map<String, String> variables, boolean keep) {
                return client.page(channel, operation, variables, keep);
            }

            @Override
            public Connector.Operation operation(String channel, String operation) {
                return Optional.ofNullable(client.operation(channel, operation))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the system of channel " + channel + " has no operation '" + operation + "'"));
            }
        };
    }
}
