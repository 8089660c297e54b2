package org.caravanserai;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.caravanserai.connector.Client;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.order.Desk;
import org.caravanserai.order.Dispatcher;
import org.caravanserai.order.Figures;
import org.caravanserai.order.Listeners;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Register;
import org.caravanserai.order.Terms;
import org.caravanserai.order.target.HomeTargets;
import org.caravanserai.order.terms.MasterTerms;
import org.caravanserai.store.Database;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Orders: who may buy what, who receives them, and the threads that hand them over. */
@Configuration(proxyBeanMethods = false)
class HubOrders {
    @Bean
    Terms terms(CurrentHome home, Master master, Clock clock) {
        return new MasterTerms(home, master, clock);
    }

    /** What somebody has paused is handed nothing; its orders wait. */
    @Bean
    HomeTargets orderTargets(CurrentHome home, Client client, Switches switches, List<Listeners> listeners) {
        return new HomeTargets(home, client, channel -> switches.of(channel).pausedAt() != null, listeners);
    }

    @Bean
    Orders orders(Database database, Ledger ledger, Terms terms, CurrentHome home, HomeTargets targets) {
        return new Orders(database, ledger, terms, () -> HomeTargets.policy(home.get()), targets);
    }

    @Bean
    Register register(Orders orders) {
        return new Register(orders);
    }

    @Bean
    Figures figures(Orders orders) {
        return new Figures(orders);
    }

    @Bean
    Desk orderDesk(Orders orders) {
        return new Desk(orders);
    }

    /** Spring closes it before what it was made of: calls under way end while database and client still stand. */
    @Bean
    Dispatcher dispatcher(Orders orders, HomeTargets targets) {
        return new Dispatcher(orders, targets);
    }

    /** What keeps a channel from taking orders or answers, as the channel shows it. */
    static Optional<Faults.Fault> fault(Dispatcher dispatcher, String channel) {
        return dispatcher.unreached().stream()
                .filter(one -> one.channel().equals(channel))
                .findFirst()
                .map(one -> new Faults.Fault(one.since(), one.sentence()));
    }

    /** Begins when everything stands: stand-ins of a sandbox answer on the hub's own port. A hub that lives for one command hands nothing over. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> dispatching(Dispatcher dispatcher, Environment environment) {
        return ready -> {
            if (!HubStandby.is(environment)) {
                dispatcher.start();
            }
        };
    }
}
