package org.caravanserai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.connector.topic.Brokers;
import org.caravanserai.connector.topic.TopicLine;
import org.caravanserai.connector.topic.Topics;
import org.caravanserai.delivery.topic.ChangeStream;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Master;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Target;
import org.caravanserai.order.TopicOrders;
import org.caravanserai.store.Database;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Topics of a Kafka cluster, where the home names one: changes out, orders in. */
@Configuration(proxyBeanMethods = false)
class HubTopics {
    /** Spring closes it before what it was made of. */
    @Bean
    Topics topics(CurrentHome current, Database database, Master master, Orders orders, MeterRegistry registry) {
        var home = current.get();
        var kafka = home.company().kafka();
        if (kafka == null) {
            return new Topics(List.of());
        }
        var brokers = new Brokers(kafka, home.secrets());
        var lines = new ArrayList<TopicLine>();
        if (kafka.changes() != null && !kafka.changes().kinds().isEmpty()) {
            lines.add(changes(kafka.changes().topic(), home, brokers, database, master));
        }
        if (kafka.orders() != null) {
            lines.add(orders(home, brokers, database, orders));
        }
        lines.forEach(line -> meter(line, registry));
        return new Topics(lines);
    }

    private static TopicLine changes(String topic, Home home, Brokers brokers, Database database, Master master) {
        var kinds = home.company().kafka().changes().kinds();
        var stream = new ChangeStream(master, database, () -> brokers.outlet(topic), topic, kinds);
        var line = new TopicLine("out", topic, database.clock(), stream, stream::open);
        master.onChange(line::ring);
        return line;
    }

    private static TopicLine orders(Home home, Brokers brokers, Database database, Orders orders) {
        var from = home.company().kafka().orders();
        var topic = from.topic();
        var channel = home.channels().get(from.channel());
        boolean hears = channel != null
                && (channel.streams().containsKey(Target.ORDER_STATUS)
                        || channel.streams().containsKey(Target.SHIPMENTS));
        var reader = new TopicOrders(
                database, orders, () -> brokers.inlet(topic), topic, from.channel(), hears ? from.channel() : null);
        return new TopicLine("in", topic, database.clock(), reader, reader::open);
    }

    private static void meter(TopicLine line, MeterRegistry registry) {
        var stand = line.stand();
        Gauge.builder("hub.connector.topic.open", line, one -> one.stand().open())
                .description("Changes that were not told yet, or messages that were not read; -1 = not known")
                .tag("topic", stand.topic())
                .tag("way", stand.way())
                .register(registry);
        Gauge.builder("hub.connector.topic.fault", line, one -> one.stand().fault() == null ? 0 : 1)
                .description("1 while nothing moves because the brokers or the database do not do what is asked")
                .tag("topic", stand.topic())
                .tag("way", stand.way())
                .register(registry);
    }

    /** Begins when everything stands. A hub that lives for one command talks to nobody. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> topicsBegin(Topics topics, Environment environment) {
        return ready -> {
            if (!HubStandby.is(environment)) {
                topics.start();
            }
        };
    }
}
