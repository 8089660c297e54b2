package org.caravanserai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.caravanserai.connector.Client;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.order.Listeners;
import org.caravanserai.order.MarketOrders;
import org.caravanserai.order.Orders;
import org.caravanserai.store.Database;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Orders of marketplaces: read there, and answered there. */
@Configuration(proxyBeanMethods = false)
class HubMarkets {
    @Bean
    Listeners marketListeners(Client client, CurrentHome home, Calls.Caller caller) {
        return MarketOrders.listeners(client, home::get, caller::speed);
    }

    /** Spring closes it before what it was made of. */
    @Bean
    MarketOrders marketOrders(
            Database database, Orders orders, Client client, CurrentHome home, Switches switches, Calls.Caller caller) {
        return new MarketOrders(
                database,
                orders,
                client,
                home::get,
                channel -> switches.of(channel).pausedAt() != null,
                caller::speed);
    }

    /** What goes wrong with the orders of a channel, as the channel shows it. */
    static Optional<Faults.Fault> fault(MarketOrders markets, String channel) {
        return markets.unread().stream()
                .filter(one -> one.channel().equals(channel))
                .findFirst()
                .map(one -> new Faults.Fault(one.since(), one.sentence()));
    }

    @Bean
    Gauge marketsUnread(MarketOrders markets, MeterRegistry registry) {
        return Gauge.builder(
                        "hub.order.markets.unread", markets, all -> all.unread().size())
                .description("Marketplaces whose orders are not read at the moment")
                .register(registry);
    }

    @Bean
    Gauge marketsMissing(MarketOrders markets, MeterRegistry registry) {
        return Gauge.builder(
                        "hub.order.markets.missing",
                        markets,
                        all -> all.compared().stream()
                                .mapToInt(one -> one.taken() + one.neverCame())
                                .sum())
                .description(
                        "Orders that the last comparisons with marketplaces found missing: taken then, or never come")
                .register(registry);
    }

    @Bean
    TimeGauge marketsCompared(MarketOrders markets, MeterRegistry registry, Clock clock) {
        return TimeGauge.builder(
                        "hub.order.markets.compared.age",
                        markets,
                        TimeUnit.SECONDS,
                        all -> all.compared().stream()
                                .mapToDouble(one -> Duration.between(one.at(), clock.instant())
                                        .toSeconds())
                                .max()
                                .orElse(0))
                .description(
                        "Since the last comparison with the marketplace that was compared longest ago; 0 = none was yet")
                .register(registry);
    }

    /** Begins when everything stands. A hub that lives for one command asks nobody. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> marketsBegin(MarketOrders markets, Environment environment) {
        return ready -> {
            if (!HubStandby.is(environment)) {
                markets.start();
            }
        };
    }
}
